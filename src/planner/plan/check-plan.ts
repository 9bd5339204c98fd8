/** What holds for every plan: a wrong one is a bug of the planner, found before the first call. */
import { containersIn } from "../../engine/container-refs.ts";
import { type Plan, stepsOf } from "./plan.ts";

/** @returns what is wrong, in words; empty for a sound plan */
export function checkPlan(plan: Plan): string[] {
  const wrong: string[] = [];
  const seen = new Set<string>();
  for (const step of plan.steps) {
    if (seen.has(step.id)) wrong.push(`two steps are called "${step.id}"`);
    for (const need of [...step.after, ...(step.afterEnd ?? [])])
      if (!seen.has(need)) wrong.push(`"${step.id}" waits for "${need}", which does not stand before it`);
    for (const cause of step.onlyIf ? stepsOf(step.onlyIf) : [])
      if (!seen.has(cause)) wrong.push(`"${step.id}" depends on how "${cause}" ends, which does not stand before it`);
    for (const ref of references(step.operation))
      if (!seen.has(ref)) wrong.push(`"${step.id}" uses what "${ref}" makes, which does not stand before it`);
    if (step.because === "") wrong.push(`"${step.id}" does not say why`);
    seen.add(step.id);
  }
  return wrong;
}

/** Steps whose results an operation uses. */
function references(operation: Plan["steps"][number]["operation"]): string[] {
  const refs = [
    "container" in operation ? operation.container : undefined,
    "image" in operation && typeof operation.image === "object" ? operation.image : undefined,
    ...(operation.kind === "create-container" ? Object.values(operation.mountedImages ?? {}) : []),
    ...("config" in operation ? containersIn(operation.config) : []),
  ];
  return refs.flatMap((ref) => (ref?.by === "step" ? [ref.step] : []));
}
