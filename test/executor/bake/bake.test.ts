/** `docker buildx bake`, played by a program that says what a real one has said. */
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Progress } from "../../../src/core/events.ts";
import type { BuildSpec } from "../../../src/engine/port.ts";
import { type BakeIo, bakeImage } from "../../../src/executor/bake/bake.ts";
import { thisHost } from "../../../src/host/this-host.ts";
import { buildOf } from "../../support/build-spec.ts";
import { type FakeBuildx, fakeBuildx, type Played } from "../../support/fake-buildx.ts";
import { MemoryEngine } from "../../support/memory-engine.ts";

const recorded = (name: string): string => readFileSync(join(import.meta.dirname, "recorded", `${name}.txt`), "utf8");
const digest = "sha256:5bbade3e97fc584bff279949572aaba503f2ffcd14fe37bd680ee2b3da493957";
const metadata = { web: { "containerimage.digest": digest } };
const web = buildOf("shop-web", "/shop/web", { builder: "bake", builderName: "farm" });

let folder: string;
let told: Progress[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "wdl-bake-"));
  told = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Baking {
  readonly build?: BuildSpec;
  readonly bases?: Readonly<Record<string, BuildSpec>>;
  readonly signal?: AbortSignal;
  readonly images?: readonly string[];
}

async function bake(
  played: Played | undefined,
  { build = web, bases = {}, signal = new AbortController().signal, images = ["shop-web"] }: Baking = {},
): Promise<{ readonly buildx: FakeBuildx; readonly id: Promise<string> }> {
  const buildx = await fakeBuildx(folder, played ?? {});
  const engine = new MemoryEngine();
  for (const image of images) engine.addImage(image);
  const env = { PATH: process.env.PATH, DOCKER_CONFIG: played === undefined ? "/nonexistent" : folder };
  const io: BakeIo = {
    engine,
    host: async () => thisHost(env, { ...env, DOCKER_HOST: "tcp://far:1", TMPDIR: folder }),
    resource: { kind: "image", name: "shop-web", service: "web" },
    secret: async (content) => new TextEncoder().encode(`value of ${content}`),
    onProgress: (progress) => void told.push(progress),
    signal,
  };
  return { buildx, id: bakeImage(build, bases, io).then(({ id }) => id) };
}

const textOf = (part: string | undefined): readonly string[] =>
  told.filter((one) => one.part === part).map(({ text }) => text);

describe("how buildx is called", () => {
  test("with the image's target and those of its contexts, for the builder that is named", async () => {
    const base = buildOf("shop-base", "/shop/base", { builder: "bake" });
    const build = { ...web, contexts: { base: { from: "service", service: "base", image: "shop-base" } as const } };
    const { buildx, id } = await bake({ metadata }, { build, bases: { base } });
    await id;
    const args = await buildx.args();
    expect(args.slice(0, 7)).toEqual(["bake", "--file", "-", "--progress", "rawjson", "--builder", "farm"]);
    expect(args.at(-2)).toBe("--metadata-file");
    const { group, target } = JSON.parse(await buildx.input());
    expect(group).toEqual({ default: { targets: ["web"] } });
    expect(target).toMatchObject({ web: { contexts: { base: "target:base" } }, base: { context: "/shop/base" } });
  });

  test("an image of a service that is not built is a context as it is", async () => {
    const build = { ...web, contexts: { base: { from: "service", service: "base", image: "shop-base" } as const } };
    const { buildx, id } = await bake({ metadata }, { build });
    await id;
    expect(JSON.parse(await buildx.input()).target.web.contexts).toEqual({ base: "docker-image://shop-base" });
  });

  test("it may read and do what the plan shows, and no more", async () => {
    const build: BuildSpec = {
      ...web,
      contexts: { assets: { from: "folder", folder: "/a,b" }, app: { from: "image", image: "alpine" } },
      dockerfile: { from: "file", path: "/shop/web.Dockerfile" },
      secrets: [{ id: "tok", content: "secrets.tok", source: { file: "/shop/tok" } }],
      ssh: [
        { id: "default", paths: [""] },
        { id: "k", paths: ["/shop/id"] },
      ],
      cacheFrom: [{ type: "local", attributes: { src: "/cache" } }],
      cacheTo: [{ type: "local", attributes: { dest: "/cache" } }],
      entitlements: ["network.host", "security.insecure"],
    };
    const { buildx, id } = await bake({ metadata }, { build });
    await id;
    const args = await buildx.args();
    expect(args.filter((_, index) => args[index - 1] === "--allow")).toEqual([
      "fs.read=/shop/web",
      "fs.read=/a,b",
      "fs.read=/shop/web.Dockerfile",
      "fs.read=/shop/tok",
      "ssh",
      "fs.read=/shop/id",
      "fs.read=/cache",
      "fs.write=/cache",
      "network.host",
      "security.insecure",
    ]);
  });

  test("a secret from a variable is in its environment alone, beside the engine's address", async () => {
    const secrets: BuildSpec["secrets"] = [{ id: "t", content: "secrets.t", source: { variable: "TOKEN" } }];
    const { buildx, id } = await bake({ metadata }, { build: { ...web, secrets } });
    await id;
    expect(await buildx.env()).toMatchObject({ TOKEN: "value of secrets.t", DOCKER_HOST: "tcp://far:1" });
    const rest = [await buildx.input(), ...(await buildx.args())].join("\n");
    expect(rest).toContain("id=t,type=env,env=TOKEN");
    expect(rest).not.toContain("value of");
  });

  test("the file that it writes is gone afterwards, whatever the end", async () => {
    const built = await bake({ metadata });
    await built.id;
    expect(existsSync((await built.buildx.args()).at(-1) ?? "")).toBe(false);
    const failed = await bake({ code: 1 });
    await expect(failed.id).rejects.toMatchObject({ code: "build-failed" });
    expect(existsSync(join((await failed.buildx.args()).at(-1) ?? "", ".."))).toBe(false);
  });
});

describe("what it tells", () => {
  test("steps from the cache are told as such", async () => {
    await (await bake({ said: recorded("cached"), metadata })).id;
    expect(textOf("[2/2] RUN echo built > /built")).toContain("cached");
    expect(textOf("exporting to image")).toContain("done");
    const named = { part: "exporting to image", text: "naming to docker.io/library/shop-web done", kind: "printed" };
    expect(told.filter(({ text }) => text === named.text)).toEqual([named]);
  });

  test("a character that was cut is whole, and so is a line without an end", async () => {
    await (await bake({ said: recorded("failing"), code: 1 })).id.catch(() => {});
    const step = told.find(({ part = "" }) => part.startsWith("[2/3]"))?.part;
    expect(textOf(step)).toEqual(["started", "héllo", "no end", "done"]);
  });

  test("what is doubtful in a Dockerfile is told with its line", async () => {
    await (await bake({ said: recorded("failing"), code: 1 })).id.catch(() => {});
    expect(textOf(undefined)).toContain("FromAsCasing: 'as' and 'FROM' keywords' casing do not match (line 1)");
  });

  test("words for people are told, too", async () => {
    await (await bake({ said: "WARNING: no output\nsee https://d.test\n", metadata })).id;
    expect(textOf(undefined)).toEqual(["WARNING: no output", "see https://d.test"]);
  });
});

describe("what became of it", () => {
  test("the image is the one that the engine has then", async () => {
    const { id } = await bake({ metadata });
    const engine = new MemoryEngine();
    engine.addImage("shop-web");
    expect(await id).toBe((await engine.findImage("shop-web"))?.id);
  });

  test("one that was pushed, or is for several platforms, is known by its digest", async () => {
    for (const more of [{ push: true }, { platforms: ["linux/amd64", "linux/arm64"] }])
      expect(await (await bake({ metadata }, { build: { ...web, ...more }, images: [] })).id).toBe(digest);
  });

  test("one that never came to the engine is an error", async () => {
    await expect((await bake({ metadata }, { images: [] })).id).rejects.toMatchObject({
      code: "build-failed",
      message: "buildx built shop-web, and the engine does not have it",
    });
  });

  test("a step that failed is named with the Dockerfile's lines and what it printed", async () => {
    await expect((await bake({ said: recorded("failing"), code: 1 })).id).rejects.toMatchObject({
      code: "build-failed",
      message: [
        "the build of web failed at [3/3] RUN echo a && exit 3, Dockerfile:3: the command did not complete successfully: exit code: 3",
        "  a",
        "   1 |     FROM alpine as base",
        String.raw`   2 |     RUN printf 'h\303' && sleep 0.3 && printf '\251llo\nno end'`,
        "   3 | >>> RUN echo a && exit 3",
        "   4 |",
      ].join("\n"),
    });
  });

  test("a step that was cancelled because of another one is not the reason", async () => {
    const vertex = (digest: string, name: string, error: string) =>
      JSON.stringify({ vertexes: [{ digest, name, started: "1", completed: "1", error }] });
    const said = [
      vertex("c", "importing cache manifest from x", "x: not found"),
      vertex("a", "[a 1/2] RUN one", "rpc error: context canceled"),
      vertex("b", "[b 1/2] RUN two", "exit code: 2"),
      "ERROR: target b: failed to solve: exit code: 2",
    ].join("\n");
    await expect((await bake({ said, code: 1 })).id).rejects.toMatchObject({
      message: "the build of web failed at [b 1/2] RUN two: exit code: 2",
    });
  });

  test.each([
    [
      "ERROR: target web: failed to solve: dockerfile parse error on line 2: unknown instruction: RUNN",
      "the build of web failed: dockerfile parse error on line 2: unknown instruction: RUNN",
    ],
    ["", "the build of web failed: buildx exited with code 7"],
  ])("an error without a step is told in its own words: %j", async (said, message) => {
    await expect((await bake({ said, code: 7 })).id).rejects.toMatchObject({ code: "build-failed", message });
  });

  test("a builder that is gone is told as one", async () => {
    await expect((await bake({ said: 'ERROR: no builder "farm" found\n', code: 1 })).id).rejects.toMatchObject({
      code: "builder-not-found",
    });
  });

  test("a builder that does not answer is told as one", async () => {
    const vertex = { digest: "a", name: "[internal] waiting for connection", started: "1", completed: "1" };
    const said = JSON.stringify({ vertexes: [{ ...vertex, error: "context deadline exceeded" }] });
    await expect((await bake({ said, code: 1 })).id).rejects.toMatchObject({
      code: "build-failed",
      message: 'the builder "farm" can\'t be reached: context deadline exceeded',
    });
  });

  test("without the plugin nothing is tried", async () => {
    await expect((await bake(undefined)).id).rejects.toMatchObject({ code: "buildx-not-found" });
  });

  test("an abort interrupts it, and waits for its end", async () => {
    const stop = new AbortController();
    const script = "trap 'echo interrupted > ended; exit 130' INT; touch begun; while :; do sleep 0.05; done";
    const { id } = await bake({ script }, { signal: stop.signal });
    id.catch(() => {});
    await expect.poll(() => existsSync(join(folder, "begun"))).toBe(true);
    stop.abort(new Error("stop"));
    await expect(id).rejects.toThrow("stop");
    expect(readFileSync(join(folder, "ended"), "utf8")).toBe("interrupted\n");
  });
});
