/** The order of stops: the file's, or without one the labels' as far as it goes. */
import { describe, expect, test } from "vitest";
import type { Plan } from "../../src/planner/plan/plan.ts";
import { planStop } from "../../src/planner/stop.ts";
import type { Project } from "../../src/spec/project.ts";
import type { MemoryEngine } from "../support/memory-engine.ts";
import { engineWith, observedOf, projectOf, run, up } from "../support/scenario.ts";

const stopOf = async (project: Project | string, engine: MemoryEngine, options = {}): Promise<Plan> =>
  planStop(project, await observedOf(engine, project), options);

const idsOf = ({ steps }: Plan): string[] => steps.map(({ id }) => id);

/** What each step waits for. */
const waits = ({ steps }: Plan): Record<string, readonly string[]> =>
  Object.fromEntries(steps.map(({ id, after }) => [id, after]));

const aNeedsB = "services: {a: {image: busybox, depends_on: [b]}, b: {image: busybox}}";
const bNeedsA = "services: {a: {image: busybox}, b: {image: busybox, tty: true, depends_on: [a]}}";

/** Each container's label says that it needs the other: only one of them was recreated after the edit. */
async function labelledInACircle(): Promise<MemoryEngine> {
  const engine = engineWith("busybox");
  await up(await projectOf(aNeedsB), engine);
  await up(await projectOf(bNeedsA), engine);
  return engine;
}

describe("labels that lead in a circle", () => {
  test("do not matter where there is a file: its order holds", async () => {
    const engine = await labelledInACircle();
    const plan = await stopOf(await projectOf(bNeedsA), engine);
    expect(waits(plan)).toEqual({ "stop b-1": [], "stop a-1": ["stop b-1"] });
  });

  test("give no order where there is none, and everything is stopped", async () => {
    const engine = await labelledInACircle();
    const plan = await stopOf("shop", engine);
    expect(waits(plan)).toEqual({ "stop a-1": [], "stop b-1": [] });
    expect((await run(plan, engine)).report.outcome).toBe("done");
    expect(engine.states()).toEqual({ "shop-a-1": "exited", "shop-b-1": "exited" });
  });

  test("leave the order of the others as it is", async () => {
    const engine = engineWith("busybox");
    const others = "c: {image: busybox, depends_on: [b]}, d: {image: busybox, depends_on: [c]}}";
    await up(await projectOf(aNeedsB.replace(/}$/, `, ${others}`)), engine);
    await up(await projectOf(bNeedsA.replace(/}$/, `, ${others}`)), engine);
    const plan = await stopOf("shop", engine);
    expect(waits(plan)).toMatchObject({ "stop d-1": [], "stop c-1": ["stop d-1"], "stop b-1": ["stop c-1"] });
  });
});

test("a depends_on that is added later counts, though no container's label says it", async () => {
  const engine = engineWith("busybox");
  await up(await projectOf("services: {a: {image: busybox}, b: {image: busybox}}"), engine);
  expect(idsOf(await stopOf(await projectOf(aNeedsB), engine))).toEqual(["stop a-1", "stop b-1"]);
  expect(idsOf(await stopOf(await projectOf(bNeedsA), engine))).toEqual(["stop b-1", "stop a-1"]);
});

test("every container of a service stops after every one that needs it", async () => {
  const engine = engineWith("busybox");
  const project = await projectOf(
    "services: {a: {image: busybox, scale: 2, depends_on: [b]}, b: {image: busybox, scale: 2}}",
  );
  await up(project, engine);
  const dependents = ["stop a-1", "stop a-2"];
  expect(waits(await stopOf(project, engine))).toMatchObject({ "stop b-1": dependents, "stop b-2": dependents });
});

test("of a service stops it alone: who needs it runs on", async () => {
  const engine = engineWith("busybox");
  const project = await projectOf(aNeedsB.replace(/}$/, ", c: {image: busybox, depends_on: [a]}}"));
  await up(project, engine);
  expect(idsOf(await stopOf(project, engine, { services: ["b"] }))).toEqual(["stop b-1"]);
  expect(waits(await stopOf(project, engine, { services: ["b", "a"] }))).toEqual({
    "stop a-1": [],
    "stop b-1": ["stop a-1"],
  });
  expect(idsOf(await stopOf("shop", engine, { services: ["b"] }))).toEqual(["stop b-1"]);
});

test("what has stopped already stays, and the plan says so", async () => {
  const engine = engineWith("busybox");
  const project = await projectOf(aNeedsB);
  await up(project, engine);
  await run(await stopOf(project, engine, { services: ["a"] }), engine);
  const { steps, verdicts } = await stopOf(project, engine);
  expect(steps.map(({ id }) => id)).toEqual(["stop b-1"]);
  expect(Object.fromEntries(verdicts.map((one) => [one.resource.name, `${one.action}: ${one.reason.code}`]))).toEqual({
    "shop-a-1": "keep: exited",
    "shop-b-1": "stop: requested",
  });
});

test("programs that stand for services are stopped after those who need them", async () => {
  const engine = engineWith("busybox");
  const project = await projectOf(
    "services: {a: {image: busybox, depends_on: [p]}, p: {provider: {type: cloud}}, q: {provider: {type: cloud}}}",
  );
  await up(await projectOf("services: {a: {image: busybox}}"), engine);
  expect(waits(await stopOf(project, engine))).toEqual({ "stop a-1": [], "stop p": ["stop a-1"], "stop q": [] });
  expect(idsOf(await stopOf(project, engine, { services: ["q"] }))).toEqual(["stop q"]);
});
