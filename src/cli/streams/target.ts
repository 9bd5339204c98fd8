/** Which container of a service `exec` and `attach` mean. */
import { closest } from "../../core/closest.ts";
import { WindlassError } from "../../core/errors.ts";
import { type ContainerFact, type Engine, isUp, labels, type Project } from "../../index.ts";
import { nameOf } from "../session.ts";

/**
 * The one that runs with the lowest number, or with that of `index`; where none of the service's own does, a one-off one.
 * @throws WindlassError `container-missing`
 */
export async function runningContainer(
  engine: Engine,
  project: Project | string,
  { service, index = 0 }: { readonly service: string; readonly index: number | undefined },
  signal: AbortSignal,
): Promise<ContainerFact> {
  const { containers } = await engine.snapshot({ project: nameOf(project), images: [] }, signal);
  const running = containers.filter(({ status, labels: own }) => isUp(status) && own[labels.hook] === undefined);
  const found = running
    .filter(({ labels: own }) => own[labels.service] === service)
    .filter((container) => index === 0 || numberOf(container) === index)
    .sort((one, other) => numberOf(one) - numberOf(other))[0];
  if (found !== undefined) return found;
  const known = [
    ...(typeof project === "string" ? [] : [...project.services.keys(), ...project.otherServices]),
    ...running.flatMap(({ labels: own }) => own[labels.service] ?? []),
  ];
  const meant = known.includes(service) ? undefined : closest(service, known);
  throw new WindlassError(
    "container-missing",
    `service ${JSON.stringify(service)} is not running${index > 0 ? ` container #${index}` : ""}`,
    { hint: meant === undefined ? `start it with \`windlass up -d ${service}\`` : `did you mean ${meant}?` },
  );
}

/** Of a one-off container: behind all others. */
const numberOf = ({ labels: own }: ContainerFact): number =>
  own[labels.oneOff] === "True" ? Number.POSITIVE_INFINITY : Number(own[labels.number] ?? 0);
