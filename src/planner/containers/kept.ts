/** The walk of a container that stays: changed as it stands, stopped and started where that is asked for. */
import type { StepId } from "../../core/ids.ts";
import type { Reason } from "../../core/reason.ts";
import { isUp } from "../../engine/container-state.ts";
import { ifPossible, keys } from "../plan/needs.ts";
import { both, isPossible, unless, type When } from "../plan/when.ts";
import { startedKeys, startNeeds } from "./beginning.ts";
import { happens, isPending, isUnfinishedReplacement, mainCause } from "./causes.ts";
import type { Launch } from "./placed.ts";
import type { Live, Replica } from "./replica.ts";
import { restoredSteps } from "./restore.ts";
import { changed, leaves, named, rejoins } from "./slots/changed.ts";
import { copiedIn } from "./slots/made.ts";
import { afterStart, started } from "./slots/started.ts";
import { stopped } from "./slots/stopped.ts";
import { lateStop, type ReplicaContext, replicaSubject } from "./slots/turn.ts";
import { byId } from "./subject.ts";

export interface Way {
  readonly launch?: Launch;
  readonly restored?: StepId;
}

/**
 * It is changed as it stands, stopped and started where that is asked for, or started if it is not up.
 * @param restored the way back of its replacement, where it may be replaced instead
 */
export function kept(
  replica: Replica,
  fate: Live,
  when: When,
  restored: StepId | undefined,
  context: ReplicaContext,
): Way {
  const { live } = fate;
  const { service, wanted } = replica;
  const subject = replicaSubject(replica);
  const ref = byId(live);
  const isRunning = isUp(live.status);
  const restart = isRunning ? both(when, happens(fate.restart)) : "never";
  const begins = isRunning ? restart : fate.start ? when : "never";
  const goesOn = both(when, unless(restart));

  const stop = isPossible(restart)
    ? stopped(
        live,
        mainCause(fate.restart)?.reason ?? { code: "needed" },
        {
          when: restart,
          needs: [...lateStop, ifPossible("uptime", keys.dependentsStopped(service.name))],
          gives: fate.restart.flatMap(({ reason }) => dependenciesIn(reason, service)).map(keys.dependentsStopped),
        },
        context,
      )
    : undefined;
  const left = leaves(live, context.recreated, { when, after: [stop] }, context);
  const rejoined = rejoins(
    live,
    lostEndpoints(replica, fate, context),
    { when, after: [stop, ...left] },
    context,
    subject,
  );
  const changes = changed(replica, fate, { when, after: [stop, ...left] }, context);
  const changing = [...rejoined, ...changes];
  if (changing.length > 0) for (const step of changing) context.draft.give(step, startedKeys(replica));

  const isLate = service.postStart.length > 0 && (isPossible(begins) || fate.isUnfinished);
  const before = [stop, ...left, ...changing];
  const hooks: StepId[] = [];
  let start: StepId | undefined;
  if (isPossible(begins)) {
    const aside =
      isLate && !isPending(live.name, wanted.name)
        ? named(
            subject,
            ref,
            `${live.id.slice(0, 12)}_${wanted.name}`,
            { code: "name-until-started" },
            { when: begins, after: before },
            context,
            `rename ${subject.label} aside`,
          )
        : undefined;
    const copies =
      context.start || isPossible(restart)
        ? copiedIn(replica, ref, { when: begins, after: [...before, aside] }, context)
        : [];
    const reason = isRunning ? mainCause(fate.restart)?.reason : fate.start;
    const begun = started(
      subject,
      ref,
      { service, reason: reason ?? { code: "needed" } },
      {
        when: begins,
        after: [...before, aside, ...copies],
        needs: startNeeds(replica, context),
        gives: startedKeys(replica),
      },
      context,
    );
    start = begun.start;
    hooks.push(...begun.hooks);
  }
  if (live.status.state === "paused" && context.start && isPossible(goesOn)) {
    const turn = { when: goesOn, after: before, needs: context.conditions(), gives: startedKeys(replica) };
    hooks.push(started(subject, ref, { service, reason: { code: "paused" }, isPaused: true }, turn, context).start);
  }
  if (fate.isUnfinished && isPossible(goesOn)) {
    const late = afterStart(subject, ref, service, { when: goesOn, after: before }, context);
    for (const step of late.slice(-1)) context.draft.give(step, startedKeys(replica));
    hooks.push(...late);
  }
  if (isLate || live.name !== wanted.name)
    named(
      subject,
      ref,
      wanted.name,
      isLate
        ? { code: "name-until-started" }
        : isUnfinishedReplacement(live, wanted.name)
          ? { code: "interrupted-replacement" }
          : { code: "renamed", from: live.name, to: wanted.name },
      { when: live.name === wanted.name ? begins : when, after: [...before, start, ...hooks] },
      context,
    );
  const back =
    stop !== undefined && start !== undefined && context.restored.length > 0
      ? restoredSteps({ replica, live, when: restart, stop, start, hooks, other: restored, endpoints: [] }, context)
      : undefined;
  return {
    ...(isPossible(begins) && {
      launch: { container: ref, made: before.filter((step) => step !== undefined), when: begins },
    }),
    ...(back && { restored: back }),
  };
}

/** Services that are to stop after a container which restarts because of them. */
function dependenciesIn(reason: Reason, { dependsOn }: Replica["service"]): readonly string[] {
  if (reason.code === "requested") return [...dependsOn.keys()];
  if (reason.code === "restarts-with") return reason.services;
  return reason.code === "owner-restarted" ? [reason.owner] : [];
}

/** Its places on networks that are recreated, where nothing else connects it there. */
function lostEndpoints(
  { wanted }: Replica,
  { live, differences }: Live,
  { recreated }: ReplicaContext,
): Replica["wanted"]["config"]["networks"] {
  const lost = new Set(live.endpoints.flatMap(({ networkId }) => recreated.get(networkId) ?? []));
  const connected = new Set(differences.connect.map(({ network }) => network));
  return wanted.config.networks.filter(({ network }) => lost.has(network) && !connected.has(network));
}
