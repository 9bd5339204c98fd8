import { expect, test } from "vitest";
import { laneOf } from "../../src/executor/natures.ts";

const stop = (graceSeconds?: number) =>
  ({
    kind: "stop-container",
    container: { by: "id", id: "a", name: "a" },
    ...(graceSeconds !== undefined && { graceSeconds }),
  }) as const;

test("pulls and pushes share a few places, and hold up nothing else", () => {
  const pull = laneOf({ kind: "pull-image", image: "a" });
  expect(pull?.most).toBe(6);
  expect(laneOf({ kind: "push-image", image: "a" })).toBe(pull);
  expect(laneOf({ kind: "remove-image", image: "a" })).toBeUndefined();
});

test("only containers that get no time to end wait for each other: the others may use theirs", () => {
  expect(laneOf(stop(0))?.most).toBeGreaterThan(1);
  expect(laneOf(stop(10))).toBeUndefined();
  expect(laneOf(stop())).toBeUndefined();
});
