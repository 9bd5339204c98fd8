/**
 * Steps that make a container anew where nothing can be made beside the old one: it uses a volume that is replaced, and
 * the engine removes no volume that a container has. So the old one goes first.
 */
import { isUp } from "../compare/classify.ts";
import { inheritedMounts } from "../compare/mount-changes.ts";
import { byId, resourceOf, short } from "./container-steps.ts";
import { creation, startNew } from "./create.ts";
import type { Fate, Replica } from "./decide.ts";
import type { Standings, StepContext } from "./step-context.ts";
import { stopSteps } from "./stopping.ts";
import { inheritedLabel, removeInherited } from "./unnamed-volumes.ts";

type Recreate = Extract<Fate, { kind: "recreate" }>;

/** Old stopped, old removed; then, with the volume between (volumes.ts), new made and started. */
export function recreateSteps(replica: Replica, { live, because }: Recreate, context: StepContext): Standings {
  const { draft, image } = context;
  const resource = resourceOf(replica);
  draft.say({ resource, action: "replace", because });
  const isDetached = context.detached.has(live.id);
  const stopped = isDetached
    ? context.detached.get(live.id)
    : isUp(live)
      ? stopSteps(live, because, image?.step === undefined ? [] : [image.step], context)
      : undefined;
  const removed = draft.add({
    id: `remove old ${short(replica)}`,
    // A network that is made anew is left before.
    after: [stopped, ...context.networksMade],
    operation: { kind: "remove-container", container: byId(live), volumes: context.renewVolumes },
    resource,
    because,
  });
  if (context.renewVolumes) removeInherited(live, removed, draft);
  const asked = replica.wanted.config.mounts;
  const present = image?.step === undefined ? image?.present : context.imageOf(live.imageId);
  const mounts = context.renewVolumes ? asked : inheritedMounts(asked, live, present);
  const config = {
    ...replica.wanted.config,
    mounts,
    labels: { ...replica.wanted.config.labels, ...inheritedLabel(mounts, live) },
  };
  const made = creation(replica, replica.wanted.name, config, because, undefined, {
    ...context,
    before: [...context.before, removed],
  });
  const started = startNew(replica, made, context.gates(), draft);
  return {
    replica,
    ref: made.ref,
    started: [started.done],
    removed: new Map([[live.id, removed]]),
    beginning: { container: made.ref, made: made.created, starts: [started.start] },
    ...(stopped !== undefined && !isDetached && { stopped }),
  };
}
