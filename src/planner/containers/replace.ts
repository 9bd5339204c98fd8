/**
 * Steps that put a new container in an old one's place. The old one stays until the new one is made and may start; if
 * the new one then does not start, the old one is started again.
 */
import type { StepId } from "../../core/ids.ts";
import type { ContainerRef } from "../../engine/container-config.ts";
import { labels } from "../../engine/labels.ts";
import type { ContainerFact } from "../../engine/port.ts";
import type { Project } from "../../spec/project.ts";
import { isUp } from "../compare/classify.ts";
import { inheritedMounts } from "../compare/mount-changes.ts";
import type { ImageCondition } from "../plan/plan.ts";
import { byId, resourceOf, short } from "./container-steps.ts";
import { creation } from "./create.ts";
import type { Differs, Fate, Replica } from "./decide.ts";
import { fillSteps } from "./fill.ts";
import { mendingSteps, standingSteps } from "./mend.ts";
import { type Started, startSteps } from "./starting.ts";
import { afterEnd, type Standings, type StepContext } from "./step-context.ts";
import { stopSteps } from "./stopping.ts";
import { inheritedLabel, removeInherited } from "./unnamed-volumes.ts";

type Replace = Extract<Fate, { kind: "replace" }>;

/**
 * Candidate made, old stopped, candidate started, old removed, candidate renamed. If the candidate does not start, the
 * old one is started again under its own name.
 */
export function replaceSteps(replica: Replica, fate: Replace, context: StepContext): Standings {
  const { draft, imageOf, image } = context;
  const gates = context.gates();
  const { live, because, maybe } = fate;
  const resource = resourceOf(replica);
  const only = { ...(maybe && { onlyIf: maybe.onlyIf }) };
  const changes = fate.changes.length > 0 ? { changes: fate.changes } : {};
  draft.say({ resource, action: maybe ? "maybe-replace" : "replace", because, ...changes });

  // What an image that is still to come asks for is not known: the old one's volumes go on then.
  const imageSoon = image?.step === undefined ? image?.present : imageOf(live.imageId);
  const asked = replica.wanted.config.mounts;
  const mounts = context.renewVolumes ? asked : inheritedMounts(asked, live, imageSoon);
  const config = {
    ...replica.wanted.config,
    mounts,
    labels: {
      ...replica.wanted.config.labels,
      ...candidateLabels(replica, context.project),
      ...inheritedLabel(mounts, live),
    },
  };
  const {
    created,
    ready,
    ref: made,
  } = fate.candidate
    ? leftBehind(replica, fate.candidate, context)
    : creation(
        replica,
        `${live.id.slice(0, 12)}_${replica.wanted.name}`,
        config,
        because,
        { ...only, ...changes },
        context,
      );
  const ref: ContainerRef = made.by === "step" && maybe ? { ...made, otherwise: live.id } : made;

  const wasUp = isUp(live);
  const detached = context.detached.has(live.id);
  const stopped = detached
    ? context.detached.get(live.id)
    : wasUp
      ? stopSteps(live, "its replacement is ready to start", [...created, ...gates.after], context, {
          ...only,
          ...afterEnd(gates),
        })
      : undefined;
  const started = startSteps(
    {
      service: replica.service,
      name: short(replica),
      container: made,
      resource,
      because: wasUp ? "the old one has stopped" : "it replaces one that is not running",
      after: [...created, stopped],
      gates,
      ...only,
    },
    draft,
  );
  if (wasUp && !detached) backSteps(replica, live, made, started, context);
  const removed = draft.add({
    id: `remove old ${short(replica)}`,
    after: [started.done],
    operation: { kind: "remove-container", container: byId(live), volumes: context.renewVolumes },
    resource,
    because: context.renewVolumes
      ? "its replacement runs, with new volumes where they have no name"
      : "its replacement runs",
    ...only,
  });
  if (context.renewVolumes) removeInherited(live, removed, draft, only);
  draft.add({
    id: `rename ${short(replica)}`,
    after: [removed],
    operation: { kind: "rename-container", container: made, name: replica.wanted.name },
    resource,
    because: "the name is free now",
    ...only,
  });
  const otherwise = maybe && standingSteps(replica, maybe.otherwise, context, opposite(maybe.onlyIf));
  return {
    replica,
    ref,
    started: [started.done, ...(otherwise?.started ?? [])],
    removed: new Map([[live.id, removed]]),
    ...(wasUp && ready !== undefined && { candidate: ready }),
    ...(stopped !== undefined && !detached && { stopped }),
    ...only,
    beginning: {
      container: ref,
      made: [...created, ...(otherwise?.beginning?.made ?? [])],
      starts: [started.start, ...(otherwise?.beginning?.starts ?? [])],
      ...(otherwise?.beginning === undefined && only),
    },
  };
}

/** A candidate that an earlier run made, and may not have filled. */
function leftBehind(
  replica: Replica,
  candidate: NonNullable<Replace["candidate"]>,
  context: StepContext,
): { readonly created: readonly StepId[]; readonly ready: StepId | undefined; readonly ref: ContainerRef } {
  const ref = byId(candidate.live);
  const mended = mendingSteps(replica, candidate, context, undefined);
  const filled = fillSteps(replica, ref, [], context.draft);
  return { created: [...mended, ...filled], ready: filled[0] ?? mended[0], ref };
}

/** If the candidate did not start, or a command after its start failed: it stops, and the old one is started again. */
function backSteps(
  replica: Replica,
  live: ContainerFact,
  candidate: ContainerRef,
  { start, hooks }: Started,
  { draft }: StepContext,
): void {
  const resource = resourceOf(replica);
  const ended: StepId[] = [start, ...hooks];
  if (hooks.length > 0)
    ended.push(
      draft.add({
        id: `stop new ${short(replica)}`,
        afterEnd: hooks,
        operation: { kind: "stop-container", container: candidate },
        resource,
        because: "what the file asks for after its start failed",
        onlyIf: { kind: "failed", steps: hooks },
      }),
    );
  startSteps(
    {
      service: replica.service,
      name: `${short(replica)} again`,
      container: byId(live),
      resource,
      because: "its replacement did not start",
      after: [],
      gates: { after: [], afterEnd: ended },
      onlyIf: { kind: "failed", steps: [start, ...hooks] },
    },
    draft,
  );
}

const opposite = (differs: Differs): ImageCondition =>
  differs.kind === "image-differs" ? { ...differs, kind: "image-same" } : { ...differs, kind: "variables-same" };

const candidateLabels = ({ service, number }: Replica, { separator }: Project): Record<string, string> => ({
  [labels.role]: "candidate",
  [labels.replace]: service.containerName ?? `${service.name}${separator}${number}`,
});
