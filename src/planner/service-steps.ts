/**
 * Carries one decision out as steps: the calls for one container, from its creation to its start. The old one stays
 * until the new one exists; what waits for whom among services is gates.ts's.
 */
import type { Resource } from "../core/events.ts";
import type { StepId } from "../core/ids.ts";
import type { ContainerConfig, ContainerRef } from "../engine/container-config.ts";
import { labels } from "../engine/labels.ts";
import type { ContainerFact, ImageFact } from "../engine/port.ts";
import { isUp } from "./classify.ts";
import type { Fate, Removal, Replica, Standing } from "./decide.ts";
import type { Draft } from "./draft.ts";
import type { ServiceImage } from "./images.ts";
import { inheritedMounts } from "./mount-changes.ts";
import type { Change, Condition, Operation, Step } from "./plan.ts";

/** What the steps of one container need from outside. */
export interface StepContext {
  readonly draft: Draft;
  readonly image: ServiceImage | undefined;
  readonly imageOf: (id: string) => ImageFact | undefined;
  /** Steps that make the networks, volumes and shared namespaces that a new container uses. */
  readonly before: readonly StepId[];
  /** What a start waits for: steps of the services that it depends on. Asked only where something starts. */
  readonly gates: () => Gates;
  /** Containers that must leave a network that is made anew, with the stop before it: nothing of theirs can wait. */
  readonly detached: ReadonlyMap<string, StepId | undefined>;
  readonly graceSeconds: number | undefined;
  /** Whether one create call takes all networks; an older engine takes one, the others are connected after. */
  readonly createsWithAllNetworks: boolean;
}

export interface Gates {
  readonly after: readonly StepId[];
  readonly afterEnd: readonly StepId[];
}

/** What is known of a container once its steps stand in the plan. */
export interface Standings {
  readonly replica: Replica;
  readonly ref: ContainerRef;
  /** It is up once these have ended; empty if it is up already. */
  readonly started: readonly StepId[];
  /** The candidate's creation, where it takes the place of one that runs: no old one stops before all of these. */
  readonly candidate?: StepId;
  /** The stop of the old one. */
  readonly stopped?: StepId;
  /** Old or superfluous container → the step that takes it away. */
  readonly removed: ReadonlyMap<string, StepId>;
  readonly onlyIf?: Condition;
}

/** Adds the steps of one replica. */
export function replicaSteps(replica: Replica, context: StepContext): Standings {
  switch (replica.fate.kind) {
    case "create":
      return createSteps(replica, replica.fate.because, context);
    case "replace":
      return replaceSteps(replica, replica.fate, context);
    default:
      return standingSteps(replica, replica.fate, context, undefined);
  }
}

/** Steps that take a container away. */
export function removalSteps(
  { container, because }: Removal,
  context: Pick<StepContext, "draft" | "graceSeconds">,
): StepId {
  const { draft } = context;
  const resource = containerResource(container);
  const stopped = isUp(container) ? stopStep(container, because, [], context) : undefined;
  draft.say({ resource, action: "remove", because });
  return draft.add({
    id: `remove ${shortName(container.name, container)}`,
    after: [stopped],
    operation: { kind: "remove-container", container: byId(container), volumes: false },
    resource,
    because,
  });
}

/** A stop of one container that stands. */
export function stopStep(
  container: ContainerFact,
  because: string,
  after: readonly StepId[],
  { draft, graceSeconds }: Pick<StepContext, "draft" | "graceSeconds">,
  extra: Partial<Pick<Step, "onlyIf" | "afterEnd">> = {},
): StepId {
  return draft.add({
    id: `stop ${shortName(container.name, container)}`,
    after,
    operation: {
      kind: "stop-container",
      container: byId(container),
      ...(graceSeconds !== undefined && { graceSeconds }),
    },
    resource: containerResource(container),
    because,
    ...extra,
  });
}

function createSteps(replica: Replica, because: string, context: StepContext): Standings {
  const { draft } = context;
  const gates = context.gates();
  const name = replica.wanted.name;
  const resource = resourceOf(replica);
  const config = replica.wanted.config;
  draft.say({ resource, action: "create", because });
  const { created, ref } = creation(replica, name, config, because, undefined, context);
  const started = draft.add({
    id: `start ${short(replica)}`,
    after: [...created, ...gates.after],
    ...afterEnd(gates),
    operation: { kind: "start-container", container: ref },
    resource,
    because: "it is new",
  });
  return { replica, ref, started: [started], removed: new Map() };
}

/** Create, then on an older engine one connect for each further network. */
function creation(
  replica: Replica,
  name: string,
  config: ContainerConfig,
  because: string,
  only: Pick<Step, "onlyIf" | "changes"> | undefined,
  context: StepContext,
): { readonly created: readonly StepId[]; readonly ref: ContainerRef } {
  const { draft, image, createsWithAllNetworks } = context;
  const [first, ...others] = config.networks;
  const networks = createsWithAllNetworks || first === undefined ? config.networks : [first];
  const create = draft.add({
    id: `create ${short(replica)}`,
    after: [image?.step, ...context.before],
    operation: {
      kind: "create-container",
      name,
      config: { ...config, networks },
      image: image?.ref ?? { by: "id", id: "" },
      hash: replica.hash,
    },
    resource: resourceOf(replica),
    because,
    ...only,
  });
  const ref: ContainerRef = { by: "step", step: create, name: replica.wanted.name };
  const connects = (createsWithAllNetworks ? [] : others).map((endpoint) =>
    draft.add({
      id: `connect ${short(replica)} to ${endpoint.network}`,
      after: [create],
      operation: { kind: "connect-network", container: ref, endpoint },
      resource: resourceOf(replica),
      because: "this engine takes one network at creation",
      ...(only?.onlyIf && { onlyIf: only.onlyIf }),
    }),
  );
  return { created: [create, ...connects], ref };
}

type Replace = Extract<Fate, { kind: "replace" }>;

/**
 * Candidate made, old stopped, candidate started, old removed, candidate renamed. If the candidate does not start, the
 * old one is started again under its own name.
 */
function replaceSteps(replica: Replica, fate: Replace, context: StepContext): Standings {
  const { draft, imageOf, image } = context;
  const gates = context.gates();
  const { live, because, maybe } = fate;
  const resource = resourceOf(replica);
  const only = { ...(maybe && { onlyIf: maybe.onlyIf }) };
  const changes = fate.changes.length > 0 ? { changes: fate.changes } : {};
  draft.say({ resource, action: maybe ? "maybe-replace" : "replace", because, ...changes });

  // What an image that is still to come asks for is not known: the old one's volumes go on then.
  const imageSoon = image?.step === undefined ? image?.present : imageOf(live.imageId);
  const mounts = inheritedMounts(replica.wanted.config.mounts, live, imageSoon);
  const config = {
    ...replica.wanted.config,
    mounts,
    labels: { ...replica.wanted.config.labels, ...candidateLabels(replica) },
  };
  const { created, ref: made } = fate.candidate
    ? { created: mendingSteps(replica, fate.candidate, context, undefined), ref: byId(fate.candidate.live) }
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
      ? stopStep(live, "its replacement is ready to start", [...created, ...gates.after], context, {
          ...only,
          ...afterEnd(gates),
        })
      : undefined;
  const started = draft.add({
    id: `start ${short(replica)}`,
    after: [...created, ...gates.after, stopped],
    ...afterEnd(gates),
    operation: { kind: "start-container", container: made },
    resource,
    because: wasUp ? "the old one has stopped" : "it replaces one that is not running",
    ...only,
  });
  if (wasUp && !detached) {
    draft.add({
      id: `start ${short(replica)} again`,
      afterEnd: [started],
      operation: { kind: "start-container", container: byId(live) },
      resource,
      because: "its replacement did not start",
      onlyIf: { kind: "failed", step: started },
    });
  }
  const removed = draft.add({
    id: `remove old ${short(replica)}`,
    after: [started],
    operation: { kind: "remove-container", container: byId(live), volumes: false },
    resource,
    because: "its replacement runs",
    ...only,
  });
  draft.add({
    id: `rename ${short(replica)}`,
    after: [removed],
    operation: { kind: "rename-container", container: made, name: replica.wanted.name },
    resource,
    because: "the name is free now",
    ...only,
  });
  const otherwise = maybe && standingSteps(replica, maybe.otherwise, context, { ...maybe.onlyIf, kind: "image-same" });
  return {
    replica,
    ref,
    started: [started, ...(otherwise?.started ?? [])],
    removed: new Map([[live.id, removed]]),
    ...(wasUp && created[0] !== undefined && { candidate: created[0] }),
    ...(stopped !== undefined && !detached && { stopped }),
    ...only,
  };
}

/** Mends a container that stands, and starts it if it is not up. */
function standingSteps(
  replica: Replica,
  fate: Standing,
  context: StepContext,
  onlyIf: Condition | undefined,
): Standings {
  const { draft } = context;
  const { live } = fate;
  const ref = byId(live);
  const resource = resourceOf(replica);
  const renamed = renameStep(replica, fate.live, context, onlyIf);
  const mended = [...renamed, ...mendingSteps(replica, fate, context, onlyIf)];
  const starts = fate.kind === "start";
  const changes = [...fate.differences.updates, ...fate.differences.networks];
  if (onlyIf === undefined) {
    const action = starts ? "start" : mended.length > 0 ? "change" : "keep";
    const because = starts ? fate.because : mended.length > 0 ? "it can be mended as it stands" : "it is as declared";
    draft.say({ resource, action, because, ...(changes.length > 0 && { changes }) });
  }
  if (!starts) return { replica, ref, started: mended, removed: new Map() };
  const gates = context.gates();
  const paused = live.status.state === "paused";
  const started = draft.add({
    id: `${paused ? "unpause" : "start"} ${short(replica)}`,
    after: [...mended, ...gates.after, onlyIf?.step],
    ...afterEnd(gates),
    operation: { kind: paused ? "unpause-container" : "start-container", container: ref },
    resource,
    because: fate.because,
    ...(onlyIf && { onlyIf }),
  });
  return { replica, ref, started: [started], removed: new Map() };
}

/** Gives it the name that it should have. */
function renameStep(
  replica: Replica,
  live: ContainerFact,
  { draft }: StepContext,
  onlyIf: Condition | undefined,
): StepId[] {
  const name = replica.wanted.name;
  if (live.name === name) return [];
  const rename = draft.add({
    id: `rename ${short(replica)}`,
    after: [onlyIf?.step],
    operation: { kind: "rename-container", container: byId(live), name },
    resource: resourceOf(replica),
    because: `it is called ${live.name}`,
    ...(onlyIf && { onlyIf }),
  });
  return [rename];
}

/** Changes that a container can take as it stands, one after the other. */
function mendingSteps(
  replica: Replica,
  { live, differences }: Pick<Standing, "live" | "differences">,
  { draft, before }: StepContext,
  onlyIf: Condition | undefined,
): StepId[] {
  const container = byId(live);
  const steps: StepId[] = [];
  const add = (id: string, operation: Operation, because: string, changes: readonly Change[]): void => {
    const after = [onlyIf?.step, ...before, ...steps.slice(-1)];
    const resource = resourceOf(replica);
    steps.push(draft.add({ id, after, operation, resource, because, changes, ...(onlyIf && { onlyIf }) }));
  };
  const { update, updates, disconnect, connect, networks } = differences;
  if (update)
    add(
      `update ${short(replica)}`,
      { kind: "update-container", container, update },
      "the engine can change it in place",
      updates,
    );
  for (const network of disconnect)
    add(
      `disconnect ${short(replica)} from ${network}`,
      { kind: "disconnect-network", container, network },
      "its place on the network is another one",
      networks,
    );
  for (const endpoint of connect)
    add(
      `connect ${short(replica)} to ${endpoint.network}`,
      { kind: "connect-network", container, endpoint },
      "it belongs on the network",
      networks,
    );
  return steps;
}

const candidateLabels = (replica: Replica): Record<string, string> => ({
  [labels.role]: "candidate",
  [labels.replace]: replica.service.containerName ?? `${replica.service.name}-${replica.number}`,
});

const afterEnd = (gates: Gates): Pick<Step, "afterEnd"> =>
  gates.afterEnd.length > 0 ? { afterEnd: gates.afterEnd } : {};

export const byId = (container: ContainerFact): ContainerRef => ({ by: "id", id: container.id, name: container.name });

/** `web-1`, or the whole name of a container that the file names. */
const short = (replica: Replica): string =>
  replica.service.containerName ?? `${replica.service.name}-${replica.number}`;

export function shortName(name: string, container: ContainerFact): string {
  const prefix = `${container.labels[labels.project]}-`;
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

const resourceOf = (replica: Replica): Resource => ({
  kind: "container",
  name: replica.wanted.name,
  service: replica.service.name,
});

export const containerResource = (container: ContainerFact): Resource => ({
  kind: "container",
  name: container.name,
  service: container.labels[labels.service] ?? "",
});
