/**
 * The label `dev.windlass.made-from`: a hash of all that the file asked of a container when it was made. If what it asks now has
 * the same hash, only what can change of a standing container may differ, and nothing else is compared. The order of keys counts,
 * which spares sorting them: where it has changed, all is compared. It needs no salt: all that is hashed stands in the container's
 * own inspect.
 */
import { sha256 } from "../../core/sha256.ts";
import type { ContainerConfig } from "../../engine/container-config.ts";
import { containersIn } from "../../engine/container-refs.ts";
import { isToolLabel, labels } from "../../engine/labels.ts";
import type { ContainerFact } from "../../engine/port.ts";

/** `undefined` where the configuration names other containers: what it means changes with them. */
export function madeFromHash(wanted: ContainerConfig): string | undefined {
  if (containersIn(wanted).length > 0) return undefined;
  const own = Object.entries(wanted.labels).filter(([name]) => !isToolLabel(name));
  return sha256(JSON.stringify({ ...wanted, labels: own }));
}

/** Whether this, and nothing else, was asked for when the container was made. */
export function isMadeFrom(wanted: ContainerConfig, { labels: own }: Pick<ContainerFact, "labels">): boolean {
  const hash = own[labels.madeFrom];
  return hash !== undefined && hash === madeFromHash(wanted);
}
