/**
 * Networks of a container: joined and left while it stands; a mode of its own, or another primary network, needs
 * another container.
 */
import { sameJson } from "../core/canonical-json.ts";
import type { Endpoint, NetworkMode } from "../engine/container-config.ts";
import type { ContainerFact } from "../engine/port.ts";
import type { Change } from "./plan.ts";
import { change, type Wanted } from "./wanted.ts";

export interface NetworkDifferences {
  readonly connect: readonly Endpoint[];
  readonly disconnect: readonly string[];
  readonly changes: readonly Change[];
  readonly replace: readonly Change[];
}

/** @param networkIds the project's networks as they are now: name → id */
export function networkChanges(
  wanted: Wanted,
  live: ContainerFact,
  networkIds: ReadonlyMap<string, string>,
): NetworkDifferences {
  const place = wanted.placeOf("networks") ?? wanted.placeOf("network_mode");
  const none = { connect: [], disconnect: [], changes: [], replace: [] };
  const to = wanted.config.networkMode;
  const from = live.config.networkMode;
  const byNetworks = wanted.config.networks.length > 0;
  if (!byNetworks || from.kind === "container" || live.endpoints.length === 0)
    return sameMode(to, from)
      ? none
      : { ...none, replace: [change("network_mode", [modeWords(from), modeWords(to)], place)] };
  const have = new Map(live.endpoints.map((endpoint) => [endpoint.network, endpoint]));
  const want = new Map(wanted.config.networks.map((endpoint) => [endpoint.network, endpoint]));
  const gone = [...have.values()].filter(
    ({ network, networkId }) => want.has(network) && networkId !== "" && networkIds.get(network) !== networkId,
  );
  if (gone.length > 0)
    return {
      ...none,
      replace: gone.map(({ network }) => ({ field: "networks", from: `${network}, removed since`, to: network })),
    };
  const primary = from.kind === "named" ? from.name : "";
  if (have.has(primary) && !want.has(primary))
    return { ...none, replace: [change("networks", [primary, wanted.config.networks[0]?.network], place)] };
  const missing = [...want.values()].filter(({ network }) => !have.has(network));
  const different = [...want.values()].filter(({ network }) => {
    const now = have.get(network);
    return now !== undefined && !sameEndpoint(endpointFor(network, wanted), now);
  });
  const extra = [...have.keys()].filter((network) => !want.has(network) && networkIds.has(network));
  return {
    connect: [...missing, ...different],
    disconnect: [...extra, ...different.map(({ network }) => network)].sort(),
    changes: [
      ...missing.map(({ network }) => change("networks", [undefined, network], place)),
      ...different.map(({ network }) => change(`networks.${network}`, undefined, place)),
      ...extra.map((network) => change("networks", [network, undefined], place)),
    ],
    replace: [],
  };
}

const endpointFor = (network: string, wanted: Wanted): Endpoint | undefined =>
  wanted.config.networks.find((endpoint) => endpoint.network === network);

/** Only what the file sets counts: the engine gives every endpoint an address. */
function sameEndpoint(want: Endpoint | undefined, have: Endpoint): boolean {
  if (want === undefined) return false;
  return (
    sameJson([...want.aliases].sort(), [...have.aliases].sort()) &&
    (want.ipv4 === undefined || want.ipv4 === have.ipv4) &&
    (want.ipv6 === undefined || want.ipv6 === have.ipv6) &&
    (want.macAddress === undefined || want.macAddress === have.macAddress)
  );
}

const modeWords = (mode: NetworkMode): string => (mode.kind === "named" ? mode.name : `container:${mode.of.name}`);

function sameMode(to: NetworkMode, from: NetworkMode): boolean {
  if (to.kind === "named") return from.kind === "named" && from.name === to.name;
  return from.kind === "container" && from.of.by === "id" && to.of.by === "id" && from.of.id === to.of.id;
}
