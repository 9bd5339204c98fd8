/**
 * A container's networks on the wire: `HostConfig.NetworkMode` and the endpoints. Newer engines take all endpoints at
 * creation; older ones take the first, and the plan connects the others.
 */
import type { ContainerConfig, Endpoint, NetworkMode } from "../engine/container-config.ts";
import type { LiveEndpoint } from "../engine/port.ts";
import { apiAtLeast, apiOfManyEndpoints } from "./api-version.ts";
import { defined, type JsonRecord, orAbsent, record, text, texts } from "./json.ts";

export function encodeNetworkMode(mode: NetworkMode): string {
  if (mode.kind === "named") return mode.name;
  // Only the executor knows what a step made; a reference that reaches the wire unresolved is a bug.
  if (mode.of.by === "step") throw new Error(`the container of step "${mode.of.step}" has no id yet`);
  return `container:${mode.of.id}`;
}

/** @param names containers' names by id, where they are known */
export function decodeNetworkMode(value: unknown, names: ReadonlyMap<string, string>): NetworkMode {
  const mode = text(value);
  const id = /^container:(.+)$/.exec(mode)?.[1];
  if (id !== undefined) return { kind: "container", of: { by: "id", id, name: names.get(id) ?? id } };
  return { kind: "named", name: mode === "" || mode === "default" ? "bridge" : mode };
}

export const encodeEndpoint = (endpoint: Endpoint): JsonRecord => {
  const { aliases, ipv4, ipv6, macAddress } = endpoint;
  const ipam = defined({ IPv4Address: ipv4, IPv6Address: ipv6 });
  return {
    Aliases: aliases,
    ...(Object.keys(ipam).length > 0 && { IPAMConfig: ipam }),
    ...defined({ MacAddress: macAddress }),
  };
};

/** The parts of the create body that speak of networks. */
export function encodeNetworks(networks: readonly Endpoint[], api: string): JsonRecord {
  const first = networks[0];
  if (first === undefined) return {};
  const many = apiAtLeast(api, apiOfManyEndpoints);
  const given = many ? networks : [first];
  return {
    ...(!many && first.macAddress !== undefined && { MacAddress: first.macAddress }),
    NetworkingConfig: {
      EndpointsConfig: Object.fromEntries(given.map((endpoint) => [endpoint.network, encodeEndpoint(endpoint)])),
    },
  };
}

/** Every network that the container is on, that of its network mode first, the others by name. */
export function liveEndpoints(inspected: JsonRecord): readonly LiveEndpoint[] {
  const primary = text(record(inspected.HostConfig).NetworkMode);
  const shortId = text(inspected.Id).slice(0, 12);
  return Object.entries(record(record(inspected.NetworkSettings).Networks))
    .map(([network, value]) => liveEndpoint(network, record(value), shortId))
    .sort((a, b) => Number(b.network === primary) - Number(a.network === primary) || (a.network < b.network ? -1 : 1));
}

function liveEndpoint(network: string, raw: JsonRecord, shortId: string): LiveEndpoint {
  const ipam = record(raw.IPAMConfig);
  return {
    network,
    networkId: text(raw.NetworkID),
    // Older engines add the container's short id to what was asked for.
    aliases: texts(raw.Aliases).filter((alias) => alias !== shortId),
    ...defined({
      ipv4: orAbsent(ipam.IPv4Address),
      ipv6: orAbsent(ipam.IPv6Address),
      macAddress: orAbsent(raw.MacAddress),
    }),
  };
}

/** The endpoints as a configuration has them: none with a network mode of its own. */
export function decodeNetworks(inspected: JsonRecord): ContainerConfig["networks"] {
  const mode = text(record(inspected.HostConfig).NetworkMode);
  if (/^(none|host|bridge|default|container:.*)?$/.test(mode)) return [];
  return liveEndpoints(inspected).map(({ networkId: _, ...endpoint }) => endpoint);
}
