/** Containers that go: stopped if they are up, then removed. And those of services that the file has no more. */
import type { Diagnostic } from "../../core/diagnostics.ts";
import type { StepId } from "../../core/ids.ts";
import { isUp } from "../../engine/container-state.ts";
import type { ContainerFact } from "../../engine/port.ts";
import type { Removal } from "./replica.ts";
import { removed } from "./slots/changed.ts";
import { stopped } from "./slots/stopped.ts";
import type { SlotContext } from "./slots/turn.ts";
import { subjectOf } from "./subject.ts";
import { observedStateOf } from "./verdicts.ts";

/** @returns the step that removes it */
export function removalSteps({ container, reason }: Removal, context: SlotContext): StepId {
  const subject = subjectOf(container);
  const stop = isUp(container.status) ? stopped(container, reason, { when: "always" }, context) : undefined;
  context.draft.say({ resource: subject.resource, action: "remove", reason, observed: observedStateOf(container) });
  return removed(subject, container, reason, false, { when: "always", after: [stop] }, context);
}

export const orphanRemovals = (orphans: readonly ContainerFact[]): Removal[] =>
  orphans.map((container) => ({ container, reason: { code: "orphan" } }));

export function orphanWarning(orphans: readonly ContainerFact[]): Diagnostic[] {
  if (orphans.length === 0) return [];
  const names = orphans.map(({ name }) => name).join(", ");
  return [
    {
      code: "orphans",
      severity: "warning",
      message: `containers of this project whose service is not in the file: ${names}`,
      hint: "remove them with --remove-orphans",
    },
  ];
}
