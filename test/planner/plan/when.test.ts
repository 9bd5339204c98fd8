import fc from "fast-check";
import { expect, test } from "vitest";
import { stepId } from "../../../src/core/ids.ts";
import { type Condition, holds } from "../../../src/planner/plan/condition.ts";
import { anyOf, both, onlyIf, unless, type When } from "../../../src/planner/plan/when.ts";

const differs = (step: string): Condition => ({ kind: "image-differs", step: stepId(step), from: "sha256:0" });
const [a, b] = [differs("a"), differs("b")];

test("of several things one happens always where one of them does, and never where none can", () => {
  expect(anyOf([])).toBe("never");
  expect(anyOf(["never", "never"])).toBe("never");
  expect(anyOf(["never", a])).toEqual(a);
  expect(anyOf([a, "always", b])).toBe("always");
});

test("two causes, each with its own condition, are both conditions and not the first of them", () => {
  expect(anyOf([a, b])).toEqual({ kind: "any", of: [a, b] });
});

test("what is stopped if its image differs, and if it does not, is stopped always", () => {
  expect(anyOf([a, unless(a)])).toBe("always");
  expect(anyOf([anyOf([a, b]), unless(anyOf([a, b]))])).toBe("always");
});

test("what is to happen only where its opposite does never happens", () => {
  expect(both(a, unless(a))).toBe("never");
  expect(both(unless(anyOf([a, b])), a)).toBe("never");
  expect(both("never", a)).toBe("never");
  expect(both("always", a)).toEqual(a);
});

test("a step that always happens has no condition in the plan", () => {
  expect(onlyIf("always")).toEqual({});
  expect(onlyIf(a)).toEqual({ onlyIf: a });
});

const when: fc.Arbitrary<When> = fc.letrec<{ when: When }>((tie) => ({
  when: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<When>("never", "always", a, b),
    fc.array(tie("when"), { maxLength: 3 }).map(anyOf),
    fc.tuple(tie("when"), tie("when")).map(([one, other]) => both(one, other)),
    tie("when").map(unless),
  ),
})).when;

test("whatever is combined comes true exactly where its parts say", () => {
  const worlds = [[], ["a"], ["b"], ["a", "b"]];
  const isIn =
    (steps: readonly string[]) =>
    (one: When): boolean =>
      one === "always" || (one !== "never" && holds(one, (fact) => "step" in fact && steps.includes(fact.step)));
  fc.assert(
    fc.property(fc.array(when, { minLength: 2, maxLength: 2 }), ([one = "never", other = "never"]) => {
      for (const steps of worlds) {
        const is = isIn(steps);
        expect(is(anyOf([one, other]))).toBe(is(one) || is(other));
        expect(is(both(one, other))).toBe(is(one) && is(other));
        expect(is(unless(one))).toBe(!is(one));
      }
    }),
  );
});
