import { expect, test } from "vitest";
import type { StepId } from "../../src/core/ids.ts";
import { all, any, type Condition, not } from "../../src/planner/plan/condition.ts";
import { excludes } from "./exclusion.ts";

const step = (name: string): StepId => name as StepId;
const differs = (name: string): Condition => ({ kind: "image-differs", step: step(name), from: "old" });
const failed = (name: string): Condition => ({ kind: "failed", step: step(name) });
const succeeded = (name: string): Condition => ({ kind: "succeeded", step: step(name) });

test.each<[string, Condition | undefined, Condition | undefined]>([
  ["a fact and its opposite", differs("a"), not(differs("a"))],
  [
    "any of two facts and neither",
    any([differs("a"), differs("b")]),
    not(any([differs("a"), differs("b")]) as Condition),
  ],
  ["all of two facts and one's opposite", all(differs("a"), differs("b")), not(differs("b"))],
  ["two ends of one step", failed("a"), succeeded("a")],
  [
    "two of three facts and only one",
    { kind: "at-least", count: 2, of: [differs("a"), differs("b")] },
    not(differs("a")),
  ],
])("%s never hold at once", (_, one, other) => expect(excludes([one, other])).toBe(true));

test.each<[string, Condition | undefined, Condition | undefined]>([
  ["no conditions", undefined, undefined],
  ["a fact and none", differs("a"), undefined],
  ["facts of two steps", differs("a"), not(differs("b"))],
  ["a fact and any of two", differs("a"), any([not(differs("a")), differs("b")])],
])("%s may", (_, one, other) => expect(excludes([one, other])).toBe(false));

test("a step that has failed was needed, and what it needs had not failed", () => {
  const needs = new Map([[step("b"), new Set([step("a")])]]);
  expect(excludes([failed("a"), failed("b")], { needs })).toBe(true);
  const conditionOf = (): Condition => differs("image");
  expect(excludes([failed("a"), not(differs("image"))], { conditionOf })).toBe(true);
});
