import { expect, test } from "vitest";
import { stepId } from "../../../src/core/ids.ts";
import {
  all,
  any,
  type Condition,
  factsOf,
  holds,
  isWayBack,
  not,
  stepsOf,
} from "../../../src/planner/plan/condition.ts";

const failed = (step: string): Condition => ({ kind: "failed", step: stepId(step) });
const differs = (step: string): Condition => ({ kind: "image-differs", step: stepId(step), from: "sha256:0" });
const [a, b, c] = [failed("a"), failed("b"), failed("c")];

/** Whether it holds where these steps have failed. */
const where = (condition: Condition, ...steps: readonly string[]): boolean =>
  holds(condition, (fact) => fact.kind === "failed" && steps.includes(fact.step));

test("all of nothing, and of conditions that say nothing, is always", () => {
  expect(all()).toBeUndefined();
  expect(all(undefined, undefined)).toBeUndefined();
  expect(all(a, undefined)).toBe(a);
});

test("any is always where one of them is, and of nothing it can't be", () => {
  expect(any([a, undefined])).toBeUndefined();
  expect(any([a])).toBe(a);
  expect(() => any([])).toThrow();
});

test("what is said twice, or inside one of the same kind, stands once and flat", () => {
  expect(all(a, failed("a"))).toEqual(a);
  expect(any([any([a, b]), b, c])).toEqual({ kind: "any", of: [a, b, c] });
  expect(all(all(a, b), b, c)).toEqual({ kind: "all", of: [a, b, c] });
});

test("none of several is each of them not", () => {
  expect(all(not({ kind: "any", of: [a, b] }), c)).toEqual({ kind: "all", of: [not(a), not(b), c] });
});

test("not of not is what it was", () => {
  expect(not(not(a))).toEqual(a);
});

test.each<[string, Condition, readonly string[], boolean]>([
  ["all of two", { kind: "all", of: [a, b] }, ["a"], false],
  ["all of two", { kind: "all", of: [a, b] }, ["a", "b"], true],
  ["any of two", { kind: "any", of: [a, b] }, ["b"], true],
  ["any of two", { kind: "any", of: [a, b] }, ["c"], false],
  ["not one", not(a), [], true],
  ["not one", not(a), ["a"], false],
  ["at least two of three", { kind: "at-least", count: 2, of: [a, b, c] }, ["c"], false],
  ["at least two of three", { kind: "at-least", count: 2, of: [a, b, c] }, ["a", "c"], true],
  ["none of two, or a third", { kind: "any", of: [not({ kind: "any", of: [a, b] }), c] }, ["a", "c"], true],
])("%s: %j where %j failed: %s", (_what, condition, steps, expected) => {
  expect(where(condition, ...steps)).toBe(expected);
});

test("its facts and their steps are found however deep they are, each step once", () => {
  const variables: Condition = { kind: "variables-differ", steps: [stepId("p"), stepId("q")], from: {} };
  const condition: Condition = { kind: "any", of: [not({ kind: "all", of: [a, b] }), variables, failed("a")] };
  expect(factsOf(condition).map(({ kind }) => kind)).toEqual(["failed", "failed", "variables-differ", "failed"]);
  expect(stepsOf(condition)).toEqual(["a", "b", "p", "q"]);
});

test("what goes by how a step ended is a way back, what goes by what a step brought is not", () => {
  expect(isWayBack(undefined)).toBe(false);
  expect(isWayBack(not(differs("pull")))).toBe(false);
  expect(isWayBack(all(differs("pull"), a))).toBe(true);
});
