/** Which container stands for a replica: what an earlier run left behind, and when it is as good as a new one. */
import { expect, test } from "vitest";
import { WindlassError } from "../../../src/core/errors.ts";
import type { MemoryEngine } from "../../support/memory-engine.ts";
import { engineWith, planOf, projectOf, up } from "../../support/scenario.ts";

/** The registry, or the builder, has another version of the image from now on. */
function bring(engine: MemoryEngine, version: string): string {
  const image = { ...engine.addImage(version), references: ["mine"] };
  engine.registry.set("mine", image);
  return image.id;
}

/** Candidates of `shop-a-1` do not start. */
function breakStarts(engine: MemoryEngine): void {
  for (const { id, name } of engine.containers.values())
    if (name === "shop-a-1") engine.failing.set(`start ${id.slice(0, 12)}_shop-a-1`, brokenImage);
}
const brokenImage = new WindlassError("start-failed", "no such program");

const runningImages = (engine: MemoryEngine): string[] =>
  [...engine.containers.values()].flatMap(({ status, imageId }) => (status.state === "running" ? [imageId] : []));

test.each([
  ["a build", "services: {a: {image: mine, build: .}}", { build: true }],
  ["a pull", "services: {a: {image: mine}}", { pull: "always" }],
] as const)(
  "what a failed run left behind is not started where %s brings a newer image",
  async (_what, file, options) => {
    const engine = engineWith("mine");
    const project = await projectOf(file);
    await up(project, engine);
    bring(engine, "v2");
    breakStarts(engine);
    expect((await up(project, engine, options)).report.failures).toMatchObject([{ code: "start-failed" }]);
    const newest = bring(engine, "v3");
    engine.failing.clear();
    expect((await up(project, engine, options)).report.outcome).toBe("done");
    expect(runningImages(engine)).toEqual([newest]);
    expect(engine.states()).toEqual({ "shop-a-1": "running" });
  },
);

test("as long as starts fail, each further build tries the newest image, and the old container goes on", async () => {
  const engine = engineWith("mine");
  const project = await projectOf("services: {a: {image: mine, build: .}}");
  await up(project, engine);
  const [first] = runningImages(engine);
  breakStarts(engine);
  for (const version of ["v2", "v3", "v4"]) {
    const newest = bring(engine, version);
    await up(project, engine, { build: true });
    expect(runningImages(engine)).toEqual([first]);
    const tried = [...engine.containers.values()].filter(({ status }) => status.state !== "running");
    expect(tried.map(({ imageId }) => imageId)).toEqual([newest]);
  }
});

test("what a killed run left behind takes the old one's place where nothing newer is on its way", async () => {
  const engine = engineWith("busybox");
  await up(await projectOf("services: {a: {image: busybox}}"), engine);
  const project = await projectOf("services: {a: {image: busybox, tty: true}}");
  engine.callsLeft = 1;
  await up(project, engine);
  engine.callsLeft = Number.POSITIVE_INFINITY;
  const [, candidate = ""] = [...engine.containers.keys()];
  engine.calls.length = 0;
  await up(project, engine);
  expect(engine.calls.filter((call) => call.startsWith("create"))).toEqual([]);
  expect([...engine.containers.keys()]).toEqual([candidate]);
  expect(engine.states()).toEqual({ "shop-a-1": "running" });
});

test("of several that a killed run left, the one that runs under its name stays", async () => {
  const engine = engineWith("busybox");
  const project = await projectOf("services: {a: {image: busybox}}");
  await up(project, engine);
  const [own] = engine.containers.values();
  if (!own) throw new Error("nothing was made");
  for (const name of ["one_shop-a-1", "two_shop-a-1"]) await engine.createContainer({ name, config: own.config });
  const { steps, verdicts } = await planOf(project, engine);
  expect(steps.map(({ id }) => id).sort()).toEqual(["remove one_shop-a-1", "remove two_shop-a-1"]);
  expect(verdicts.find(({ resource }) => resource.name === "shop-a-1")).toMatchObject({ action: "keep" });
});

test("of two that are as wanted, the one that runs stays, though the other has the name", async () => {
  const engine = engineWith("busybox");
  const project = await projectOf("services: {a: {image: busybox}}");
  await up(project, engine);
  const [own] = engine.containers.values();
  if (!own) throw new Error("nothing was made");
  const running = await engine.createContainer({ name: "one_shop-a-1", config: own.config });
  await engine.startContainer(running);
  engine.become("shop-a-1", { state: "exited", exitCode: 0 });
  engine.calls.length = 0;
  await up(project, engine);
  expect([...engine.containers.keys()]).toEqual([running]);
  expect(engine.calls.filter((call) => /^(create|start|stop)/.test(call))).toEqual([]);
  expect(engine.states()).toEqual({ "shop-a-1": "running" });
});

test("of several that never ran, the newest is started", async () => {
  const engine = engineWith("busybox");
  const project = await projectOf("services: {a: {image: busybox}}");
  await up(project, engine);
  const [own] = engine.containers.values();
  if (!own) throw new Error("nothing was made");
  const [older, newer] = [
    await engine.createContainer({ name: "one_shop-a-1", config: own.config }),
    await engine.createContainer({ name: "two_shop-a-1", config: own.config }),
  ];
  for (const [id, createdAt] of [
    [older, "2026-01-01T00:00:01Z"],
    [newer, "2026-01-01T00:00:02Z"],
  ] as const)
    Object.assign(engine.containers.get(id) ?? {}, { createdAt });
  await engine.removeContainer(own.id, { volumes: true });
  await up(project, engine);
  expect([...engine.containers.keys()]).toEqual([newer]);
  expect(engine.states()).toEqual({ "shop-a-1": "running" });
});
