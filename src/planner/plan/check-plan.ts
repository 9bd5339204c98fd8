/** What holds for every plan: a wrong one is a bug of the planner, found before the first call. */
import { factsOf, stepsOfFact } from "./condition.ts";
import { resultsUsed } from "./operation.ts";
import type { Plan } from "./plan.ts";

/** @returns what is wrong, in words; empty for a sound plan */
export function checkPlan(plan: Plan): string[] {
  const wrong: string[] = [];
  const seen = new Set<string>();
  for (const step of plan.steps) {
    if (seen.has(step.id)) wrong.push(`two steps are called "${step.id}"`);
    for (const need of [...step.after, ...(step.afterEnd ?? [])])
      if (!seen.has(need)) wrong.push(`"${step.id}" waits for "${need}", which does not stand before it`);
    for (const cause of step.onlyIf ? factsOf(step.onlyIf).flatMap(stepsOfFact) : [])
      if (!seen.has(cause)) wrong.push(`"${step.id}" depends on how "${cause}" ends, which does not stand before it`);
    for (const ref of resultsUsed(step.operation))
      if (!seen.has(ref)) wrong.push(`"${step.id}" uses what "${ref}" makes, which does not stand before it`);
    seen.add(step.id);
  }
  return wrong;
}
