/** A project's containers for commands that only look at them. */
import { WindlassError } from "../core/errors.ts";
import { type Engine, isReplica, isUp, type ListedContainer, labels } from "../index.ts";

export const serviceOf = (container: Pick<ListedContainer, "labels">): string => container.labels[labels.service] ?? "";

const numberOf = (container: ListedContainer): number => Number(container.labels[labels.number] ?? 0);

/** Those of these services, or of all where none is named, by name. One-offs are among them. */
export async function containersOf(
  engine: Engine,
  project: string,
  services: readonly string[],
  signal: AbortSignal,
): Promise<readonly ListedContainer[]> {
  const found = await engine.listContainers([`${labels.project}=${project}`], signal);
  return found
    .filter((container) => services.length === 0 || services.includes(serviceOf(container)))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** As docker compose counts them: what hooks run in has no hash. */
export const isCounted = ({ labels: own }: Pick<ListedContainer, "labels">): boolean =>
  own[labels.configHash] !== undefined;

/**
 * The running container of a service that is meant: with that number, or else the one with the lowest, one-offs last.
 * @throws WindlassError `not-running`
 */
export async function containerOf(
  engine: Engine,
  { project, service, index = 0 }: { readonly project: string; readonly service: string; readonly index?: number },
  signal: AbortSignal,
): Promise<ListedContainer> {
  const found = (await containersOf(engine, project, [service], signal)).filter(isUp).filter(isCounted);
  const isOwn = (container: ListedContainer): boolean => isReplica(container.labels);
  const [first] = found
    .filter((container) => index === 0 || numberOf(container) === index)
    .toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a)) || numberOf(a) - numberOf(b));
  if (first !== undefined) return first;
  const which = index === 0 ? "" : ` container #${index}`;
  throw new WindlassError("not-running", `service "${service}" is not running${which}`, {
    hint: found.length === 0 ? "windlass ps --all lists the containers" : `it runs ${numbers(found)}`,
  });
}

/** `#1, #2` */
const numbers = (containers: readonly ListedContainer[]): string =>
  containers
    .filter(({ labels: own }) => isReplica(own))
    .map((container) => `#${numberOf(container)}`)
    .join(", ");
