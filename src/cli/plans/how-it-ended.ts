/** How the containers of an attached `up` are: which are up, a table of all, and one line about how they exited. */
import { type ContainerFact, type Engine, isReplica, isUp, labels, type Project } from "../../index.ts";
import { briefHeadings, briefRow } from "../render/ps.ts";
import { fitted, table } from "../render/table.ts";

/** The named services' containers that are up. */
export async function containersUp(
  { name }: Project,
  services: ReadonlySet<string>,
  engine: Engine,
  signal: AbortSignal,
): Promise<readonly ContainerFact[]> {
  const { containers } = await engine.snapshot({ project: name, images: [] }, signal);
  return ofServices(containers, services).filter(({ status }) => isUp(status));
}

const ofServices = <Container extends Pick<ContainerFact, "labels">>(
  containers: readonly Container[],
  services: ReadonlySet<string>,
): readonly Container[] =>
  containers.filter(({ labels: own }) => services.has(own[labels.service] ?? "") && isReplica(own));

/** How the containers of a project are, as a table that stands among their output. */
export async function statusTable(
  { name, services }: Project,
  engine: Engine,
  { columns, signal }: { readonly columns: number; readonly signal: AbortSignal },
): Promise<string> {
  const found = await engine.containerRows([`${labels.project}=${name}`], signal);
  const rows = ofServices(found, new Set<string>(services.keys()))
    .map(briefRow)
    .toSorted(([a = ""], [b = ""]) => (a < b ? -1 : 1));
  return table(briefHeadings, fitted(briefHeadings, rows, columns, { NAME: 20, PORTS: 12 }));
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
