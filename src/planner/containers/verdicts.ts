/** What a plan says of a replica's container: the one line of its table of contents. */

import type { Reason } from "../../core/reason.ts";
import { isUp } from "../../engine/container-state.ts";
import type { ContainerFact } from "../../engine/port.ts";
import type { ObservedState, Verdict } from "../plan/plan.ts";
import { isSure, mainCause } from "./causes.ts";
import type { Live, Replica } from "./replica.ts";
import { type ReplicaContext, replicaSubject } from "./slots/turn.ts";

/** What was observed of a container. */
export const observedStateOf = ({ id, imageId, status }: ContainerFact): ObservedState => ({
  id,
  image: imageId,
  state: status.state,
});

export function sayVerdict(replica: Replica, { draft, start }: ReplicaContext): void {
  const { resource } = replicaSubject(replica);
  const { fate } = replica;
  if (fate.kind === "create") draft.say({ resource, action: "create", reason: fate.reason });
  else draft.say({ resource, ...liveVerdict(replica, fate, start), observed: observedStateOf(fate.live) });
}

function liveVerdict(replica: Replica, fate: Live, start: boolean): Pick<Verdict, "action" | "reason" | "changes"> {
  const { live, differences } = fate;
  const replace = mainCause(fate.replace);
  if (replace)
    return {
      action: isSure(fate.replace) ? "replace" : "replace-if-needed",
      reason: replace.reason,
      ...(replace.changes && replace.changes.length > 0 && { changes: replace.changes }),
    };
  const changes = [...differences.updates, ...differences.networks];
  const changing = changes.length > 0 ? { changes } : {};
  if (fate.restart.length > 0) return { action: "restart", reason: restartReason(fate), ...changing };
  if (fate.start) return { action: "start", reason: fate.start, ...changing };
  if (fate.isUnfinished) return { action: "start", reason: { code: "unfinished-start" }, ...changing };
  if (changes.length > 0) return { action: "change", reason: { code: "update-in-place" }, changes };
  if (live.name !== replica.wanted.name)
    return { action: "change", reason: { code: "renamed", from: live.name, to: replica.wanted.name } };
  return { action: "keep", reason: start || isUp(live.status) ? { code: "up-to-date" } : { code: "not-started-now" } };
}

/** One that restarts with several services names all of them. */
function restartReason({ restart }: Live): Reason {
  const services = restart.flatMap(({ reason }) => (reason.code === "restarts-with" ? reason.services : []));
  const main = mainCause(restart)?.reason ?? { code: "up-to-date" };
  return main.code === "restarts-with" ? { ...main, services: [...new Set(services)] } : main;
}
