/**
 * The project's networks: made where they are missing, made anew where the file changed them (a network can't be
 * changed), left alone where they are external or somebody else's.
 */
import { sameJson } from "../../core/canonical-json.ts";
import type { Diagnostic } from "../../core/diagnostics.ts";
import type { StepId } from "../../core/ids.ts";
import { isToolLabel, labels } from "../../engine/labels.ts";
import type { ContainerFact, NetworkFact, NetworkSpec, Snapshot } from "../../engine/port.ts";
import type { Network, Project } from "../../spec/project.ts";
import { about, notFound, notOurs } from "../checks/foreign.ts";
import { newNetworkErrors } from "../checks/subnet-errors.ts";
import { isUp } from "../compare/classify.ts";
import { byId, containerResource, shortName } from "../containers/container-steps.ts";
import { type StopContext, stopSteps } from "../containers/stopping.ts";
import type { Draft } from "../plan/draft.ts";
import type { Change } from "../plan/plan.ts";
import { projectLabels } from "../plan/resource-labels.ts";
import { networkHash } from "../wanted/config-hash.ts";
import { builtInNetworks } from "../wanted/endpoints.ts";
import { findNetwork } from "./network-twins.ts";

export interface Networks {
  /** Engine's name → the step that makes it. */
  readonly made: ReadonlyMap<string, StepId>;
  /** Engine's name → id as it is now. */
  readonly ids: ReadonlyMap<string, string>;
  /** Engine's name → the network as it is now. */
  readonly live: ReadonlyMap<string, NetworkFact>;
  /** Names of those made anew. */
  readonly remade: ReadonlySet<string>;
  /** Containers that leave a network that is made anew: id → the stop before it, if they were up. */
  readonly detached: ReadonlyMap<string, StepId | undefined>;
  /** Removals of superfluous ones of a name: nothing gives the name before. */
  readonly cleared: readonly StepId[];
  readonly errors: readonly Diagnostic[];
}

export function planNetworks(
  project: Project,
  snapshot: Snapshot,
  graceSeconds: number | undefined,
  draft: Draft,
): Networks {
  const made = new Map<string, StepId>();
  const known = new Map<string, NetworkFact>();
  const planned: Network[] = [];
  const going = new Map<string, StepId>();
  const remade = new Set<string>();
  const detached = new Map<string, StepId | undefined>();
  const cleared: StepId[] = [];
  const errors: Diagnostic[] = [];
  const own = new Map(snapshot.containers.map((container) => [container.id, container]));
  for (const network of [...project.networks.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
    const { live, ...found } = findNetwork(project, network, snapshot.networks, draft);
    cleared.push(...found.cleared);
    errors.push(...found.errors);
    if (live) known.set(network.name, live);
    const resource = { kind: "network", name: network.name } as const;
    if (network.external) {
      if (!live && !builtInNetworks.has(network.name)) errors.push(notFound(project, "network", network));
      continue;
    }
    if (!live) {
      const because = "it is not there yet";
      draft.say({ resource, action: "create", because });
      made.set(network.name, createStep(project, network, because, [], draft));
      planned.push(network);
      continue;
    }
    if (live.labels[labels.project] !== project.name) {
      draft.warn(notOurs(project, "network", network));
      continue;
    }
    const changes = networkChanges(project, network, live);
    if (changes.length === 0) {
      if (found.cleared.length > 0)
        draft.say({ resource, action: "change", because: "there are several of that name" });
      else draft.say({ resource, action: "keep", because: "it is as declared" });
      continue;
    }
    const foreign = live.containers.filter(({ id }) => !own.has(id));
    if (foreign.length > 0) {
      errors.push(
        inUse(
          project,
          network,
          foreign.map(({ name }) => name),
        ),
      );
      continue;
    }
    const because = `${changes.map(({ field }) => field).join(", ")} changed`;
    draft.say({ resource, action: "replace", because, changes });
    remade.add(network.name);
    const left = snapshot.containers
      .filter((container) => container.endpoints.some(({ networkId }) => networkId === live.id))
      .map((container) => detachSteps(container, network.name, detached, { draft, project, graceSeconds }));
    const removed = draft.add({
      id: `remove network ${network.name}`,
      after: left,
      operation: { kind: "remove-network", id: live.id },
      resource,
      because,
      changes,
    });
    going.set(live.id, removed);
    planned.push(network);
    made.set(network.name, createStep(project, network, because, [removed], draft));
  }
  errors.push(...newNetworkErrors(project, snapshot, planned, new Set(going.keys())));
  // A subnet may be one that a network had which is removed.
  for (const network of planned.filter(({ subnets }) => subnets.length > 0)) {
    const step = made.get(network.name);
    if (step) draft.addNeeds(step, [...going.values()]);
  }
  const ids = new Map([...known].map(([name, { id }]) => [name, id]));
  return { made, ids, live: known, remade, detached, cleared, errors };
}

function createStep(
  project: Project,
  network: Network,
  because: string,
  after: readonly StepId[],
  draft: Draft,
): StepId {
  return draft.add({
    id: `create network ${network.name}`,
    after,
    operation: { kind: "create-network", network: networkSpec(project, network) },
    resource: { kind: "network", name: network.name },
    because,
  });
}

function networkSpec(project: Project, network: Network): NetworkSpec {
  const { key, external: _, model: __, ...spec } = network;
  const own = { ...projectLabels(project.name), [labels.network]: key, [labels.configHash]: networkHash(network) };
  return { ...spec, labels: { ...network.labels, ...own } };
}

/** Field by field; what the file leaves to the engine counts as it stands. */
function networkChanges(project: Project, network: Network, live: NetworkFact): Change[] {
  const plainLabels = (all: Readonly<Record<string, string>>): unknown =>
    Object.fromEntries(Object.entries(all).filter(([name]) => !isToolLabel(name)));
  const liveOptions = Object.fromEntries(
    Object.entries(live.driverOptions).filter(([name]) => !name.startsWith("com.docker.network.enable_ipv")),
  );
  const pairs: readonly (readonly [field: string, have: unknown, want: unknown])[] = [
    ["driver", live.driver, network.driver ?? "bridge"],
    ["driver_opts", liveOptions, network.driverOptions],
    ["ipam", live.subnets, network.subnets.length > 0 ? network.subnets : live.subnets],
    ["ipam.driver", live.ipamDriver ?? "default", network.ipamDriver ?? "default"],
    ["ipam.options", live.ipamOptions, network.ipamOptions],
    ["internal", live.internal, network.internal],
    ["attachable", live.attachable, network.attachable],
    ["enable_ipv4", live.enableIPv4 ?? true, network.enableIPv4 ?? live.enableIPv4 ?? true],
    ["enable_ipv6", live.enableIPv6 ?? false, network.enableIPv6 ?? live.enableIPv6 ?? false],
    ["labels", plainLabels(live.labels), plainLabels(network.labels)],
  ];
  const changed = pairs.filter(([, have, want]) => !sameJson(have, want));
  // What the engine spells otherwise is no change where docker compose's own hash says that the file is the same.
  if (changed.length === 0 || live.labels[labels.configHash] === networkHash(network)) return [];
  return changed.map(([field, have, want]) => {
    const place = project.placeOf(["networks", network.key, ...field.split(".")]);
    return { field, from: JSON.stringify(have), to: JSON.stringify(want), ...(place && { place }) };
  });
}

function detachSteps(
  container: ContainerFact,
  network: string,
  detached: Map<string, StepId | undefined>,
  context: StopContext,
): StepId {
  const because = `the network ${network} is made anew`;
  if (!detached.has(container.id))
    detached.set(container.id, isUp(container) ? stopSteps(container, because, [], context) : undefined);
  return context.draft.add({
    id: `disconnect ${shortName(container.name, container)} from ${network}`,
    after: [detached.get(container.id)],
    operation: { kind: "disconnect-network", container: byId(container), network },
    resource: containerResource(container),
    because,
  });
}

const inUse = (project: Project, network: Network, holders: readonly string[]): Diagnostic => ({
  code: "network-in-use",
  severity: "error",
  message: `the network "${network.name}" must be made anew, but ${holders.join(", ")} of somebody else is on it`,
  ...about(project, "network", network),
  hint: `disconnect it first: docker network disconnect ${network.name} ${holders[0]}`,
});
