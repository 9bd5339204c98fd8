import { expect, test } from "vitest";
import { OwnEnds } from "../../../src/cli/plans/own-ends.ts";
import { stepId } from "../../../src/core/ids.ts";
import type { Event, Plan, Step } from "../../../src/index.ts";

type Ref = Extract<Step["operation"], { kind: "stop-container" }>["container"];
const old: Ref = { by: "id", id: "old", name: "shop-web-1" };
const fresh: Ref = { by: "step", step: stepId("create"), name: "shop-web-1", fallback: "old" };

const step = (id: string, operation: Step["operation"]): Step => ({
  id: stepId(id),
  after: [],
  operation,
  resource: { kind: "container", name: "shop-web-1" },
  reason: { code: "absent" },
});

function ends(...steps: readonly Step[]): OwnEnds {
  const plan: Plan = { version: 1, engine: { address: "memory:" }, project: "shop", steps, verdicts: [], warnings: [] };
  return new OwnEnds(plan);
}
const began = (id: string): Event => ({ type: "step-started", step: stepId(id), atMs: 0 });
const done = (id: string, container?: string): Event => ({
  type: "step-done",
  step: stepId(id),
  atMs: 0,
  tookMs: 0,
  ...(container !== undefined && { container }),
});

const restart = [
  step("stop", { kind: "stop-container", container: old }),
  step("start", { kind: "start-container", container: old }),
];

test("an end before the plan stops the container is the container's own", () => {
  expect(ends(...restart).has("old")).toBe(false);
});

test("an end is the plan's from when it begins to stop the container until it has started it again", () => {
  const own = ends(...restart);
  own.hear(began("stop"));
  expect(own.has("old")).toBe(true);
  own.hear(done("stop"));
  own.hear(began("start"));
  own.hear(done("start"));
  own.started("old");
  expect(own.has("old")).toBe(false);
});

test("the end that the plan made may be told after the container was started again", () => {
  const own = ends(...restart);
  for (const event of [began("stop"), done("stop"), began("start"), done("start")]) own.hear(event);
  expect(own.has("old")).toBe(true);
});

test("a start by the engine itself before the plan starts the container again changes nothing", () => {
  const own = ends(...restart);
  own.hear(began("stop"));
  own.started("old");
  expect(own.has("old")).toBe(true);
});

test("a stop that turned out not to be needed makes no end the plan's", () => {
  const own = ends(...restart);
  own.hear({ type: "step-unneeded", step: stepId("stop"), atMs: 0, why: "the image is the same" });
  expect(own.has("old")).toBe(false);
});

test("a container that the plan made and stops again is known by its step", () => {
  const own = ends(
    step("create", { kind: "create-volume", volume: { name: "v", driver: "local", driverOptions: {}, labels: {} } }),
    step("stop new", { kind: "stop-container", container: fresh }),
  );
  own.hear(done("create", "new"));
  own.hear(began("stop new"));
  expect([own.has("new"), own.has("old")]).toEqual([true, false]);
});
