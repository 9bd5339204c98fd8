/** Containers that go: stopped if they are up, then removed. And those of services that the file has no more, or that `run` left. */
import type { StepId } from "../../core/ids.ts";
import { isUp } from "../../engine/container-state.ts";
import type { ContainerFact } from "../../engine/port.ts";
import { isOneOff } from "../compare/classify.ts";
import type { Draft } from "../plan/draft.ts";
import type { Removal } from "./replica.ts";
import { removed } from "./slots/changed.ts";
import { stopped } from "./slots/stopped.ts";
import { lateStop, type SlotContext } from "./slots/turn.ts";
import { subjectOf } from "./subject.ts";
import { observedStateOf } from "./verdicts.ts";

/** Where a pull or a build fails, nothing has been stopped. @returns the step that removes it */
export function removalSteps({ container, reason }: Removal, context: SlotContext): StepId {
  const subject = subjectOf(container);
  const stop = isUp(container.status)
    ? stopped(container, reason, { when: "always", needs: lateStop }, context)
    : undefined;
  context.draft.say({ resource: subject.resource, action: "remove", reason, observed: observedStateOf(container) });
  return removed(subject, container, reason, false, { when: "always", after: [stop] }, context);
}

export const orphanRemovals = (orphans: readonly ContainerFact[]): Removal[] =>
  orphans.map((container) => ({ container, reason: { code: "orphan" } }));

/** Orphans that stay: a plan shows them, and a warning names them. */
export function keepOrphans(orphans: readonly ContainerFact[], draft: Draft): void {
  if (orphans.length === 0) return;
  for (const orphan of orphans)
    draft.sayUnlessSaid({
      resource: subjectOf(orphan).resource,
      action: "keep",
      reason: { code: "orphan", kept: true },
      observed: observedStateOf(orphan),
    });
  const names = orphans.map(({ name }) => name).join(", ");
  draft.warn({
    code: "orphans",
    severity: "warning",
    message: `found orphan containers (${names}) for this project: ${orphans.some(isOneOff) ? "`run` left them, or " : ""}their service is not in the file`,
    hint: "remove them with --remove-orphans",
  });
}
