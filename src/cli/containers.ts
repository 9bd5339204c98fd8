/** A project's containers, and which of them a command means. */
import { closest } from "../core/closest.ts";
import { WindlassError } from "../core/errors.ts";
import { type Engine, isReplica, isUp, type ListedContainer, labels, type Project, serviceOf } from "../index.ts";
import { count, type Flag } from "./args/flags.ts";

type Labelled = Pick<ListedContainer, "labels">;

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
export const isCounted = ({ labels: own }: Labelled): boolean => own[labels.configHash] !== undefined;

export const indexFlag: Flag<number | undefined> = {
  ...count("--index <number>", "number of the container, if the service has several (default: the lowest)"),
  completes: "indexes",
};

export interface Meant {
  readonly service: string;
  /** Absent or 0: the lowest first. */
  readonly index: number | undefined;
  /** Those alone that are up. */
  readonly running: boolean;
  /** Without containers of `run`; else they come after all others. */
  readonly ownOnly?: boolean;
  /** Services that may have been meant. */
  readonly known?: readonly string[];
}

/**
 * The containers of a service that a command means, the lowest number first; at least one.
 * @throws WindlassError `not-running`, `container-missing`
 */
export function meantContainers<Found extends Pick<ListedContainer, "labels" | "state">>(
  containers: readonly Found[],
  { service, index = 0, running, ownOnly = false, known = [] }: Meant,
): readonly [Found, ...Found[]] {
  const all = containers
    .filter((one) => serviceOf(one) === service && isCounted(one))
    .filter((one) => (!running || isUp(one)) && !(ownOnly && !isReplica(one.labels)))
    .toSorted((one, other) => place(one) - place(other));
  const [first, ...others] = all.filter((one) => index === 0 || (isReplica(one.labels) && numberOf(one) === index));
  if (first !== undefined) return [first, ...others];
  const which = index === 0 ? "" : ` container #${index}`;
  const unknown = known.length === 0 || known.includes(service) ? undefined : unknownHint(service, known);
  if (running)
    throw new WindlassError("not-running", `service ${JSON.stringify(service)} is not running${which}`, {
      hint: unknown ?? (all.length > 0 ? `it runs ${numbers(all)}` : `start it with \`windlass up -d ${service}\``),
    });
  if (all.length > 0)
    throw new WindlassError("container-missing", `service ${JSON.stringify(service)} has no container #${index}`, {
      hint: `it has ${numbers(all)}`,
    });
  throw new WindlassError("container-missing", `no container found for service ${JSON.stringify(service)}`, {
    hint: unknown ?? `create it first: windlass create ${service}`,
  });
}

function unknownHint(service: string, known: readonly string[]): string {
  const near = closest(service, known);
  return near === undefined ? `the project has the services ${known.toSorted().join(", ")}` : `did you mean ${near}?`;
}

/** The services of the file; none where there is no file. */
export const knownServices = (project: Project | string): readonly string[] =>
  typeof project === "string" ? [] : [...project.services.keys(), ...project.otherServices];

const numberOf = ({ labels: own }: Labelled): number => Number(own[labels.number] ?? 0);

/** Containers of `run` have no place among the others. */
const place = (container: Labelled): number =>
  isReplica(container.labels) ? numberOf(container) : Number.MAX_SAFE_INTEGER;

/** `#1, #2` */
const numbers = (containers: readonly Labelled[]): string =>
  containers
    .filter(({ labels: own }) => isReplica(own))
    .map((container) => `#${numberOf(container)}`)
    .join(", ") || "one-off containers only";
