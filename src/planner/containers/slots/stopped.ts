/** The slot in which a container stops: the commands that the file asks for before it, then the stop. */
import type { ServiceName, StepId } from "../../../core/ids.ts";
import type { Reason } from "../../../core/reason.ts";
import { isReplica } from "../../../engine/labels.ts";
import type { ContainerFact } from "../../../engine/port.ts";
import { serviceOf } from "../../compare/classify.ts";
import type { Operation } from "../../plan/operation.ts";
import { commandOf, hookName } from "../hooks.ts";
import { byId, subjectOf } from "../subject.ts";
import { type SlotContext, type Turn, turnOf } from "./turn.ts";

/** What a command gets that has no end of its own; a longer grace period counts for it too. */
const usualLimitSeconds = 60;

/** The service's commands before a stop, each however the one before it ended; then the stop, whatever became of them. */
export function stopped(
  container: ContainerFact,
  reason: Reason,
  turn: Turn,
  context: SlotContext,
  id = `stop ${subjectOf(container).label}`,
): StepId {
  const { draft, graceSeconds } = context;
  const { label, resource } = subjectOf(container);
  const { gives: _, ...before } = turnOf(turn);
  const hooks: StepId[] = [];
  for (const hook of lastHooks(container, context))
    hooks.push(
      draft.add({
        ...before,
        id: `${hook.hook} ${label}`,
        afterEnd: [...(turn.afterEnd ?? []), ...hooks.slice(-1)],
        operation: hook,
        resource,
        reason: { code: "hook", at: "stop", privileged: hook.command.privileged },
      }),
    );
  return draft.add({
    ...turnOf(turn),
    id,
    afterEnd: [...(turn.afterEnd ?? []), ...hooks.slice(-1)],
    operation: {
      kind: "stop-container",
      container: byId(container),
      ...(graceSeconds !== undefined && { graceSeconds }),
    },
    resource,
    reason,
  });
}

type LastHook = Extract<Operation, { kind: "run-pre-stop" }>;

function lastHooks(
  container: ContainerFact,
  { project, graceSeconds = 0, hooksMustSucceed = false }: SlotContext,
): readonly LastHook[] {
  const service = project?.services.get(serviceOf(container) as ServiceName);
  if (service === undefined || container.status.state !== "running" || !isReplica(container.labels)) return [];
  const ownSeconds = (service.stopGracePeriod ?? 0) / 1e9;
  const limitMs = Math.max(usualLimitSeconds, graceSeconds, ownSeconds) * 1000;
  return service.preStop.map((hook, index) => ({
    kind: "run-pre-stop",
    container: byId(container),
    hook: hookName("pre_stop", index),
    command: commandOf(hook),
    limitMs,
    tolerated: !hooksMustSucceed,
  }));
}
