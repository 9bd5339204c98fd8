/** Lays out all that becomes of one replica, and says what the services that come after it go by. */
import type { Reason } from "../../core/reason.ts";
import type { ContainerRef } from "../../engine/container-config.ts";
import { isUp } from "../../engine/container-state.ts";
import { anyOf, both, isPossible, unless, type When } from "../plan/when.ts";
import { firstName, startNew } from "./beginning.ts";
import { happens } from "./causes.ts";
import { kept } from "./kept.ts";
import type { Placed } from "./placed.ts";
import { replacement } from "./replacement.ts";
import type { Live, Replica } from "./replica.ts";
import { made } from "./slots/made.ts";
import type { ReplicaContext } from "./slots/turn.ts";
import { byId } from "./subject.ts";
import { sayVerdict } from "./verdicts.ts";

/** Lays out all that becomes of a replica's containers. */
export function place(replica: Replica, context: ReplicaContext): Placed {
  const { fate } = replica;
  sayVerdict(replica, context);
  return fate.kind === "create" ? fresh(replica, fate.reason, context) : standing(replica, fate, context);
}

function fresh(replica: Replica, reason: Reason, context: ReplicaContext): Placed {
  const { service, wanted } = replica;
  const { steps, ref } = made(
    replica,
    { name: firstName(replica, context), config: wanted.config, reason },
    { when: "always" },
    context,
  );
  const launch = startNew(replica, ref, steps, { when: "always", reason: { code: "new-container" } }, context);
  return {
    replica: { ...replica, service },
    ref,
    // What has something of the one before has it of a container that is gone.
    replaced: "always",
    oldGoesFirst: false,
    begins: context.start ? "always" : "never",
    interrupted: "never",
    ...(launch && { launch }),
  };
}

function standing(replica: Replica, fate: Live, context: ReplicaContext): Placed {
  const { live } = fate;
  const replaced = happens(fate.replace);
  const stays = unless(replaced);
  const isRunning = isUp(live.status);
  const restarted = isRunning ? both(stays, happens(fate.restart)) : "never";
  const next = isPossible(replaced) ? replacement(replica, fate, replaced, context) : undefined;
  const own = isPossible(stays) ? kept(replica, fate, stays, next?.restored, context) : undefined;
  const ref: ContainerRef =
    next === undefined
      ? byId(live)
      : next.ref.by === "step" && own !== undefined
        ? { ...next.ref, fallback: live.id }
        : next.ref;
  const launches = [next?.launch, own?.launch].filter((launch) => launch !== undefined);
  const restored = next?.restored ?? own?.restored;
  const starts: When = fate.start && !isRunning ? "always" : "never";
  return {
    replica,
    ref,
    replaced,
    oldGoesFirst: next?.oldGoesFirst ?? false,
    begins: anyOf([starts, restarted, context.start ? replaced : "never"]),
    interrupted: isRunning ? anyOf([replaced, restarted]) : "never",
    ...(restored && { restored }),
    ...(launches.length > 0 && {
      launch: {
        container: ref,
        made: launches.flatMap((launch) => launch.made),
        when: anyOf(launches.map(({ when }) => when)),
      },
    }),
  };
}
