/**
 * Whether a step's condition came true: its facts are known from what steps brought and how they ended. How facts
 * combine is the plan's knowledge (planner/plan/condition.ts).
 */
import { canonicalJson } from "../core/canonical-json.ts";
import type { StepId } from "../core/ids.ts";
import type { ImageFact } from "../engine/port.ts";
import { type Condition, type Fact, holds } from "../planner/plan/condition.ts";
import type { Ending } from "./run-steps.ts";

/** What is known of the steps that have ended. */
export interface Known {
  readonly endings: ReadonlyMap<StepId, Ending<StepId>>;
  readonly images: ReadonlyMap<string, Pick<ImageFact, "id" | "content">>;
  readonly variables: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** @returns `undefined` where the condition came true; otherwise why it did not, as one would say it */
export function whyNot(condition: Condition, known: Known): string | undefined {
  const knows = (fact: Fact): boolean => isTrue(fact, known);
  return holds(condition, knows) ? undefined : [...new Set(reasons(condition, knows))].join(" and ");
}

function isTrue(fact: Fact, { endings, images, variables }: Known): boolean {
  switch (fact.kind) {
    case "image-differs": {
      // An image is known by its id, or by its content: a build with attestations gives the same content another id.
      const image = images.get(fact.step);
      const known = [fact.from, fact.content];
      return image === undefined || !(known.includes(image.id) || known.includes(image.content ?? image.id));
    }
    case "variables-differ": {
      const given = Object.assign({}, ...fact.steps.map((step) => variables.get(step)));
      return canonicalJson(given) !== canonicalJson(fact.from);
    }
    case "succeeded":
      return endings.get(fact.step)?.how === "done";
    case "failed":
      return endings.get(fact.step)?.how === "failed";
    case "skipped":
      return endings.get(fact.step)?.how === "skipped";
  }
}

/** The facts that made a condition what it is, true or not, in words. */
function reasons(condition: Condition, knows: (fact: Fact) => boolean): string[] {
  switch (condition.kind) {
    case "all":
    case "any": {
      // Of all, one that is not so is reason enough, and so is of any one that is.
      const decisive = condition.of.find((one) => holds(one, knows) === (condition.kind === "any"));
      return decisive ? reasons(decisive, knows) : condition.of.flatMap((one) => reasons(one, knows));
    }
    case "at-least":
      return condition.of.flatMap((one) => reasons(one, knows));
    case "not":
      return reasons(condition.of, knows);
    default:
      return [said(condition, knows(condition))];
  }
}

function said(fact: Fact, isSo: boolean): string {
  switch (fact.kind) {
    case "image-differs":
      return isSo ? "the image changed" : "the image is the same";
    case "variables-differ":
      return isSo ? "the providers' variables changed" : "the providers' variables are the same";
    case "succeeded":
      return `"${fact.step}" ${isSo ? "succeeded" : "did not succeed"}`;
    case "failed":
      return `"${fact.step}" ${isSo ? "failed" : "did not fail"}`;
    case "skipped":
      return `"${fact.step}" was ${isSo ? "" : "not "}skipped`;
  }
}
