/** Which containers of a service are meant, by `--index`, the lowest number, or all. */
import { WindlassError } from "../../core/errors.ts";
import { type ContainerFact, type Engine, isReplica, labels } from "../../index.ts";
import type { Call } from "../args/command.ts";
import { count, type Flag } from "../args/flags.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { checkServices, nameOf, projectOrName } from "../session.ts";

export const indexFlag: Flag<number | undefined> = count(
  "--index <n>",
  "number of the container, if the service has several (default: the lowest)",
);

export interface Wanted {
  readonly service: string;
  /** Absent or 0: all. */
  readonly index: number | undefined;
  /** Whether those of `run` count. Absent: they do, after all others. */
  readonly oneOffs?: boolean;
}

/**
 * The containers of a service, the lowest number first, then one-off ones; at least one.
 * @throws WindlassError `undefined-service`, `container-missing`
 */
export async function containersOf(
  { service, index = 0, oneOffs = true }: Wanted,
  call: Call<unknown>,
  context: ProcessContext,
): Promise<(engine: Engine) => Promise<readonly [ContainerFact, ...ContainerFact[]]>> {
  const project = await projectOrName({ ...call, services: [] }, context);
  checkServices(project, [service]);
  return async (engine) => {
    const { containers } = await engine.snapshot({ project: nameOf(project), images: [] }, context.interrupts.first);
    const own = containers
      .filter(({ labels: all }) => all[labels.service] === service && all[labels.hook] === undefined)
      .filter(({ labels: all }) => oneOffs || isReplica(all))
      .toSorted((a, b) => place(a) - place(b));
    const [first, ...others] =
      index === 0 ? own : own.filter((one) => isReplica(one.labels) && numberOf(one) === index);
    if (first !== undefined) return [first, ...others];
    if (own.length > 0)
      throw new WindlassError("container-missing", `service "${service}" is not running container #${index}`, {
        hint: `it has ${
          own
            .filter(({ labels: all }) => isReplica(all))
            .map((one) => `#${numberOf(one)}`)
            .join(", ") || "one-off containers only"
        }`,
      });
    throw new WindlassError("container-missing", `no container found for service "${service}"`, {
      hint: `create it first: windlass create ${service}`,
    });
  };
}

const numberOf = ({ labels: own }: ContainerFact): number => Number(own[labels.number] ?? 0);

/** One-off containers have no number, and come last. */
const place = (container: ContainerFact): number =>
  isReplica(container.labels) ? numberOf(container) : Number.MAX_SAFE_INTEGER;
