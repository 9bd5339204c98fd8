import { describe, expect, test } from "vitest";
import { type StepId, stepId } from "../../src/core/ids.ts";
import { type Known, whyNot } from "../../src/executor/conditions.ts";
import type { Ending } from "../../src/executor/run-steps.ts";
import { all, any, type Condition, not } from "../../src/planner/plan/condition.ts";

const id = stepId;
const image = (from: string): Extract<Condition, { kind: "image-differs" }> => ({
  kind: "image-differs",
  step: id("pull"),
  from,
});
const variables = (from: Record<string, string>): Condition => ({
  kind: "variables-differ",
  steps: [id("db"), id("cache")],
  from,
});
const failed = (step: string): Condition => ({ kind: "failed", step: id(step) });

function known(parts: Partial<Known> = {}): Known {
  return { endings: new Map(), images: new Map(), variables: new Map(), ...parts };
}
const endings = (...all: readonly (readonly [string, Ending<StepId>])[]): Known =>
  known({ endings: new Map(all.map(([step, ending]) => [id(step), ending])) });

describe("facts", () => {
  test("an image is the same by its id or by its content", () => {
    const brought = known({ images: new Map([["pull", { id: "sha256:1", content: "sha256:2" }]]) });
    expect(whyNot(image("sha256:1"), brought)).toBe("the image is the same");
    expect(whyNot(image("sha256:2"), brought)).toBe("the image is the same");
    expect(whyNot(image("sha256:3"), brought)).toBeUndefined();
    expect(whyNot(not(image("sha256:3")), brought)).toBe("the image changed");
    expect(whyNot({ ...image("sha256:3"), content: "sha256:2" }, brought)).toBe("the image is the same");
    expect(whyNot({ ...image("sha256:3"), content: "sha256:4" }, brought)).toBeUndefined();
  });

  test("variables are those of all providers, whatever their order", () => {
    const given = known({
      variables: new Map([
        ["db", { DB_URL: "x" }],
        ["cache", { CACHE_URL: "y" }],
      ]),
    });
    expect(whyNot(variables({ CACHE_URL: "y", DB_URL: "x" }), given)).toBe("the providers' variables are the same");
    expect(whyNot(variables({ DB_URL: "x" }), given)).toBeUndefined();
  });

  test("a provider that failed has given nothing", () => {
    expect(whyNot(variables({}), known())).toBe("the providers' variables are the same");
  });

  test("a step is skipped where something that it needs failed, not where it was not needed", () => {
    const skipped = (step: string): Condition => ({ kind: "skipped", step: id(step) });
    const ended = endings(["a", { how: "skipped", blockedBy: id("x") }], ["b", { how: "unneeded", why: "…" }]);
    expect(whyNot(skipped("a"), ended)).toBeUndefined();
    expect(whyNot(skipped("b"), ended)).toBe('"b" was not skipped');
  });

  test("what was not needed has neither succeeded nor failed", () => {
    const ended = endings(["a", { how: "unneeded", why: "…" }]);
    expect(whyNot({ kind: "succeeded", step: id("a") }, ended)).toBe('"a" did not succeed');
    expect(whyNot(failed("a"), ended)).toBe('"a" did not fail');
  });
});

describe("combined", () => {
  const ended = endings(["a", { how: "failed", error: "" }], ["b", { how: "done" }], ["c", { how: "done" }]);

  test("of all, one that does not hold is the reason", () => {
    expect(whyNot(all(failed("a"), failed("b")) as Condition, ended)).toBe('"b" did not fail');
    expect(whyNot(all(failed("a"), not(failed("b"))) as Condition, ended)).toBeUndefined();
  });

  test("where none of any holds, all of them are the reason", () => {
    expect(whyNot(any([failed("b"), failed("c")]) as Condition, ended)).toBe('"b" did not fail and "c" did not fail');
    expect(whyNot(any([failed("a"), failed("b")]) as Condition, ended)).toBeUndefined();
    expect(whyNot(not(any([failed("a"), failed("b")]) as Condition), ended)).toBe('"a" failed');
  });

  test("at least so many must hold", () => {
    const atLeast = (count: number): Condition => ({
      kind: "at-least",
      count,
      of: ["a", "b", "c"].map((step) => ({ kind: "succeeded", step: id(step) })),
    });
    expect(whyNot(atLeast(2), ended)).toBeUndefined();
    expect(whyNot(atLeast(3), ended)).toBe('"a" did not succeed and "b" succeeded and "c" succeeded');
  });
});
