/**
 * Networks of a container: joined and left while it stands; a mode of its own, another primary network, or a hardware
 * address, which the engine takes only at creation, needs another container.
 */
import { sameJson } from "../../core/canonical-json.ts";
import { canonicalMac } from "../../engine/canonical.ts";
import type { Endpoint, NetworkMode } from "../../engine/container-config.ts";
import type { ContainerFact, LiveEndpoint } from "../../engine/port.ts";
import type { Change } from "../plan/plan.ts";
import { builtInNetworks } from "../wanted/endpoints.ts";
import { change, madeFromThis, type Wanted } from "../wanted/wanted.ts";
import { lastingLinks, modeWords, sameNamespace } from "./sharing-changes.ts";

export interface NetworkDifferences {
  readonly connect: readonly Endpoint[];
  readonly disconnect: readonly string[];
  readonly changes: readonly Change[];
  readonly replace: readonly Change[];
}

/** The networks as they are now. */
export interface KnownNetworks {
  /** Of those that the file names: name → id. */
  readonly ids: ReadonlyMap<string, string>;
  /** Those that were made for the project, whether the file still names them or not: id → name. */
  readonly own: ReadonlyMap<string, string>;
}

export function networkChanges(wanted: Wanted, live: ContainerFact, networks: KnownNetworks): NetworkDifferences {
  const networkIds = networks.ids;
  const place = wanted.placeOf("networks") ?? wanted.placeOf("network_mode");
  const none = { connect: [], disconnect: [], changes: [], replace: [] };
  const to = wanted.config.networkMode;
  const from = live.config.networkMode;
  const byNetworks = wanted.config.networks.length > 0;
  if (!byNetworks || from.kind === "container" || (live.endpoints.length === 0 && isBuiltIn(from)))
    return sameNamespace(asEngineSays(to), asEngineSays(from))
      ? none
      : { ...none, replace: [change("network_mode", [modeWords(from), modeWords(to)], place)] };
  const have = new Map(asDeclared(live.endpoints, networkIds).map((endpoint) => [endpoint.network, endpoint]));
  const want = new Map(wanted.config.networks.map((endpoint) => [endpoint.network, endpoint]));
  const gone = [...have.values()].filter(
    ({ network, networkId }) => want.has(network) && networkId !== "" && networkIds.get(network) !== networkId,
  );
  if (gone.length > 0)
    return {
      ...none,
      replace: gone.map(({ network }) => ({ field: "networks", from: `${network} (removed since)`, to: network })),
    };
  const primary = from.kind === "named" ? from.name : "";
  if (have.has(primary) && !want.has(primary))
    return { ...none, replace: [change("networks", [[...have.keys()].sort(), [...want.keys()].sort()], place)] };
  const missing = [...want.values()].filter(({ network }) => !have.has(network));
  const different = [...want.values()].flatMap((endpoint): Different[] => {
    const now = have.get(endpoint.network);
    const fields = now === undefined ? [] : endpointChanges(wanted, endpoint, now, now.network === primary, live);
    return fields.length > 0 ? [{ endpoint, fields }] : [];
  });
  // One that somebody else connected it to is nobody's business here. Before its first start only names are known.
  const ownNames = new Set(networks.own.values());
  const isOwn = ({ network, networkId }: LiveEndpoint): boolean =>
    networkId === "" ? ownNames.has(network) : networks.own.has(networkId);
  const extra = [...have.values()]
    .filter((endpoint) => !want.has(endpoint.network) && (networkIds.has(endpoint.network) || isOwn(endpoint)))
    .map(({ network }) => network);
  const left = new Set(extra);
  const before = [...have.keys()].sort();
  const after = [...before.filter((network) => !left.has(network)), ...missing.map(({ network }) => network)].sort();
  const changes = [
    ...(missing.length + extra.length > 0 ? [change("networks", [before, after], place)] : []),
    ...different.flatMap(({ fields }) => fields),
  ];
  const connect = [...missing, ...different.map(({ endpoint }) => endpoint)];
  const atCreation =
    connect.some(({ macAddress }) => macAddress !== undefined) ||
    different.some(({ fields }) => fields.some(({ field }) => field.endsWith(".mac_address")));
  if (atCreation) return { ...none, replace: changes };
  return {
    connect,
    disconnect: [...extra, ...different.map(({ endpoint }) => endpoint.network)].sort(),
    changes,
    replace: [],
  };
}

interface Different {
  readonly endpoint: Endpoint;
  readonly fields: readonly Change[];
}

/** An external network may be declared by its id, and the engine tells its name. */
function asDeclared(live: readonly LiveEndpoint[], networkIds: ReadonlyMap<string, string>): LiveEndpoint[] {
  const names = new Map([...networkIds].map(([name, id]) => [id, name]));
  return live.map((endpoint) => ({ ...endpoint, network: names.get(endpoint.networkId) ?? endpoint.network }));
}

/** How an endpoint's fields are called in the file, and whether their order counts for nothing. */
const fields: { readonly [F in keyof Omit<Endpoint, "network" | "macAddress" | "links">]-?: string } = {
  aliases: "aliases",
  ipv4: "ipv4_address",
  ipv6: "ipv6_address",
  linkLocalIps: "link_local_ips",
  driverOptions: "driver_opts",
  interfaceName: "interface_name",
  gatewayPriority: "gw_priority",
};

/** Each of these is told by the engine as it was asked for, so that what the file no longer says is seen too. */
function endpointChanges(
  wanted: Wanted,
  want: Endpoint,
  have: LiveEndpoint,
  isPrimary: boolean,
  live: ContainerFact,
): Change[] {
  const field = (name: string): string => `networks.${want.network}.${name}`;
  const place = wanted.placeOf("networks");
  const different = Object.entries(fields).flatMap(([key, name]): Change[] => {
    const to = set(want[key as keyof typeof fields]);
    const from = set(have[key as keyof typeof fields]);
    return sameJson(to ?? null, from ?? null) ? [] : [change(field(name), [from, to], place)];
  });
  const to = want.macAddress && canonicalMac(want.macAddress);
  const from = have.macAddress && canonicalMac(have.macAddress);
  return [
    ...different,
    ...(sameMac(to, from, isPrimary, wanted, live) ? [] : [change(field("mac_address"), [from, to], place)]),
    ...linkChanges(wanted, want.links ?? [], have.links ?? []),
  ];
}

/**
 * What was asked for is told of the first network. Of a further one only the address in use is known, which the engine
 * may have chosen, and none while the container is down: then the file's hash tells whether it is another one.
 */
function sameMac(
  to: string | undefined,
  from: string | undefined,
  isPrimary: boolean,
  wanted: Wanted,
  live: ContainerFact,
): boolean {
  if (to === from) return true;
  if (isPrimary) return false;
  return to === undefined || (from === undefined && ("parts" in wanted.hash() || madeFromThis(wanted, live)));
}

/** A list as a set: the engine keeps what it got twice, and the order means nothing. */
const set = (value: Endpoint[keyof Endpoint]): unknown =>
  Array.isArray(value) ? (value.length > 0 ? [...new Set(value)].sort() : undefined) : value;

function linkChanges(wanted: Wanted, want: readonly string[], have: readonly string[]): Change[] {
  const [to, from] = [lastingLinks(want), lastingLinks(have)];
  return to === from ? [] : [change("links", [from, to], wanted.placeOf("links") ?? wanted.placeOf("external_links"))];
}

/** A mode that is no network of its own, or the engine's own bridge. */
const isBuiltIn = (mode: NetworkMode): boolean =>
  mode.kind === "named" && (builtInNetworks.has(mode.name) || mode.name === "default" || mode.name === "private");

const asEngineSays = (mode: NetworkMode): NetworkMode =>
  mode.kind === "named" && mode.name === "default" ? { kind: "named", name: "bridge" } : mode;
