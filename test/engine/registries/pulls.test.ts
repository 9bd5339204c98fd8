/** What a pull makes of what registries do, on the real engine: which images, how often, in which order, and when again. */
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { apiAtLeast } from "../../../src/engine/api-version.ts";
import { apiVersion, engineAddresses, imageStore } from "../../support/engines.ts";
import { type ImageProject, imageProject, sleeper } from "../../support/image-project.ts";
import { type RegistryFault, startRegistry, type TestRegistry } from "../../support/registry.ts";

let project: ImageProject;
let registry: TestRegistry;
let isContainerd: boolean;

beforeAll(async () => {
  isContainerd = (await imageStore(engineAddresses[0] ?? "")) === "containerd";
});

beforeEach(async () => {
  project = imageProject();
  registry = await startRegistry();
});
afterEach(async () => {
  await project.close();
  await registry.close();
});

async function windlass(args: string, env: Readonly<Record<string, string>> = {}) {
  const { code, stdout: out, stderr: err } = await project.run(args.split(" "), env);
  return { code, out, err };
}

/** How often the registry was asked for the image's tag. */
const asked = (name: string): number =>
  registry.calls.filter((call) => call === `HEAD /v2/${name.replace(":", "/manifests/")}`).length;

const services = (images: Readonly<Record<string, string>>): string =>
  `services:\n${Object.entries(images)
    .map(([name, image]) => `  ${name}: {image: "${image}"}\n`)
    .join("")}`;

test("ten services that share two images pull twice", async () => {
  const [one, two] = [await registry.add("one:1", "1"), await registry.add("two:1", "2")];
  const shared = Array.from({ length: 10 }, (_, i) => [`s${i}`, i % 2 ? one : two]);
  project.write({ "compose.yaml": services(Object.fromEntries(shared)) });
  const { code, err } = await windlass("pull");
  expect({ code, asked: [asked("one:1"), asked("two:1")] }).toEqual({ code: 0, asked: [1, 1] });
  expect(err).toContain("2 images pulled");
});

test("up starts what does not need a slow pull before it has come", async () => {
  const arrived = Promise.withResolvers<void>();
  const slow = await registry.add("slow:1", "never mind");
  registry.fails({ match: /slow\/blobs/, fault: { kind: "wait", until: arrived.promise } });
  project.write({
    "compose.yaml": `services:
  a: {image: "${slow}", entrypoint: [/content], scale: 1}
  b: {image: busybox, command: [sleep, "600"]}
  c: {image: busybox, command: [sleep, "600"], depends_on: [b]}
`,
  });
  const up = windlass("--progress json up -d");
  await expect.poll(() => registry.calls.some((call) => call.includes("/slow/blobs/"))).toBe(true);
  await expect.poll(async () => (await windlass("ps --services --status running")).out).toBe("b\nc\n");
  arrived.resolve();
  const { err } = await up;
  const events = err
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { event: string; step?: string });
  const when = (event: string, step: string): number =>
    events.findIndex((one) => one.event === event && one.step === step);
  expect(when("step-started", `pull ${slow}`)).toBeLessThan(when("step-done", "start b-1"));
  expect(when("step-done", "start b-1")).toBeLessThan(when("step-done", "start c-1"));
  expect(when("step-done", "start c-1")).toBeLessThan(when("step-done", `pull ${slow}`));
});

describe("faults of the registry", () => {
  const status = (code: number, headers: Readonly<Record<string, string>> = {}): RegistryFault => ({
    kind: "status",
    status: code,
    headers: { "Content-Type": "application/json", ...headers },
    body: code === 429 ? '{"errors":[{"code":"TOOMANYREQUESTS","message":"slow down"}]}' : '{"errors":[]}',
  });

  test.each([
    ["429", /manifests/, status(429, { "Retry-After": "1" })],
    ["500", /manifests/, status(500)],
    ["503", /manifests/, status(503)],
    ["a connection that is reset", /manifests/, { kind: "reset" }],
    ["an answer that is cut off", /GET .*manifests/, { kind: "cut", bytes: 10 }],
    ["a layer that is cut off", /GET .*blobs/, { kind: "cut", bytes: 10 }],
  ] as const)("%s, once, does no harm", async (_what, match, fault) => {
    const image = await registry.add("app:1", "once");
    project.write({ "compose.yaml": services({ web: image }) });
    registry.fails({ match, fault, times: 1 });
    const { code, err } = await windlass("pull");
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining(` Image ${image} Pulled`) });
  });

  test("a fault that stays is told after some tries, each of which is shown", async () => {
    const image = await registry.add("app:1", "never");
    project.write({ "compose.yaml": services({ web: image }) });
    registry.fails({ match: /manifests/, fault: status(429) });
    const { code, err } = await windlass("pull");
    expect(code).toBe(1);
    const [asksAgain, words] = isContainerd ? [6, `[^\n]*429 Too Many Requests`] : [1, "toomanyrequests: slow down"];
    expect(asked("app:1")).toBe(5 * asksAgain);
    expect(err).toMatch(new RegExp(` Image ${image} Pulling Retrying in 1s: ${words}\n`));
    expect(err).toMatch(
      new RegExp(`error\\[pull-failed\\]: service "web": cannot pull ${image}: ${words} \\(after 5 tries\\)`),
    );
    expect(err).toContain("compose.yaml:3:16");
    expect(err).toContain("hint: the registry's rate limit is reached");
  });

  const page: RegistryFault = {
    kind: "status",
    status: 200,
    headers: { "Content-Type": "text/html" },
    body: "<!DOCTYPE html><html><body>Welcome to the hotel</body></html>",
  };
  test.each([
    ["403", /app\/manifests/, status(403), "login-needed", "docker login"],
    ["404", /app\/manifests/, status(404), "image-not-found", "cannot pull"],
    ["a web page", /app\/manifests/, page, "pull-failed", "the answer is not that of a registry"],
    [
      "a redirect to an address without TLS",
      /app\/manifests/,
      status(302, { Location: "http://127.0.0.1:1/x" }),
      "pull-failed",
      "redirects to http://127.0.0.1:1, without TLS",
    ],
    ["a layer that is corrupt", /app\/blobs/, { kind: "corrupt" }, "pull-failed", "the registry sent damaged data"],
  ] as const)("%s is one clear message", async (what, match, fault, errorCode, words) => {
    const image = await registry.add("app:1", `of ${what}`);
    const other = await registry.add("other:1", `beside ${what}`);
    project.write({ "compose.yaml": services({ web: image, other }) });
    registry.fails({ match, fault });
    const { code, err } = await windlass("pull");
    expect(code).toBe(1);
    expect(err).toContain(`error[${errorCode}]: service "web": `);
    expect(err).toContain(words);
    expect(err.match(/error\[/g)).toHaveLength(1);
    expect(err).toContain(` Image ${other} Pulled`);
    const { code: ignoring, err: warned } = await windlass("pull --ignore-pull-failures");
    expect({ ignoring, warned }).toEqual({ ignoring: 0, warned: expect.stringContaining(`warning[${errorCode}]`) });
  });

  test("a push is tried again after what can pass, and needs the registry's digest", async () => {
    const image = `${registry.host}/app:1`;
    project.write({ "compose.yaml": `services: {web: {image: "${image}", build: .}}\n`, Dockerfile: sleeper });
    expect(await windlass("build")).toMatchObject({ code: 0 });
    registry.fails({ match: /^PUT .*manifests/, fault: status(503), times: 1 });
    const { code, err } = await windlass("push");
    const retried = isContainerd ? /Pushed sha256:/ : /Pushing Retrying in 1s: .*503.*\n/;
    expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(retried) });
    expect(registry.calls.filter((call) => call.startsWith("PUT /v2/app/manifests/")).length).toBeGreaterThan(1);
    registry.fails({ match: /manifests/, fault: status(403) });
    const denied = await windlass("push");
    expect(denied.code).toBe(1);
    expect(denied.err).toContain(`error[login-needed]: service "web": cannot push ${image}`);
    expect(denied.err).not.toContain("Retrying");
  });
});

test("Ctrl-C ends a pull that hangs", async () => {
  const image = await registry.add("app:1", "hangs");
  project.write({ "compose.yaml": services({ web: image }) });
  registry.fails({ match: /manifests/, fault: { kind: "hang" } });
  const { code, err } = await project.interrupted(["pull"], () =>
    registry.calls.some((call) => call.includes("manifests")),
  );
  expect({ code, err }).toEqual({ code: 130, err: expect.stringContaining("interrupted") });
});

describe("an image of another platform", () => {
  test("is none where the registry's name has several, and this is not among them", async () => {
    const image = await registry.add("app:1", "x", ["linux/arm64"]);
    project.write({ "compose.yaml": `services: {web: {image: "${image}", platform: linux/s390x}}\n` });
    const { code, err } = await windlass("pull");
    expect(code).toBe(1);
    expect(err).toContain('service "web": ');
    expect(err).toContain("the image does not exist for the platform linux/s390x");
  });

  test("is a warning where the registry has no other, and none with containerd's store", async ({ skip }) => {
    skip(!apiAtLeast(await apiVersion(), "1.42"), "this engine does not tell it");
    const image = await registry.add("app:1", "x");
    project.write({ "compose.yaml": `services: {web: {image: "${image}", platform: linux/s390x}}\n` });
    const { code, err } = await windlass("pull");
    expect(code).toBe(isContainerd ? 1 : 0);
    expect(err).toMatch(
      isContainerd
        ? /error\[image-not-found\]: .*the image does not exist for the platform linux\/s390x/
        : /warning\[platform-differs\]: .*does not match the specified platform/,
    );
  });
});

describe("a pull policy that goes by time", () => {
  test("counts from the last pull, also from one that found nothing new", async () => {
    const image = await registry.add("app:1", "x");
    project.write({ "compose.yaml": `services: {web: {image: "${image}", pull_policy: daily}}\n` });
    const up = () => windlass("create");
    expect(await up()).toMatchObject({ code: 0 });
    expect(asked("app:1")).toBe(1);
    await up();
    expect(asked("app:1")).toBe(1);
    project.age(25);
    await up();
    expect(asked("app:1")).toBe(2);
    await up();
    expect(asked("app:1")).toBe(2);
    project.age(25);
    expect(await windlass("pull")).toMatchObject({ code: 0 });
    await up();
    expect(asked("app:1")).toBe(3);
  });

  test("pulls once more where the time is not known", async () => {
    const image = await registry.add("app:1", "x");
    project.write({ "compose.yaml": `services: {web: {image: "${image}", pull_policy: every_2w}}\n` });
    await windlass("create");
    await windlass("create", { XDG_CACHE_HOME: `${project.folder}/other` });
    expect(asked("app:1")).toBe(2);
  });
});
