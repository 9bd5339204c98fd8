/**
 * A container's networks on the wire: `HostConfig.NetworkMode` and the endpoints. Newer engines take all endpoints at
 * creation; older ones take the first, and the plan connects the others.
 */

import { defined } from "../../core/defined.ts";
import { apiAtLeast, apiOfManyEndpoints } from "../../engine/api-version.ts";
import { interfaceOption } from "../../engine/canonical.ts";
import type { ContainerConfig, ContainerRef, Endpoint, NamespaceMode } from "../../engine/container-config.ts";
import type { LiveEndpoint } from "../../engine/port.ts";
import { type JsonRecord, number, orAbsent, record, text, textRecord, texts } from "./json.ts";

/** Only the executor knows what a step made; a reference that reaches the wire unresolved is a bug. */
export function encodeContainer(ref: ContainerRef): string {
  if (ref.by === "step") throw new Error(`the container of step "${ref.step}" has no id yet`);
  return ref.id;
}

/** @param names containers' names by id, where they are known */
export const decodeContainer = (id: string, names: ReadonlyMap<string, string>): ContainerRef => ({
  by: "id",
  id,
  name: names.get(id) ?? id,
});

export const encodeNamespace = (mode: NamespaceMode): string =>
  mode.kind === "named" ? mode.name : `container:${encodeContainer(mode.of)}`;

/** `undefined`: the engine has nothing there. */
export function decodeNamespace(value: unknown, names: ReadonlyMap<string, string>): NamespaceMode | undefined {
  const mode = text(value);
  const id = /^container:(.+)$/.exec(mode)?.[1];
  if (id !== undefined) return { kind: "container", of: decodeContainer(id, names) };
  return mode === "" ? undefined : { kind: "named", name: mode };
}

export function decodeNetworkMode(value: unknown, names: ReadonlyMap<string, string>): NamespaceMode {
  const mode = decodeNamespace(value, names) ?? { kind: "named", name: "default" };
  return mode.kind === "named" && mode.name === "default" ? { kind: "named", name: "bridge" } : mode;
}

export function encodeEndpoint(endpoint: Endpoint): JsonRecord {
  const { aliases, ipv4, ipv6, macAddress, linkLocalIps, interfaceName, gatewayPriority, links } = endpoint;
  const ipam = defined({ IPv4Address: ipv4, IPv6Address: ipv6, LinkLocalIPs: linkLocalIps });
  const options = { ...endpoint.driverOptions, ...defined({ [interfaceOption]: interfaceName }) };
  return {
    Aliases: aliases,
    ...(Object.keys(ipam).length > 0 && { IPAMConfig: ipam }),
    ...(Object.keys(options).length > 0 && { DriverOpts: options }),
    ...defined({ MacAddress: macAddress, GwPriority: gatewayPriority, Links: links }),
  };
}

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
  return Object.entries(record(record(inspected.NetworkSettings).Networks))
    .map(([network, value]) => liveEndpoint(network, record(value), inspected))
    .sort((a, b) => Number(b.network === primary) - Number(a.network === primary) || (a.network < b.network ? -1 : 1));
}

function liveEndpoint(network: string, raw: JsonRecord, inspected: JsonRecord): LiveEndpoint {
  const ipam = record(raw.IPAMConfig);
  const { [interfaceOption]: interfaceName, ...driverOptions } = textRecord(raw.DriverOpts);
  const isPrimary = [network, raw.NetworkID].includes(record(inspected.HostConfig).NetworkMode);
  return {
    network,
    networkId: text(raw.NetworkID),
    // Older engines add the container's short id to what was asked for.
    aliases: texts(raw.Aliases).filter((alias) => alias !== text(inspected.Id).slice(0, 12)),
    ...defined({
      ipv4: orAbsent(ipam.IPv4Address),
      ipv6: orAbsent(ipam.IPv6Address),
      // What was asked for is told of the first network only; others tell what they have.
      macAddress: orAbsent(isPrimary ? record(inspected.Config).MacAddress : raw.MacAddress),
      linkLocalIps: unlessEmpty(texts(ipam.LinkLocalIPs)),
      driverOptions: unlessEmpty(driverOptions),
      interfaceName: interfaceName || undefined,
      gatewayPriority: number(raw.GwPriority) || undefined,
      links: unlessEmpty(texts(raw.Links)),
    }),
  };
}

const unlessEmpty = <Value extends object>(value: Value): Value | undefined =>
  Object.keys(value).length > 0 ? value : undefined;

/** The endpoints as a configuration has them: none with a network mode of its own. */
export function decodeNetworks(inspected: JsonRecord): ContainerConfig["networks"] {
  if (hasOwnMode(inspected)) return [];
  return liveEndpoints(inspected).map(({ networkId: _, ...endpoint }) => endpoint);
}

const hasOwnMode = (inspected: JsonRecord): boolean =>
  /^(none|host|bridge|default|disabled|container:.*)?$/.test(text(record(inspected.HostConfig).NetworkMode));

/** The hardware address of a container with a network mode of its own. */
export const ownMacAddress = (inspected: JsonRecord): string | undefined =>
  hasOwnMode(inspected) ? orAbsent(record(inspected.Config).MacAddress) : undefined;
