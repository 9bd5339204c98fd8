import { expect, test } from "vitest";
import { shortPlace } from "../../../src/core/diagnostics.ts";
import type { WindlassError } from "../../../src/core/errors.ts";
import type { ServiceName } from "../../../src/core/ids.ts";
import { lockUnused, notLocked, withLock } from "../../../src/spec/lock/check-lock.ts";
import { type Lock, lockPath, lockText } from "../../../src/spec/lock/lock.ts";
import { lockable } from "../../../src/spec/lock/lockable.ts";
import { type LockFile, readLock } from "../../../src/spec/lock/read-lock.ts";
import type { Project, Service } from "../../../src/spec/project.ts";
import { loadText } from "../../support/load.ts";
import { memoryContext } from "../../support/memory-context.ts";

const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;

const text = `services:
  web:
    image: nginx:\${TAG}
    pull_policy: always
    pre_start:
      - {image: busybox, command: "true"}
      - {image: "nginx:\${TAG}", command: "true"}
      - {image: own, command: "true"}
    volumes:
      - {type: image, source: "files:2", target: /files}
      - {type: image, source: own, target: /own}
  own: {image: own, build: .}
  built: {build: .}
  pinned: {image: "redis:7@${digest("9")}"}
  plugin: {provider: {type: thing}}
`;
const load = (): Promise<Project> => loadText(text, { env: { TAG: "1.27" }, files: { "/app/Dockerfile": "" } });

async function locked(images: Readonly<Record<string, string>>): Promise<LockFile> {
  const lock: Lock = new Map(
    Object.entries(images).map(([image, one]) => [
      image,
      { digest: one, checkedAt: "2026-01-01T00:00:00Z", platforms: [] },
    ]),
  );
  const file = await readLock("/app/compose.lock.yaml", memoryContext({ "/app/compose.lock.yaml": lockText(lock) }));
  if (file === undefined) throw new Error("no file");
  return file;
}

const whole = { "nginx:1.27": digest("1"), busybox: digest("2"), "files:2": digest("3") };

test("locked are images of services, hooks and volumes that have a tag and are not built here", async () => {
  const uses = lockable(await load());
  expect(uses.map(({ image, service, place }) => `${service} ${image} ${place && shortPlace(place)}`)).toEqual([
    "web nginx:1.27 compose.yaml:3",
    "web busybox compose.yaml:6",
    "web files:2 compose.yaml:10",
  ]);
});

test("every place that names an image which is missing is an error; what no service uses is one, too", async () => {
  const uses = lockable(await load());
  const { lock } = await locked({ "nginx:1.27": digest("1"), "nginx:1.26": digest("4") });
  expect(notLocked(uses, lock).map(({ code, message, path }) => `${code} ${message} (${path})`)).toEqual([
    "image-not-locked busybox is not in the lock file (services.web.pre_start[0].image)",
    "image-not-locked files:2 is not in the lock file (services.web.volumes[0].source)",
  ]);
  expect(lockUnused(uses, lock)).toMatchObject([
    { code: "lock-unused", message: "no service uses nginx:1.26", place: { line: 6 } },
  ]);
});

test("a project with its lock has each image by tag and digest, and is the same file as before", async () => {
  const project = await load();
  const pinned = withLock(project, await locked(whole));
  const service = (name: string): Service | undefined => pinned.services.get(name as ServiceName);
  expect(service("web")?.image).toBe(`nginx:1.27@${digest("1")}`);
  expect(service("web")?.preStart.map(({ image }) => image)).toEqual([
    `busybox:latest@${digest("2")}`,
    `nginx:1.27@${digest("1")}`,
    "own",
  ]);
  expect(service("web")?.volumes.map((volume) => volume.type === "image" && volume.source)).toEqual([
    `files:2@${digest("3")}`,
    "own",
  ]);
  expect(service("web")?.pullPolicy).toEqual({ kind: "missing" });
  for (const name of ["own", "built", "pinned", "plugin"])
    expect(service(name)).toEqual(project.services.get(name as ServiceName));
  expect(pinned.printed).toBe(project.printed);
  expect(service("web")?.printed).toBe(project.services.get("web" as ServiceName)?.printed);
});

test("an image's place is then the line of its digest", async () => {
  const { placeOf, sources } = withLock(await load(), await locked(whole));
  expect(placeOf(["services", "web", "image"])).toMatchObject({ file: "/app/compose.lock.yaml", line: 14 });
  expect(placeOf(["services", "web", "pull_policy"])).toMatchObject({ file: "/app/compose.yaml", line: 4 });
  expect(sources.has("/app/compose.lock.yaml")).toBe(true);
});

test("a lock that lacks images is refused with all of their lines", async () => {
  const file = await locked({ busybox: digest("2") });
  const project = await load();
  const error = ((): WindlassError | undefined => {
    try {
      withLock(project, file);
      return undefined;
    } catch (thrown) {
      return thrown as WindlassError;
    }
  })();
  expect(error).toMatchObject({ code: "image-not-locked" });
  expect(error?.diagnostics.map(({ place }) => place?.line)).toEqual([3, 10]);
});

test.each([
  [["/app/a/compose.yaml", "/app/b/compose.yaml"], "/app/a/compose.lock.yaml"],
  [["-", "/app/b/compose.yaml"], "/app/b/compose.lock.yaml"],
  [["-"], "/app/compose.lock.yaml"],
])("the lock file of %s is %s", (configFiles, expected) => {
  expect(lockPath({ configFiles, workingDir: "/app" })).toBe(expected);
});
