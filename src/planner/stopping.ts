/** The one place where the stop of a standing container becomes steps, and its removal. */
import type { StepId } from "../core/ids.ts";
import type { ContainerFact } from "../engine/port.ts";
import { isUp } from "./classify.ts";
import { byId, containerResource, shortName } from "./container-steps.ts";
import type { Removal } from "./decide.ts";
import type { Draft } from "./draft.ts";
import type { Step } from "./plan.ts";

export interface StopContext {
  readonly draft: Draft;
  /** `-t`, seconds; absent: the container's own. */
  readonly graceSeconds: number | undefined;
}

/** Steps that take a container away. */
export function removalSteps({ container, because }: Removal, context: StopContext): StepId {
  const { draft } = context;
  const resource = containerResource(container);
  const stopped = isUp(container) ? stopSteps(container, because, [], context) : undefined;
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
  { draft, graceSeconds }: StopContext,
  extra: Partial<Pick<Step, "onlyIf" | "afterEnd">> = {},
): StepId {
  return draft.add({
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
  });
}
