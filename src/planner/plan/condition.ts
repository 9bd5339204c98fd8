/**
 * When a step is needed, where that is known only while the plan runs: a few facts about earlier steps, combined. A step
 * whose condition does not come true is skipped, and what comes after it goes on.
 */
import type { StepId } from "../../core/ids.ts";

export type Condition =
  | { readonly kind: "all"; readonly of: readonly Condition[] }
  | { readonly kind: "any"; readonly of: readonly Condition[] }
  | { readonly kind: "not"; readonly of: Condition }
  | { readonly kind: "at-least"; readonly count: number; readonly of: readonly Condition[] }
  /** The step brought an image whose id and content are others than `from`, and whose content is another than `content`. */
  | { readonly kind: "image-differs"; readonly step: StepId; readonly from: string; readonly content?: string }
  /** Providers gave other variables than `from`. */
  | {
      readonly kind: "variables-differ";
      readonly steps: readonly StepId[];
      readonly from: Readonly<Record<string, string>>;
    }
  | { readonly kind: "succeeded"; readonly step: StepId }
  | { readonly kind: "failed"; readonly step: StepId }
  /** Something that it needs failed. Not: its own condition did not come true. */
  | { readonly kind: "skipped"; readonly step: StepId };

/** A fact of which conditions are made. */
export type Fact = Exclude<Condition, { readonly kind: "all" | "any" | "not" | "at-least" }>;

/** All of them; one that says nothing (`undefined`) is left out. `undefined`: always. */
export function all(...conditions: readonly (Condition | undefined)[]): Condition | undefined {
  const parts = distinct(conditions.flatMap((one) => (one === undefined ? [] : partsOf(one))));
  return parts.length > 1 ? { kind: "all", of: parts } : parts[0];
}

/** Any of them; `undefined` among them: always. @throws where there are none */
export function any(conditions: readonly (Condition | undefined)[]): Condition | undefined {
  const known = conditions.filter((one) => one !== undefined);
  if (known.length < conditions.length) return undefined;
  const parts = distinct(known.flatMap((one) => (one.kind === "any" ? one.of : [one])));
  const [first] = parts;
  if (first === undefined) throw new Error("any of nothing never comes true");
  return parts.length > 1 ? { kind: "any", of: parts } : first;
}

export const not = (condition: Condition): Condition =>
  condition.kind === "not" ? condition.of : { kind: "not", of: condition };

/** What must be so, each by itself, for the whole to be so. */
function partsOf(condition: Condition): readonly Condition[] {
  if (condition.kind === "all") return condition.of;
  return condition.kind === "not" && condition.of.kind === "any" ? condition.of.of.map(not) : [condition];
}

function distinct(conditions: readonly Condition[]): Condition[] {
  return [...new Map(conditions.map((one) => [JSON.stringify(one), one])).values()];
}

/** The facts that a condition is made of. */
export function factsOf(condition: Condition): readonly Fact[] {
  switch (condition.kind) {
    case "all":
    case "any":
    case "at-least":
      return condition.of.flatMap(factsOf);
    case "not":
      return factsOf(condition.of);
    default:
      return [condition];
  }
}

/** The steps whose ends decide a fact. */
export const stepsOfFact = (fact: Fact): readonly StepId[] =>
  fact.kind === "variables-differ" ? fact.steps : [fact.step];

/** The steps whose ends decide a condition. */
export const stepsOf = (condition: Condition): readonly StepId[] => [
  ...new Set(factsOf(condition).flatMap(stepsOfFact)),
];

/** Whether it is about how steps ended: then it comes true only where something failed. */
export const isWayBack = (condition: Condition | undefined): boolean =>
  condition !== undefined &&
  factsOf(condition).some(({ kind }) => kind !== "image-differs" && kind !== "variables-differ");

/** Whether the condition holds, by what `knows` says of its facts. */
export function holds(condition: Condition, knows: (fact: Fact) => boolean): boolean {
  const count = (conditions: readonly Condition[]): number => conditions.filter((one) => holds(one, knows)).length;
  switch (condition.kind) {
    case "all":
      return count(condition.of) === condition.of.length;
    case "any":
      return count(condition.of) > 0;
    case "at-least":
      return count(condition.of) >= condition.count;
    case "not":
      return !holds(condition.of, knows);
    default:
      return knows(condition);
  }
}
