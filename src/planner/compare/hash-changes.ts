/**
 * How a container differs where its engine tells too little of it (Podman): by docker compose's hash, which says that the
 * file is another one, not what in it, but for the image. Networks are compared, because they can change on an existing
 * container.
 */
import { imageName } from "../../core/image-name.ts";
import type { ContainerFact } from "../../engine/port.ts";
import type { Change } from "../plan/plan.ts";
import { fileChanges } from "../wanted/service-files.ts";
import { change, madeFromThis, type Wanted } from "../wanted/wanted.ts";
import type { Differences } from "./changes.ts";
import { type KnownNetworks, networkChanges } from "./network-changes.ts";

export function hashDifferences(wanted: Wanted, live: ContainerFact, networks: KnownNetworks): Differences {
  const nothing = { update: undefined, updates: [], connect: [], disconnect: [], networks: [] };
  if (!madeFromThis(wanted, live)) return { ...nothing, replace: serviceChanges(wanted, live) };
  const asked = new Map(wanted.config.networks.map((endpoint) => [endpoint.network, endpoint]));
  const { changes, replace, ...joins } = networkChanges(
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
    networks,
  );
  return { ...nothing, ...joins, networks: changes, replace: [...replace, ...fileChanges(wanted.files, live)] };
}

/** The image is told by the engine; whether it is all that changed, by the hash that the file had with it. */
function serviceChanges(wanted: Wanted, live: ContainerFact): Change[] {
  const [from, to] = [live.config.image, wanted.config.image];
  const service = change("the service", undefined, undefined);
  if (fullName(from) === fullName(to)) return [service];
  const image = change("image", [from, to], wanted.placeOf("image"));
  // The engine adds a tag where the file had none.
  const written = [from, from.replace(/:latest$/, "")];
  return written.some((name) => madeFromThis(wanted, live, name)) ? [image] : [image, service];
}

/** What the engine writes in full, or without its own `localhost`. */
function fullName(image: string): string {
  const { repository, digest, tag = digest ? "" : "latest" } = imageName(image.replace(/^localhost\//, ""));
  return [repository, tag, digest].join(" ");
}
