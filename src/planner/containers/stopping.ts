/**
 * The one place where the stop of a standing container becomes steps: the commands that the file asks for before it,
 * then the stop, whatever became of them. Its removal too.
 */
import type { ServiceName, StepId } from "../../core/ids.ts";
import type { ContainerFact } from "../../engine/port.ts";
import type { Project } from "../../spec/project.ts";
import { isHook, isUp, serviceOf } from "../compare/classify.ts";
import type { Draft } from "../plan/draft.ts";
import type { Step } from "../plan/plan.ts";
import { byId, containerResource, shortName } from "./container-steps.ts";
import type { Removal } from "./decide.ts";
import { commandOf, hookName } from "./hooks.ts";

export interface StopContext {
  readonly draft: Draft;
  /** Whose hooks run; absent where there is no file. */
  readonly project: Project | undefined;
  /** `-t`, seconds; absent: the container's own. */
  readonly graceSeconds: number | undefined;
  /** Whether the run fails with a hook that does. Absent: it is only told. */
  readonly hooksMustSucceed?: boolean;
}

/** Steps that take a container away. */
export function removalSteps({ container, because, stopping = because }: Removal, context: StopContext): StepId {
  const { draft } = context;
  const resource = containerResource(container);
  const stopped = isUp(container) ? stopSteps(container, stopping, [], context) : undefined;
  draft.say({ resource, action: "remove", because });
  return draft.add({
    id: `remove ${shortName(container.name, container)}`,
    after: [stopped],
    operation: { kind: "remove-container", container: byId(container), volumes: false },
    resource,
    because,
  });
}

/** A stop of one container that stands. @returns the stop itself */
export function stopSteps(
  container: ContainerFact,
  because: string,
  after: readonly StepId[],
  context: StopContext,
  extra: Partial<Pick<Step, "onlyIf" | "afterEnd">> = {},
): StepId {
  const { draft, graceSeconds } = context;
  const hooks = hookSteps(container, after, context, extra);
  const ends = [...(extra.afterEnd ?? []), ...hooks.slice(-1)];
  const stop = draft.add({
    id: `stop ${shortName(container.name, container)}`,
    after,
    operation: {
      kind: "stop-container",
      container: byId(container),
      ...(graceSeconds !== undefined && { graceSeconds }),
    },
    resource: containerResource(container),
    because,
    ...extra,
    ...(ends.length > 0 && { afterEnd: ends }),
  });
  draft.leadUpTo(stop, hooks);
  return stop;
}

/** What a command gets that has no end of its own; a longer grace period counts for it too. */
const usualLimitSeconds = 60;

/** One after the other, each however the one before it ended. */
function hookSteps(
  container: ContainerFact,
  after: readonly StepId[],
  { draft, project, graceSeconds = 0, hooksMustSucceed = false }: StopContext,
  { onlyIf, afterEnd = [] }: Partial<Pick<Step, "onlyIf" | "afterEnd">>,
): StepId[] {
  const service = project?.services.get(serviceOf(container) as ServiceName);
  if (service === undefined || container.status.state !== "running" || isHook(container)) return [];
  const ownSeconds = (service.stopGracePeriod ?? 0) / 1e9;
  const limitMs = Math.max(usualLimitSeconds, graceSeconds, ownSeconds) * 1000;
  const steps: StepId[] = [];
  for (const [index, hook] of service.preStop.entries()) {
    const name = hookName("pre_stop", index);
    const ends = [...afterEnd, ...steps.slice(-1)];
    const step = draft.add({
      id: `${name} ${shortName(container.name, container)}`,
      after,
      ...(ends.length > 0 && { afterEnd: ends }),
      operation: {
        kind: "run-pre-stop",
        container: byId(container),
        hook: name,
        command: commandOf(hook),
        limitMs,
        tolerated: !hooksMustSucceed,
      },
      resource: containerResource(container),
      because: `the file asks for it before each stop${hook.privileged ? ", with all rights" : ""}`,
      ...(onlyIf && { onlyIf }),
    });
    steps.push(step);
  }
  return steps;
}
