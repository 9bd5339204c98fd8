/**
 * The project's networks: created where they are missing, recreated where the file changed them (a network can't be
 * changed), left alone where they are external or somebody else's.
 */
import { sameJson } from "../../core/canonical-json.ts";
import type { Diagnostic } from "../../core/diagnostics.ts";
import type { Reason } from "../../core/reason.ts";
import { isToolLabel, labels } from "../../engine/labels.ts";
import type { NetworkFact, NetworkSpec, Snapshot } from "../../engine/port.ts";
import type { Network, Project } from "../../spec/project.ts";
import { about, notFound, notOurs } from "../checks/foreign.ts";
import { newNetworkErrors } from "../checks/subnet-errors.ts";
import type { Draft } from "../plan/draft.ts";
import { keys, need } from "../plan/needs.ts";
import type { Change } from "../plan/plan.ts";
import { projectLabels } from "../plan/resource-labels.ts";
import { networkHash } from "../wanted/config-hash.ts";
import { builtInNetworks } from "../wanted/endpoints.ts";
import { list, subnetText } from "../wanted/value-text.ts";
import { change } from "../wanted/wanted.ts";
import { findNetwork } from "./duplicate-networks.ts";

export interface Networks {
  /** Engine's name → id as it is now. */
  readonly ids: ReadonlyMap<string, string>;
  /** Engine's name → the network as it is now. */
  readonly live: ReadonlyMap<string, NetworkFact>;
  /** All that were made for the project: id → name. */
  readonly own: ReadonlyMap<string, string>;
  /** Those that are recreated: id → name. */
  readonly recreated: ReadonlyMap<string, string>;
  readonly errors: readonly Diagnostic[];
}

export function planNetworks(project: Project, snapshot: Snapshot, draft: Draft): Networks {
  const known = new Map<string, NetworkFact>();
  const planned: Network[] = [];
  const recreated = new Map<string, string>();
  const errors: Diagnostic[] = [];
  const ownContainers = new Set(snapshot.containers.map(({ id }) => id));
  for (const network of [...project.networks.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
    const { live, ...found } = findNetwork(project, network, snapshot.networks, draft);
    errors.push(...found.errors);
    if (live) known.set(network.name, live);
    const resource = { kind: "network", name: network.name } as const;
    if (network.external) {
      if (!live && !builtInNetworks.has(network.name)) errors.push(notFound(project, "network", network));
      continue;
    }
    if (!live) {
      const reason = { code: "absent" } as const;
      draft.say({ resource, action: "create", reason });
      createStep(project, network, reason, draft);
      planned.push(network);
      continue;
    }
    if (live.labels[labels.project] !== project.name) {
      draft.warn(notOurs(project, "network", network));
      continue;
    }
    const changes = networkChanges(project, network, live);
    if (changes.length === 0) {
      draft.say(
        found.hasDuplicates
          ? { resource, action: "change", reason: { code: "duplicate-network" } }
          : { resource, action: "keep", reason: { code: "up-to-date" } },
      );
      continue;
    }
    const foreign = live.containers.filter(({ id }) => !ownContainers.has(id));
    if (foreign.length > 0) {
      const names = foreign.map(({ name }) => name);
      errors.push(inUse(project, network, names));
      continue;
    }
    const reason = { code: "changed", fields: changes.map(({ field }) => field) } as const;
    draft.say({ resource, action: "replace", reason, changes });
    recreated.set(live.id, network.name);
    draft.add({
      id: `remove network ${network.name}`,
      gives: [keys.subnets(project.name)],
      operation: { kind: "remove-network", id: live.id, name: network.name },
      resource,
      reason,
      changes,
    });
    planned.push(network);
    createStep(project, network, reason, draft);
  }
  errors.push(...newNetworkErrors(project, snapshot, planned, new Set(recreated.keys())));
  const ids = new Map([...known].map(([name, { id }]) => [name, id]));
  const own = new Map(
    snapshot.networks
      .filter((network) => network.labels[labels.project] === project.name)
      .map(({ id, name }) => [id, name] as const),
  );
  return { ids, live: known, own, recreated, errors };
}

function createStep(project: Project, network: Network, reason: Reason, draft: Draft): void {
  draft.add({
    id: `create network ${network.name}`,
    // A subnet may be one that a network had which is removed.
    needs: network.subnets.length > 0 ? [need(keys.subnets(project.name))] : [],
    operation: { kind: "create-network", network: networkSpec(project, network) },
    resource: { kind: "network", name: network.name },
    reason,
  });
}

function networkSpec(project: Project, network: Network): NetworkSpec {
  const { key, external: _, printed: __, ...spec } = network;
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
    ["ipam.config", live.subnets, network.subnets.length > 0 ? network.subnets : live.subnets],
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
  return changed.flatMap(([field, have, want]) => {
    const place = project.placeOf(["networks", network.key, ...field.split(".")]);
    if (field === "ipam.config")
      return [change(field, [subnetsText(live.subnets), subnetsText(network.subnets)], place)];
    return isRecord(have) && isRecord(want)
      ? namesIn(have, want).map((name) => change(`${field}.${name}`, [have[name], want[name]], place))
      : [change(field, [have, want], place)];
  });
}

type Texts = Readonly<Record<string, string>>;

const isRecord = (value: unknown): value is Texts => typeof value === "object" && !Array.isArray(value);

const namesIn = (have: Texts, want: Texts): readonly string[] =>
  [...new Set([...Object.keys(have), ...Object.keys(want)])].sort().filter((name) => have[name] !== want[name]);

const subnetsText = (subnets: Network["subnets"]): string => list(subnets, subnetText);

const inUse = (project: Project, network: Network, holders: readonly string[]): Diagnostic => ({
  code: "network-in-use",
  severity: "error",
  message: `the network "${network.name}" must be recreated, but ${holders.join(", ")}, from outside of the project, is connected to it`,
  ...about(project, "network", network),
  hint: `disconnect it first: docker network disconnect ${network.name} ${holders[0]}`,
});
