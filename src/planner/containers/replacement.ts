/** The walk of a new container into the place of another: beside it until it runs, or after it if it is in the way. */
import type { StepId } from "../../core/ids.ts";
import type { Reason } from "../../core/reason.ts";
import type { ContainerRef } from "../../engine/container-config.ts";
import { isUp } from "../../engine/container-state.ts";
import { labels } from "../../engine/labels.ts";
import type { ContainerFact } from "../../engine/port.ts";
import { inheritedMounts } from "../compare/mount-changes.ts";
import { ifPossible, keys, type Need } from "../plan/needs.ts";
import type { When } from "../plan/when.ts";
import { firstName, startedKeys, startNeeds, startNew } from "./beginning.ts";
import { mainCause } from "./causes.ts";
import type { Way } from "./kept.ts";
import type { Live, Replica } from "./replica.ts";
import { restoredSteps } from "./restore.ts";
import { changed, leaves, named, removed } from "./slots/changed.ts";
import { copiedIn, made } from "./slots/made.ts";
import { started } from "./slots/started.ts";
import { stopped } from "./slots/stopped.ts";
import { lateStop, type ReplicaContext, replicaSubject } from "./slots/turn.ts";
import { byId } from "./subject.ts";
import { inheritedLabel, removeInherited } from "./unnamed-volumes.ts";

export interface Replacement extends Way {
  readonly ref: ContainerRef;
  readonly oldGoesFirst: boolean;
}

/** Another container in its place: made beside it, or after it where it is in the way. */
export function replacement(replica: Replica, fate: Live, when: When, context: ReplicaContext): Replacement {
  const { draft } = context;
  const { service, wanted } = replica;
  const { live, obstacle } = fate;
  const subject = replicaSubject(replica);
  const cause = mainCause(fate.replace);
  const reason = cause?.reason ?? { code: "needed" };
  const isRunning = isUp(live.status);
  const oldGoesFirst = obstacle === "volume";

  const make = (
    after: readonly (StepId | undefined)[],
  ): { readonly steps: readonly StepId[]; readonly ref: ContainerRef } => {
    if (fate.candidate) return leftBehind(replica, fate.candidate, { when, after }, context);
    const config = replacementConfig(replica, live, oldGoesFirst, context);
    const name = oldGoesFirst ? firstName(replica, context) : `${live.id.slice(0, 12)}_${wanted.name}`;
    const gives = isRunning && obstacle === undefined ? [keys.candidates] : [];
    return made(replica, { name, config, reason, changes: cause?.changes ?? [] }, { when, after, gives }, context);
  };
  const stop = (after: readonly StepId[], needs: readonly Need[]): StepId | undefined =>
    isRunning
      ? stopped(
          live,
          obstacle === undefined ? { code: "candidate-made" } : reason,
          { when, after, needs: [...lateStop, ifPossible("uptime", keys.dependentsStopped(service.name)), ...needs] },
          context,
        )
      : undefined;
  const remove = (after: readonly (StepId | undefined)[], afterEnd: readonly StepId[], why: Reason): StepId => {
    const step = removed(
      subject,
      live,
      why,
      context.renewVolumes,
      { when, after, afterEnd },
      context,
      `remove old ${subject.label}`,
    );
    if (context.renewVolumes) removeInherited(live, step, draft, when);
    return step;
  };

  if (oldGoesFirst) {
    const gone = remove([stop([], [])], [], reason);
    const { steps, ref } = make([gone]);
    const launch = startNew(replica, ref, steps, { when, reason: { code: "new-container" } }, context);
    return { ref, oldGoesFirst, ...(launch && { launch }) };
  }

  const early = obstacle === "network" ? stop([], []) : undefined;
  const left = leaves(live, context.recreated, { when, after: [early] }, context);
  const { steps, ref } = make([early, ...left]);
  const courtesies = startNeeds(replica, context).map((one): Need => ({ ...one, ifPossible: "uptime" }));
  const stopStep = obstacle === "network" ? early : stop(steps, context.start ? courtesies : []);
  const before = [...steps, stopStep];
  if (!context.start) {
    const gone = remove(before, [], reason);
    named(subject, ref, wanted.name, { code: "name-free" }, { when, after: [gone] }, context);
    return { ref, oldGoesFirst };
  }
  const { start, hooks, done } = started(
    subject,
    ref,
    { service, reason: { code: "takes-over", from: isRunning ? "running" : "stopped" } },
    { when, after: before, needs: startNeeds(replica, context), gives: startedKeys(replica) },
    context,
  );
  const endpoints = live.endpoints.filter(({ networkId }) => context.recreated.has(networkId));
  const restored =
    stopStep === undefined
      ? undefined
      : restoredSteps({ replica, live, when, candidate: ref, stop: stopStep, start, hooks, endpoints }, context);
  const gone = remove([done], restored ? [restored] : [], {
    code: "replacement-runs",
    ...(context.renewVolumes && { newVolumes: true }),
  });
  named(subject, ref, wanted.name, { code: "name-free" }, { when, after: [gone] }, context);
  return { ref, oldGoesFirst, launch: { container: ref, made: steps, when }, ...(restored && { restored }) };
}

/** A candidate that an earlier run made, and may not have filled. */
function leftBehind(
  replica: Replica,
  candidate: Pick<Live, "live" | "differences">,
  turn: { readonly when: When; readonly after: readonly (StepId | undefined)[] },
  context: ReplicaContext,
): { readonly steps: readonly StepId[]; readonly ref: ContainerRef } {
  const ref = byId(candidate.live);
  const changes = changed(replica, candidate, turn, context);
  const copies = context.start ? copiedIn(replica, ref, { ...turn, after: [...turn.after, ...changes] }, context) : [];
  return { steps: [...changes, ...copies], ref };
}

/** With the volumes of the old container that nobody named. */
function replacementConfig(
  { service, number, wanted }: Replica,
  live: ContainerFact,
  oldGoesFirst: boolean,
  { image, imageOf, renewVolumes, project }: ReplicaContext,
): Replica["wanted"]["config"] {
  // What an image that is still to come asks for is not known: the old one's volumes go on then.
  const imageSoon = image?.step === undefined ? image?.present : imageOf(live.imageId);
  const asked = wanted.config.mounts;
  const mounts = renewVolumes ? asked : inheritedMounts(asked, live, imageSoon);
  const candidate = {
    [labels.role]: "candidate",
    [labels.replace]: service.containerName ?? `${service.name}${project.separator}${number}`,
  };
  return {
    ...wanted.config,
    mounts,
    labels: { ...wanted.config.labels, ...(oldGoesFirst ? {} : candidate), ...inheritedLabel(mounts, live) },
  };
}
