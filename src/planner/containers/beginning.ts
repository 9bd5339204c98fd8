/** What all walks that start a container share: what a start needs and gives, and the name until it is complete. */
import type { StepId } from "../../core/ids.ts";
import type { Reason } from "../../core/reason.ts";
import type { ContainerRef } from "../../engine/container-config.ts";
import { type Key, keys, type Need, need } from "../plan/needs.ts";
import type { When } from "../plan/when.ts";
import type { Launch } from "./placed.ts";
import type { Replica } from "./replica.ts";
import { named } from "./slots/changed.ts";
import { started } from "./slots/started.ts";
import { type ReplicaContext, replicaSubject } from "./slots/turn.ts";

/** What there is once the replica has started. */
export const startedKeys = ({ service, wanted }: Replica): Key[] => [
  keys.started(service.name),
  keys.started(`container ${wanted.name}`),
];

/** What a start waits for. */
export const startNeeds = ({ service, wanted }: Replica, { conditions }: ReplicaContext): Need[] => [
  ...conditions(),
  ...(service.preStart.length > 0 ? [need(keys.preStart(wanted.name))] : []),
];

/** Until the commands after its start have ended, a container does not have its name: the next run sees that. */
export const hasCommands = ({ service: { postStart } }: Replica, { start }: ReplicaContext): boolean =>
  start && postStart.length > 0;

export const firstName = (replica: Replica, context: ReplicaContext): string =>
  hasCommands(replica, context) ? `new_${replica.wanted.name}` : replica.wanted.name;

/** The first start of a container under the name that it keeps. */
export function startNew(
  replica: Replica,
  ref: ContainerRef,
  steps: readonly StepId[],
  { when, reason }: { readonly when: When; readonly reason: Reason },
  context: ReplicaContext,
): Launch | undefined {
  if (!context.start) return undefined;
  const subject = replicaSubject(replica);
  const turn = { when, after: steps, needs: startNeeds(replica, context), gives: startedKeys(replica) };
  const { done } = started(subject, ref, { service: replica.service, reason }, turn, context);
  if (hasCommands(replica, context))
    named(subject, ref, replica.wanted.name, { code: "name-until-started" }, { when, after: [done] }, context);
  return { container: ref, made: steps, when };
}
