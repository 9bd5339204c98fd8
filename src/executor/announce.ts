/** Tells what a run is going to do: the steps that do something, each with those that it comes after. */
import type { Emit, StepView } from "../core/events.ts";
import type { StepId } from "../core/ids.ts";
import type { Plan, Step } from "../planner/plan/plan.ts";

export function announce(plan: Plan, emit: Emit): void {
  // Orphans are told by a warning: they are not of what runs here.
  const standing = plan.verdicts.filter(({ action, reason }) => action === "keep" && reason.code !== "orphan");
  const skipped = standing.filter(({ reason }) => reason.code === "not-pulled" || reason.code === "not-pushed");
  emit({
    type: "plan",
    project: plan.project,
    steps: views(plan.steps),
    kept: standing
      .filter((verdict) => !skipped.includes(verdict))
      .map(({ resource, observed }) => ({
        ...resource,
        ...(observed?.state !== undefined && { state: observed.state }),
      })),
    ...(skipped.length > 0 && { skipped: skipped.map(({ resource, reason }) => ({ resource, reason })) }),
  });
  for (const diagnostic of plan.warnings) emit({ type: "warning", diagnostic });
}

/** Joins do nothing, so nobody sees them: who waits for one waits for what stands before it. */
function views(steps: readonly Step[]): StepView[] {
  const joins = new Map<StepId, ReadonlySet<StepId>>();
  const needsOf = ({ after, afterEnd = [] }: Step): ReadonlySet<StepId> =>
    new Set([...after, ...afterEnd].flatMap((id) => [...(joins.get(id) ?? [id])]));
  return steps.flatMap((step) => {
    const needs = needsOf(step);
    if (step.operation.kind === "join") {
      joins.set(step.id, needs);
      return [];
    }
    const { id, operation, resource, reason, onlyIf } = step;
    return [{ id, after: [...needs], action: operation.kind, resource, reason, conditional: onlyIf !== undefined }];
  });
}
