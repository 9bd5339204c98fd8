/**
 * The label `dev.windlass.made-from`: a hash of all that the file asked of a container when it was made. If what it asks now has
 * the same hash, only what happens to a container can have changed it. It decides that nothing is to be done, never what is:
 * the order of keys counts, which spares sorting them.
 */
import { sha256 } from "../../core/sha256.ts";
import type { ContainerConfig } from "../../engine/container-config.ts";
import { containersIn } from "../../engine/container-refs.ts";
import { isToolLabel } from "../../engine/labels.ts";

/** `undefined` where the configuration names other containers: what it means changes with them. */
export function madeFromHash(wanted: ContainerConfig): string | undefined {
  if (containersIn(wanted).length > 0) return undefined;
  const own = Object.entries(wanted.labels).filter(([name]) => !isToolLabel(name));
  return sha256(JSON.stringify({ ...wanted, labels: own }));
}
