/** `kill`, `pause`, `unpause`, `rm`. */
import { describe, expect, test } from "vitest";
import { planKill, planPause, planRemove, planUnpause } from "../../src/planner/act.ts";
import type { Plan } from "../../src/planner/plan/plan.ts";
import { planStop } from "../../src/planner/stop.ts";
import { engineWith, observedOf, projectOf, run, up } from "../support/scenario.ts";

const idsOf = ({ steps }: Plan): string[] => steps.map(({ id }) => id).sort();

const two = "services: {web: {image: busybox, depends_on: [db]}, db: {image: busybox}}";
const project = await projectOf(two);

async function running(): Promise<ReturnType<typeof engineWith>> {
  const engine = engineWith("busybox");
  await up(project, engine);
  return engine;
}

describe("kill", () => {
  test("sends the signal to what runs, and to nothing else", async () => {
    const engine = await running();
    const plan = planKill(project, await observedOf(engine, project), { signal: "SIGHUP", orphans: false });
    expect(plan.steps.map(({ operation }) => operation)).toMatchObject([
      { kind: "kill-container", signal: "SIGHUP" },
      { kind: "kill-container", signal: "SIGHUP" },
    ]);
    await run(planStop(project, await observedOf(engine, project), {}), engine);
    expect(planKill(project, await observedOf(engine, project), { signal: "SIGHUP", orphans: false }).steps).toEqual(
      [],
    );
  });

  test("reaches orphans only where that is asked for", async () => {
    const engine = await running();
    const smaller = await projectOf("services: {web: {image: busybox}}");
    const observed = await observedOf(engine, smaller);
    expect(idsOf(planKill(smaller, observed, { signal: "KILL", orphans: false }))).toEqual(["kill web-1"]);
    expect(idsOf(planKill(smaller, observed, { signal: "KILL", orphans: true }))).toEqual(["kill db-1", "kill web-1"]);
  });
});

test("pause is refused where all is paused, and unpause where all runs, whatever one-off containers do", async () => {
  const engine = await running();
  const unpauseOf = async (): Promise<Plan> => planUnpause(project, await observedOf(engine, project), {});
  await expect(unpauseOf()).rejects.toMatchObject({
    code: "not-paused",
    message: expect.stringContaining("is not paused"),
  });
  await run(planPause(project, await observedOf(engine, project), {}), engine);
  const observed = await observedOf(engine, project);
  expect(() => planPause(project, observed, { services: ["web"] })).toThrow(
    expect.objectContaining({ code: "already-paused", message: "container shop-web-1 is already paused" }),
  );
  const empty = engineWith("busybox");
  expect(planPause(project, await observedOf(empty, project), {}).steps).toEqual([]);
});

test("pause and unpause do what is left to do", async () => {
  const engine = await running();
  await run(planPause(project, await observedOf(engine, project), { services: ["db"] }), engine);
  expect(engine.states()).toMatchObject({ "shop-db-1": "paused", "shop-web-1": "running" });
  expect(idsOf(planPause(project, await observedOf(engine, project), {}))).toEqual(["pause web-1"]);
  await run(planUnpause("shop", await observedOf(engine, "shop"), {}), engine);
  expect(engine.states()).toMatchObject({ "shop-db-1": "running", "shop-web-1": "running" });
});

describe("rm", () => {
  const options = { stop: false, volumes: false };

  test("removes what is stopped, and leaves what runs", async () => {
    const engine = await running();
    await run(planStop(project, await observedOf(engine, project), { services: ["web"] }), engine);
    const plan = planRemove(project, await observedOf(engine, project), options);
    expect(idsOf(plan)).toEqual(["remove web-1"]);
    await run(plan, engine);
    expect(engine.states()).toEqual({ "shop-db-1": "running" });
  });

  test("stops before, dependents first, where that is asked for", async () => {
    const engine = await running();
    const plan = planRemove(project, await observedOf(engine, project), { ...options, stop: true });
    expect(Object.fromEntries(plan.steps.map(({ id, after }) => [id, after]))).toEqual({
      "stop web-1": [],
      "remove web-1": ["stop web-1"],
      "stop db-1": ["stop web-1"],
      "remove db-1": ["stop db-1"],
    });
  });
});
