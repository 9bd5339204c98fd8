/** The one place where a container's start becomes steps: the start, then the commands that the file asks for after it. */
import type { Resource } from "../../core/events.ts";
import type { StepId } from "../../core/ids.ts";
import type { ContainerRef } from "../../engine/container-config.ts";
import type { Service } from "../../spec/project.ts";
import type { Draft } from "../plan/draft.ts";
import type { Condition, Step } from "../plan/plan.ts";
import { commandOf, hookName } from "./hooks.ts";
import { afterEnd, type Gates } from "./step-context.ts";

export interface Start {
  /** Absent for a container whose service is not known: then nothing follows its start. */
  readonly service: Service | undefined;
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

export interface Started {
  readonly start: StepId;
  /** The commands after it, one after the other. */
  readonly hooks: readonly StepId[];
  /** The step after which the container counts as started. */
  readonly done: StepId;
}

export function startSteps(started: Start, draft: Draft): Started {
  const { service, name, container, resource, because, after, gates = noGates, onlyIf, isPaused = false } = started;
  const only: Pick<Step, "onlyIf"> = onlyIf ? { onlyIf } : {};
  const start = draft.add({
    id: `${isPaused ? "unpause" : "start"} ${name}`,
    after: [...after, ...gates.after],
    ...afterEnd(gates),
    operation: { kind: isPaused ? "unpause-container" : "start-container", container },
    resource,
    because,
    ...only,
  });
  const hooks: StepId[] = [];
  for (const [index, hook] of isPaused ? [] : (service?.postStart ?? []).entries()) {
    const operation = {
      kind: "run-post-start",
      container,
      hook: hookName("post_start", index),
      command: commandOf(hook),
    } as const;
    const why = `the file asks for it after each start${hook.privileged ? ", with all rights" : ""}`;
    const id = `${operation.hook} ${name}`;
    hooks.push(draft.add({ id, after: [hooks.at(-1) ?? start], operation, resource, because: why, ...only }));
  }
  return { start, hooks, done: hooks.at(-1) ?? start };
}

const noGates: Gates = { after: [], afterEnd: [] };
