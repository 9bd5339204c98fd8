/** Whether something happens in a plan: never, always, or if what is known only while it runs comes true. */
import { all, any, type Condition, not } from "./condition.ts";

export type When = "never" | "always" | Condition;

/** If any of these happens; always, where one is the opposite of another. */
export function anyOf(whens: readonly When[]): When {
  const possible = whens.filter((when) => when !== "never");
  if (possible.length === 0) return "never";
  const condition = any(possible.map(conditionOf));
  if (condition === undefined) return "always";
  return isContradictory(all(not(condition)) ?? condition) ? "always" : condition;
}

/** If both happen; never, where one is the opposite of the other. */
export function both(one: When, other: When): When {
  if (one === "never" || other === "never") return "never";
  const condition = all(conditionOf(one), conditionOf(other));
  return condition === undefined ? "always" : isContradictory(condition) ? "never" : condition;
}

function isContradictory(condition: Condition): boolean {
  const parts = condition.kind === "all" ? condition.of : [condition];
  const said = new Set(parts.map((part) => JSON.stringify(part)));
  const isExcluded = (part: Condition): boolean => said.has(JSON.stringify(not(part)));
  return parts.some((part) => isExcluded(part) || (part.kind === "any" && part.of.every(isExcluded)));
}

/** If this does not happen. */
export function unless(when: When): When {
  if (when === "never") return "always";
  return when === "always" ? "never" : not(when);
}

/** For a step that is in the plan: what it is to be needed for; `undefined`: always. */
export const conditionOf = (when: When): Condition | undefined =>
  when === "always" || when === "never" ? undefined : when;

export const isPossible = (when: When): boolean => when !== "never";

/** For steps: absent where there is no condition. */
export const onlyIf = (when: When): { readonly onlyIf?: Condition } => {
  const condition = conditionOf(when);
  return condition === undefined ? {} : { onlyIf: condition };
};
