/**
 * The way back: if a replacement does not come up, its old container is started again, and with it what was stopped for its
 * sake or lives in its namespaces.
 */
import type { StepId } from "../../core/ids.ts";
import type { ContainerRef } from "../../engine/container-config.ts";
import type { ContainerFact, LiveEndpoint } from "../../engine/port.ts";
import { all, any, type Condition } from "../plan/condition.ts";
import { both, conditionOf, unless, type When } from "../plan/when.ts";
import { sharesOf } from "../wanted/sharing.ts";
import type { Replica } from "./replica.ts";
import { rejoins } from "./slots/changed.ts";
import { started } from "./slots/started.ts";
import { stopped } from "./slots/stopped.ts";
import { type ReplicaContext, replicaSubject } from "./slots/turn.ts";
import { byId } from "./subject.ts";

interface Attempt {
  readonly replica: Replica;
  /** The old container. */
  readonly live: ContainerFact;
  /** The one that takes its place; absent where it is the old one itself that is started again. */
  readonly candidate?: ContainerRef;
  /** When the attempt is made at all. */
  readonly when: When;
  readonly stop: StepId;
  readonly start: StepId;
  readonly hooks: readonly StepId[];
  /** The way back of another attempt on the same container. */
  readonly other?: StepId | undefined;
  /** Its places on networks that were recreated meanwhile. */
  readonly endpoints: readonly LiveEndpoint[];
}

/** @returns the step that starts the old container again; none where it could not run any more */
export function restoredSteps(attempt: Attempt, context: ReplicaContext): StepId | undefined {
  const { replica, live, candidate, start, hooks, other, endpoints } = attempt;
  const subject = replicaSubject(replica);
  const failed = [start, ...hooks].map((step): Condition => ({ kind: "failed", step }));
  const back = wayBack(attempt, failed, context);
  const ownerBack = wayBackOfOwner(attempt, context);
  if (back === undefined && ownerBack === undefined) return undefined;
  const ends: StepId[] = [start, ...hooks, ...(other ? [other] : [])];
  // An engine that answers late may have started it all the same.
  if (candidate !== undefined)
    ends.push(
      context.draft.add({
        id: `stop new ${subject.label}`,
        afterEnd: [...ends],
        operation: { kind: "stop-container", container: candidate },
        resource: subject.resource,
        reason: { code: "start-failed" },
        onlyIf: any(failed) as Condition,
      }),
    );
  if (ownerBack !== undefined)
    ends.push(
      stopped(
        live,
        { code: "dependency-restored" },
        { when: ownerBack, afterEnd: [...ends, ...context.restored] },
        context,
        `stop old ${subject.label}`,
      ),
    );
  const when = any([back, ownerBack].filter((one) => one !== undefined)) ?? "always";
  const lost = endpoints.map(({ networkId: _, ...endpoint }) => endpoint);
  const joined = rejoins(live, lost, { when, afterEnd: [...ends] }, context);
  return started(
    { ...subject, label: `${subject.label} again` },
    byId(live),
    { service: replica.service, reason: { code: candidate ? "start-failed" : "dependency-restored" } },
    { when, after: joined, afterEnd: [...ends, ...context.restored] },
    context,
  ).done;
}

/** Its own: it has stopped, and what takes its place does not come up. Not where its owner is another container by then. */
function wayBack(
  { live, candidate, when, stop, start }: Attempt,
  failed: readonly Condition[],
  { cutOff }: ReplicaContext,
): Condition | undefined {
  const attempted = candidate === undefined ? when : both(when, unless(cutOff(live)));
  if (attempted === "never") return undefined;
  return all(
    conditionOf(attempted),
    { kind: "succeeded", step: stop },
    any([...failed, { kind: "skipped", step: start }]),
  );
}

/** What lives in a namespace of its owner is cut off by the owner's own way back. */
function wayBackOfOwner({ replica, candidate, when }: Attempt, { restored }: ReplicaContext): Condition | undefined {
  const sharesProcess = sharesOf(replica.service).some(({ share }) => share !== "volumes" && share !== "links");
  if (candidate === undefined || !sharesProcess || restored.length === 0) return undefined;
  return all(conditionOf(when), any(restored.map((step): Condition => ({ kind: "succeeded", step }))));
}
