/** What a plan says of a replica's container: the one line of its table of contents. */

import type { Reason } from "../../core/reason.ts";
import { isUp } from "../../engine/container-state.ts";
import type { ContainerFact } from "../../engine/port.ts";
import type { Change, ObservedState, Verdict } from "../plan/plan.ts";
import { change, type Wanted } from "../wanted/wanted.ts";
import { isPending, isSure, isUnfinishedReplacement, mainCause } from "./causes.ts";
import type { Live, Replica } from "./replica.ts";
import { type ReplicaContext, replicaSubject } from "./slots/turn.ts";

/** What was observed of a container. */
export const observedStateOf = ({ id, imageId, status }: ContainerFact): ObservedState => ({
  id,
  image: imageId,
  state: status.state,
  ...(status.state === "running" && status.health !== "none" && { health: status.health }),
});

export function sayVerdict(replica: Replica, { draft, start }: ReplicaContext): void {
  const { resource } = replicaSubject(replica);
  const { fate } = replica;
  if (fate.kind === "create") draft.say({ resource, action: "create", reason: fate.reason });
  else draft.say({ resource, ...liveVerdict(replica, fate, start), observed: observedStateOf(fate.live) });
}

type Told = Pick<Verdict, "action" | "reason" | "changes" | "otherwise">;

function liveVerdict(replica: Replica, fate: Live, start: boolean): Told {
  const { live, differences } = fate;
  const stays = keptVerdict(replica, fate, start);
  const replace = mainCause(fate.replace);
  if (replace === undefined) return stays;
  // Another container comes with all that is new.
  const changes = [
    ...nameChange(live, replica.wanted),
    ...differences.replace,
    ...differences.updates,
    ...differences.networks,
  ];
  const changing = changes.length > 0 ? { changes } : {};
  if (isSure(fate.replace)) return { action: "replace", reason: replace.reason, ...changing };
  return {
    action: "replace-if-needed",
    reason: replace.reason,
    ...changing,
    ...(stays.action !== "keep" && { otherwise: stays.action }),
  };
}

/** Where nothing replaces it. */
function keptVerdict({ wanted }: Replica, fate: Live, start: boolean): Told {
  const { live, differences } = fate;
  const name = nameChange(live, wanted);
  const changes = [...name, ...differences.updates, ...differences.networks];
  const changing = changes.length > 0 ? { changes } : {};
  if (fate.restart.length > 0)
    return { action: isSure(fate.restart) ? "restart" : "restart-if-needed", reason: restartReason(fate), ...changing };
  if (fate.start) return { action: "start", reason: fate.start, ...changing };
  if (fate.isUnfinished) return { action: "start", reason: { code: "unfinished-start" }, ...changing };
  if (isUnfinishedReplacement(live, wanted.name))
    return { action: "change", reason: { code: "interrupted-replacement" }, ...changing };
  if (changes.length > name.length) return { action: "change", reason: { code: "update-in-place" }, changes };
  if (live.name !== wanted.name)
    return { action: "change", reason: { code: "renamed", from: live.name, to: wanted.name }, ...changing };
  return { action: "keep", reason: start || isUp(live.status) ? { code: "up-to-date" } : { code: "not-started-now" } };
}

/** Where it has a name of its own, and is to have another one. */
function nameChange({ name }: ContainerFact, wanted: Wanted): readonly Change[] {
  if (name === wanted.name || isPending(name, wanted.name)) return [];
  const place = wanted.placeOf("container_name");
  return [change(place ? "container_name" : "name", [name, wanted.name], place)];
}

/** One that restarts with several services names all of them. */
function restartReason({ restart }: Live): Reason {
  const services = restart.flatMap(({ reason }) => (reason.code === "restarts-with" ? reason.services : []));
  const main = mainCause(restart)?.reason ?? { code: "up-to-date" };
  return main.code === "restarts-with" ? { ...main, services: [...new Set(services)] } : main;
}
