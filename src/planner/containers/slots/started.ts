/** The slot in which a container starts: the start, then the commands that the file asks for after it. */
import type { StepId } from "../../../core/ids.ts";
import type { Reason } from "../../../core/reason.ts";
import type { ContainerRef } from "../../../engine/container-config.ts";
import type { Service } from "../../../spec/project.ts";
import { commandOf, hookName } from "../hooks.ts";
import type { Subject } from "../subject.ts";
import { type SlotContext, type Turn, turnOf } from "./turn.ts";

export interface Started {
  readonly start: StepId;
  /** The commands after it, one after the other. */
  readonly hooks: readonly StepId[];
  /** The step after which the container counts as started. */
  readonly done: StepId;
}

/** The start (of a paused one: its resumption), then the commands that the file asks for after it. */
export function started(
  subject: Subject,
  container: ContainerRef,
  {
    service,
    reason,
    isPaused = false,
  }: { readonly service: Service | undefined; readonly reason: Reason; readonly isPaused?: boolean },
  turn: Turn,
  context: SlotContext,
): Started {
  const { gives = [], ...before } = turnOf(turn);
  const { draft } = context;
  const start = draft.add({
    ...before,
    id: `${isPaused ? "unpause" : "start"} ${subject.label}`,
    operation: { kind: isPaused ? "unpause-container" : "start-container", container },
    resource: subject.resource,
    reason,
  });
  const hooks = isPaused ? [] : afterStart(subject, container, service, { when: turn.when, after: [start] }, context);
  const done = hooks.at(-1) ?? start;
  draft.give(done, gives);
  return { start, hooks, done };
}

/** The commands that the file asks for after a start. */
export function afterStart(
  { label, resource }: Subject,
  container: ContainerRef,
  service: Service | undefined,
  turn: Turn,
  { draft }: SlotContext,
): readonly StepId[] {
  const hooks: StepId[] = [];
  for (const [index, hook] of (service?.postStart ?? []).entries()) {
    const name = hookName("post_start", index);
    hooks.push(
      draft.add({
        ...turnOf(turn),
        id: `${name} ${label}`,
        after: hooks.length > 0 ? hooks.slice(-1) : (turn.after ?? []),
        operation: { kind: "run-post-start", container, hook: name, command: commandOf(hook) },
        resource,
        reason: { code: "hook", at: "after-start", privileged: hook.privileged },
      }),
    );
  }
  return hooks;
}
