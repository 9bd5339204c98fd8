/** Whether two steps of a plan can both be needed, by their conditions. Sound: where it can't tell, they can. */
import type { StepId } from "../../src/core/ids.ts";
import { type Condition, type Fact, factsOf, holds } from "../../src/planner/plan/condition.ts";
import type { Plan, Step } from "../../src/planner/plan/plan.ts";

/** With more facts than this, nothing is tried. */
const mostFacts = 14;

/** What is known of a plan's steps, beside their conditions: how one ends says something of others. */
export interface Known {
  /** A fact that can't hold. */
  readonly impossible?: (fact: Fact) => boolean;
  /** The steps that a step needs. */
  readonly needs?: ReadonlyMap<StepId, ReadonlySet<StepId>>;
  /** The condition of a step, which holds where the step has run. */
  readonly conditionOf?: (step: StepId) => Condition | undefined;
}

export function excludes(all: readonly (Condition | undefined)[], known: Known = {}): boolean {
  const conditions = all.filter((condition) => condition !== undefined);
  const facts = new Map<string, Fact>();
  const add = (condition: Condition): void => {
    for (const fact of factsOf(condition)) {
      if (facts.has(JSON.stringify(fact))) continue;
      facts.set(JSON.stringify(fact), fact);
      const implied = hasRun(fact) ? known.conditionOf?.(fact.step) : undefined;
      if (implied) add(implied);
    }
  };
  conditions.forEach(add);
  const open = [...facts].filter(([, fact]) => known.impossible?.(fact) !== true);
  if (open.length > mostFacts) return false;
  for (let chosen = 0; chosen < 2 ** open.length; chosen++) {
    const held = open.filter((_, i) => (chosen >> i) & 1);
    const keys = new Set(held.map(([key]) => key));
    const isTrue = (condition: Condition): boolean => holds(condition, (fact) => keys.has(JSON.stringify(fact)));
    const implied = held.flatMap(([, fact]) => (hasRun(fact) ? (known.conditionOf?.(fact.step) ?? []) : []));
    if (
      !contradicts(
        held.map(([, fact]) => fact),
        known,
      ) &&
      [...conditions, ...implied].every(isTrue)
    )
      return false;
  }
  return true;
}

type Ended = Extract<Fact, { readonly kind: "succeeded" | "failed" | "skipped" }>;

const isEnd = (fact: Fact): fact is Ended =>
  fact.kind === "succeeded" || fact.kind === "failed" || fact.kind === "skipped";
const hasRun = (fact: Fact): fact is Ended => fact.kind === "succeeded" || fact.kind === "failed";

/** A step ends in one way, and what it needs has not failed where it has run. */
function contradicts(facts: readonly Fact[], { needs }: Known): boolean {
  const ends = facts.filter(isEnd);
  const bad = new Set(ends.flatMap(({ kind, step }) => (kind === "succeeded" ? [] : [step])));
  return (
    new Set(ends.map(({ step }) => step)).size < ends.length ||
    ends.filter(hasRun).some(({ step }) => [...(needs?.get(step) ?? [])].some((need) => bad.has(need)))
  );
}

/** The steps that must have ended well, or have been unneeded, for each step to run. */
function needed(plan: Plan): ReadonlyMap<StepId, ReadonlySet<StepId>> {
  const all = new Map<StepId, ReadonlySet<StepId>>();
  for (const { id, after } of plan.steps)
    all.set(id, new Set(after.flatMap((need) => [need, ...(all.get(need) ?? [])])));
  return all;
}

/** For pairs of steps of one plan: whether they never both run. */
export function neverBoth(plan: Plan): (a: Step, b: Step, more?: readonly (Condition | undefined)[]) => boolean {
  const needs = needed(plan);
  const conditions = new Map(plan.steps.map((step) => [step.id, step.onlyIf]));
  return (a, b, more = []) => {
    // What needs a step does not run where that failed or was skipped.
    const well = (step: StepId): boolean => needs.get(a.id)?.has(step) === true || needs.get(b.id)?.has(step) === true;
    const impossible = (fact: Fact): boolean => (fact.kind === "failed" || fact.kind === "skipped") && well(fact.step);
    const known = { impossible, needs, conditionOf: (step: StepId) => conditions.get(step) };
    return excludes([a.onlyIf, b.onlyIf, ...more], known);
  };
}
