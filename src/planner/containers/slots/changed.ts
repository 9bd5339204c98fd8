/** The slots of a container as it stands: it leaves networks and joins them, is changed, named and removed. */
import type { StepId } from "../../../core/ids.ts";
import type { Reason } from "../../../core/reason.ts";
import type { ContainerRef, Endpoint } from "../../../engine/container-config.ts";
import type { ContainerFact } from "../../../engine/port.ts";
import type { Differences } from "../../compare/changes.ts";
import type { Operation } from "../../plan/operation.ts";
import type { Change } from "../../plan/plan.ts";
import type { Replica } from "../replica.ts";
import { byId, type Subject, subjectOf } from "../subject.ts";
import { type ReplicaContext, replicaSubject, type SlotContext, type Turn, turnOf } from "./turn.ts";

/** It leaves the networks that are recreated. */
export function leaves(
  container: ContainerFact,
  recreated: ReadonlyMap<string, string>,
  turn: Turn,
  { draft }: SlotContext,
): readonly StepId[] {
  const { label, resource } = subjectOf(container);
  return container.endpoints
    .filter(({ networkId }) => recreated.has(networkId))
    .map(({ network }) =>
      draft.add({
        ...turnOf(turn),
        id: `disconnect ${label} from ${network}`,
        operation: { kind: "disconnect-network", container: byId(container), network },
        resource,
        reason: { code: "network-recreated", network },
      }),
    );
}

/** It joins networks again that were recreated. */
export function rejoins(
  container: ContainerFact,
  endpoints: readonly Endpoint[],
  turn: Turn,
  { draft }: SlotContext,
  subject: Subject = subjectOf(container),
): readonly StepId[] {
  return endpoints.map((endpoint) =>
    draft.add({
      ...turnOf(turn),
      id: `connect ${subject.label} to ${endpoint.network}`,
      operation: { kind: "connect-network", container: byId(container), endpoint },
      resource: subject.resource,
      reason: { code: "network-recreated", network: endpoint.network },
    }),
  );
}

/** What a container takes as it stands, one after the other. */
export function changed(
  replica: Replica,
  { live, differences }: { readonly live: ContainerFact; readonly differences: Differences },
  turn: Turn,
  { draft, recreated }: ReplicaContext,
): readonly StepId[] {
  const container = byId(live);
  const { label, resource } = replicaSubject(replica);
  const steps: StepId[] = [];
  const add = (id: string, operation: Operation, reason: Reason, changes: readonly Change[]): void => {
    const after = [...(turn.after ?? []), ...steps.slice(-1)];
    steps.push(
      draft.add({
        ...turnOf(turn),
        id,
        after,
        operation,
        resource,
        reason,
        ...(changes.length > 0 && { changes }),
      }),
    );
  };
  const { update, updates, disconnect, connect, networks } = differences;
  if (update)
    add(`update ${label}`, { kind: "update-container", container, update }, { code: "update-in-place" }, updates);
  const gone = new Set(recreated.values());
  for (const network of disconnect)
    if (!gone.has(network))
      add(
        `disconnect ${label} from ${network}`,
        { kind: "disconnect-network", container, network },
        { code: "endpoint-changed" },
        networks,
      );
  for (const endpoint of connect)
    add(
      `connect ${label} to ${endpoint.network}`,
      { kind: "connect-network", container, endpoint },
      { code: "joins-network" },
      networks,
    );
  return steps;
}

export const named = (
  { label, resource }: Subject,
  container: ContainerRef,
  name: string,
  reason: Reason,
  turn: Turn,
  { draft }: SlotContext,
  id = `rename ${label}`,
): StepId =>
  draft.add({ ...turnOf(turn), id, operation: { kind: "rename-container", container, name }, resource, reason });

export const removed = (
  { label, resource }: Subject,
  container: ContainerFact,
  reason: Reason,
  volumes: boolean,
  turn: Turn,
  { draft }: SlotContext,
  id = `remove ${label}`,
): StepId =>
  draft.add({
    ...turnOf(turn),
    id,
    operation: { kind: "remove-container", container: byId(container), volumes },
    resource,
    reason,
  });
