/** Projects of many services: a plan grows with them, and not more. */
import { expect, test } from "vitest";
import { engineWith, planOf, projectOf, run, up } from "../support/scenario.ts";

/** Layers of five services, each of which needs all five of the layer before. */
function layered(layers: number, image: string): string {
  const names = (layer: number): string[] => [0, 1, 2, 3, 4].map((i) => `s${layer}x${i}`);
  const services = Array.from({ length: layers }, (_, layer) =>
    names(layer).map((name) => [name, { image, ...(layer > 0 && { depends_on: names(layer - 1) }) }]),
  );
  return JSON.stringify({ services: Object.fromEntries(services.flat()) });
}

// Five ways lead from each layer to the next: whoever followed every way would never come to an end.
test("create replaces 100 services in twenty layers and starts none", async () => {
  const engine = engineWith("x:1", "x:2");
  await up(await projectOf(layered(20, "x:1")), engine);
  const { steps } = await planOf(await projectOf(layered(20, "x:2")), engine, { start: false });
  expect(steps.filter(({ operation }) => operation.kind === "create-container")).toHaveLength(100);
  expect(steps.filter(({ operation }) => operation.kind === "start-container")).toEqual([]);
});

test("300 services that are replaced at once have at most ten edges a step, but for barriers", async () => {
  const file = (tag: number): string => {
    const services = Array.from({ length: 300 }, (_, i) => [`s${i}`, { image: `x:${tag}` }]);
    return JSON.stringify({ services: Object.fromEntries(services) });
  };
  const engine = engineWith("x:1", "x:2");
  await up(await projectOf(file(1)), engine);
  const project = await projectOf(file(2));
  const plan = await planOf(project, engine);
  const calls = plan.steps.filter(({ operation }) => operation.kind !== "join");
  const most = Math.max(...calls.map(({ after, afterEnd = [] }) => after.length + afterEnd.length));
  expect(most).toBeLessThanOrEqual(10);
  expect(plan.steps.length - calls.length).toBeLessThanOrEqual(2);
  // No old container stops before the last candidate is made.
  await run(plan, engine);
  const stop = engine.calls.findIndex((call) => call.startsWith("stop"));
  expect(engine.calls.findLastIndex((call) => call.startsWith("create"))).toBeLessThan(stop);
});
