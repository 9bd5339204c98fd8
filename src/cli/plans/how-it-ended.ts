/** What attached `up` leaves behind: which containers are still up, and one line about how the others exited. */
import { type ContainerFact, type Engine, isReplica, isUp, labels, type Project } from "../../index.ts";

/** The named services' containers that are up. */
export async function containersUp(
  { name }: Project,
  services: ReadonlySet<string>,
  engine: Engine,
  signal: AbortSignal,
): Promise<readonly ContainerFact[]> {
  const { containers } = await engine.snapshot({ project: name, images: [] }, signal);
  return containers.filter(
    ({ labels: own, status }) => services.has(own[labels.service] ?? "") && isReplica(own) && isUp(status),
  );
}

/**
 * `All containers exited: web-1 with code 3, the others with code 0.`
 * @param exitCodes by container; at least one
 * @param running names of those that are still up: nobody waits for what is not attached
 */
export function summaryText(exitCodes: ReadonlyMap<string, number>, running: readonly string[]): string {
  const exits = [...exitCodes].sort(([a], [b]) => (a < b ? -1 : 1));
  const failed = exits.filter(([, code]) => code !== 0).map(([name, code]) => `${name} with code ${code}`);
  const others = failed.length < exits.length ? ", the others with code 0" : "";
  const how = failed.length === 0 ? " exited with code 0." : ` exited: ${failed.join(", ")}${others}.`;
  return running.length === 0
    ? `All containers${how}`
    : `All attached containers${how} Still running: ${running.join(", ")}.`;
}
