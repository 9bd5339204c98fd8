/**
 * How a container differs where its engine tells too little of it (Podman): by docker compose's hash, which says that the
 * file is another one, not what in it. Networks are looked at, because they can change on a standing container.
 */
import type { ContainerFact } from "../../engine/port.ts";
import { fileChanges } from "../wanted/service-files.ts";
import { change, madeFromThis, type Wanted } from "../wanted/wanted.ts";
import type { Differences } from "./changes.ts";
import { networkChanges } from "./network-changes.ts";

/** @param networkIds the project's networks as they are now: name → id */
export function hashDifferences(
  wanted: Wanted,
  live: ContainerFact,
  networkIds: ReadonlyMap<string, string>,
): Differences {
  const nothing = { update: undefined, updates: [], connect: [], disconnect: [], networks: [] };
  if (!madeFromThis(wanted, live)) return { ...nothing, replace: [change("the service", undefined, undefined)] };
  const asked = new Map(wanted.config.networks.map((endpoint) => [endpoint.network, endpoint]));
  const { changes, replace, ...networks } = networkChanges(
    wanted,
    {
      ...live,
      // Made from this very file: its mode and its endpoints are as asked for, where they are there.
      config: { ...live.config, networkMode: wanted.config.networkMode },
      endpoints: live.endpoints.map((endpoint) => ({
        ...(asked.get(endpoint.network) ?? endpoint),
        networkId: endpoint.networkId,
      })),
    },
    networkIds,
  );
  return { ...nothing, ...networks, networks: changes, replace: [...replace, ...fileChanges(wanted.files, live)] };
}
