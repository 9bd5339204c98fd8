import { expect, test } from "vitest";
import { conditionText } from "../../../src/cli/render/condition-text.ts";
import { stepId } from "../../../src/core/ids.ts";
import { all, any, type Condition, not } from "../../../src/planner/plan/condition.ts";

const image: Condition = { kind: "image-differs", step: stepId("pull web"), from: "sha256:1" };
const variables: Condition = { kind: "variables-differ", steps: [stepId("run db")], from: {} };
const failed = (step: string): Condition => ({ kind: "failed", step: stepId(step) });
const text = (condition: Condition | undefined): string => (condition ? conditionText(condition) : "always");

test("conditions read as prose", () => {
  expect(text(image)).toBe("the image changes");
  expect(text(not(image))).toBe("the image does not change");
  expect(text(all(image, not(variables)))).toBe("the image changes and a provider's variables do not change");
  expect(text(any([failed("a"), failed("b"), image]))).toBe('"a" or "b" fails or the image changes');
  expect(text(any([failed("a"), { kind: "skipped", step: stepId("a") }]))).toBe('"a" fails or is skipped');
  expect(text({ kind: "skipped", step: stepId("a") })).toBe('"a" is skipped');
});

test("what is nested stands in brackets, and the opposite of any is all of the opposites", () => {
  const either = any([image, variables]);
  expect(text(all(failed("a"), either))).toBe('"a" fails and (the image changes or a provider\'s variables change)');
  expect(text(either && not(either))).toBe("the image does not change and a provider's variables do not change");
  expect(text({ kind: "at-least", count: 2, of: [failed("a"), failed("b"), image] })).toBe(
    'at least 2 of these: "a" fails; "b" fails; the image changes',
  );
});
