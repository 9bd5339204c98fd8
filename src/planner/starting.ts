/** The one place where a container's start becomes steps. */
import type { Resource } from "../core/events.ts";
import type { StepId } from "../core/ids.ts";
import type { ContainerRef } from "../engine/container-config.ts";
import type { Draft } from "./draft.ts";
import type { Condition } from "./plan.ts";
import { afterEnd, type Gates } from "./step-context.ts";

export interface Start {
  /** `web-1` */
  readonly name: string;
  readonly container: ContainerRef;
  readonly resource: Resource;
  readonly because: string;
  /** Steps that make it what it is to be. */
  readonly after: readonly (StepId | undefined)[];
  /** What the services that it depends on must have reached. */
  readonly gates?: Gates;
  readonly onlyIf?: Condition | undefined;
  /** It goes on where it was, instead of starting anew. */
  readonly isPaused?: boolean;
}

/** @returns the step after which the container counts as started */
export function startSteps(start: Start, draft: Draft): StepId {
  const { name, container, resource, because, after, gates = noGates, onlyIf, isPaused = false } = start;
  return draft.add({
    id: `${isPaused ? "unpause" : "start"} ${name}`,
    after: [...after, ...gates.after],
    ...afterEnd(gates),
    operation: { kind: isPaused ? "unpause-container" : "start-container", container },
    resource,
    because,
    ...(onlyIf && { onlyIf }),
  });
}

const noGates: Gates = { after: [], afterEnd: [] };
