/**
 * Containers that no service of the plan stands for, and that are on a network which is recreated: they leave it and join it
 * again. Those of services are stopped meanwhile, as the plan's own are; what `run` has started goes on.
 */
import type { ServiceName } from "../../core/ids.ts";
import { isUp } from "../../engine/container-state.ts";
import { isReplica } from "../../engine/labels.ts";
import type { ContainerFact } from "../../engine/port.ts";
import type { Project } from "../../spec/project.ts";
import { serviceOf } from "../compare/classify.ts";
import { leaves, rejoins } from "./slots/changed.ts";
import { started } from "./slots/started.ts";
import { stopped } from "./slots/stopped.ts";
import { lateStop, type SlotContext } from "./slots/turn.ts";
import { byId, subjectOf } from "./subject.ts";
import { observedStateOf } from "./verdicts.ts";

/** @param recreated id → name */
export function reattached(
  container: ContainerFact,
  project: Project,
  recreated: ReadonlyMap<string, string>,
  context: SlotContext,
): void {
  const lost = container.endpoints.filter(({ networkId }) => recreated.has(networkId));
  const reason = { code: "network-recreated", network: lost[0]?.network ?? "" } as const;
  const subject = subjectOf(container);
  const isStopped = isUp(container.status) && isReplica(container.labels);
  const stop = isStopped ? stopped(container, reason, { when: "always", needs: lateStop }, context) : undefined;
  const left = leaves(container, recreated, { when: "always", after: [stop] }, context);
  const endpoints = lost.map(({ networkId: _, ...endpoint }) => endpoint);
  const joined = rejoins(container, endpoints, { when: "always", after: [stop, ...left] }, context);
  context.draft.say({
    resource: subject.resource,
    action: isStopped ? "restart" : "change",
    reason,
    observed: observedStateOf(container),
  });
  if (!isStopped) return;
  const service = project.services.get(serviceOf(container) as ServiceName);
  started(subject, byId(container), { service, reason }, { when: "always", after: [stop, ...joined] }, context);
}
