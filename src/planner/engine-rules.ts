/**
 * What the operations of Docker's engine need of each other, one row a kind:
 * a name, a port and an address have one holder at a time · a network and a volume are used once they are made, and removed
 * once nobody has them · who lends its namespaces or volumes goes after who has them.
 */
import { WindlassError } from "../core/errors.ts";
import type { ServiceName } from "../core/ids.ts";
import type { ContainerConfig, ContainerRef, Endpoint } from "../engine/container-config.ts";
import { containersIn } from "../engine/container-refs.ts";
import type { ContainerFact, Snapshot } from "../engine/port.ts";
import type { Project } from "../spec/project.ts";
import { byId, containerResource, labelOf } from "./containers/subject.ts";
import type { Rules } from "./link.ts";
import { isWayBack } from "./plan/condition.ts";
import type { DraftStep } from "./plan/draft.ts";
import {
  fixedPorts,
  type HostPort,
  however,
  ifPossible,
  type Key,
  keys,
  type Need,
  need,
  portHeld,
  portNeeded,
} from "./plan/needs.ts";
import { type Operation, resultsUsed } from "./plan/operation.ts";
import type { Join } from "./plan/plan.ts";

/** What an operation needs and gives; what it uses is found in all kinds alike. */
interface Row {
  readonly needs?: readonly (Key | Need)[];
  readonly gives?: readonly Key[];
}

type Table = {
  readonly [Kind in Operation["kind"]]?: (
    operation: Extract<Operation, { kind: Kind }>,
    has: (container: ContainerRef) => Holding,
    /** It runs only where another step failed: nobody counts on what it frees. */
    isWayBack: boolean,
  ) => Row;
};

const table: Table = {
  "create-network": ({ network: { name } }) => ({ needs: [keys.networkName(name)], gives: [keys.network(name)] }),
  "remove-network": ({ id, name }) => ({ needs: [keys.leftNetwork(id)], gives: [keys.networkName(name)] }),
  "connect-network": ({ endpoint }, _, isWayBack) => {
    const addresses = addressesOf(endpoint);
    return {
      needs: [...onNetwork(endpoint.network), ...addresses, ...addresses.map(isWayBack ? handedOver : givenUp)],
      gives: isWayBack ? [] : addresses.map(keys.handedOver),
    };
  },
  "disconnect-network": ({ container, network }, has) => ({
    needs: [keys.unambiguous(network)],
    gives: has(container)
      .endpoints.filter((endpoint) => endpoint.network === network)
      .flatMap((endpoint) => [keys.leftNetwork(endpoint.networkId), ...addressesOf(endpoint)]),
  }),
  "create-volume": ({ volume: { name } }) => ({ needs: [keys.volumeName(name)], gives: [keys.volume(name)] }),
  "remove-volume": ({ name }) => ({ needs: [keys.leftVolume(name)], gives: [keys.volumeName(name)] }),
  "create-container": ({ name, config }) => ({
    needs: [
      keys.name(name),
      ...config.networks.flatMap(({ network }) => onNetwork(network)),
      ...volumesOf(config).map(keys.volume),
    ],
  }),
  "run-pre-start": ({ name, config, connect }) => ({
    needs: [keys.name(name), ...[...config.networks, ...connect].flatMap(({ network }) => onNetwork(network))],
  }),
  "start-container": ({ container }, has, isWayBack) => {
    const { ports, endpoints, left, owners } = has(container);
    const places = endpoints.filter(({ network }) => !left.has(network));
    const exclusive = [...ports.flatMap(portNeeded), ...places.flatMap(addressesOf)];
    return {
      needs: [
        ...exclusive,
        // Its holder may take it back as long as what replaces the holder may fail.
        ...exclusive.map(isWayBack ? handedOver : givenUp),
        ...endpoints.map(({ network }) => keys.unambiguous(network)),
        ...owners.map((id) => {
          const key = keys.settled(nameOf(id, has));
          return isWayBack ? { ...ifPossible("late-way-back", key), however: true as const } : however(key);
        }),
      ],
      gives: [...settles(container, has), ...(isWayBack ? [] : held(has(container)).map(keys.handedOver))],
    };
  },
  "stop-container": ({ container }, has, isWayBack) => {
    const things = held(has(container));
    return { gives: [...(isWayBack ? things.map(keys.handedOver) : things), ...settles(container, has)] };
  },
  "remove-container": ({ container }, has) => {
    const { name, endpoints, left, volumes, owners } = has(container);
    return {
      // Podman insists on it, Docker does not.
      needs: container.by === "id" ? [ifPossible("removal", keys.sharersGone(container.id))] : [],
      gives: [
        keys.name(name),
        ...endpoints.filter(({ network }) => !left.has(network)).map(({ networkId }) => keys.leftNetwork(networkId)),
        ...volumes.map(keys.leftVolume),
        ...owners.map(keys.sharersGone),
        ...held(has(container)).map(keys.givenUp),
      ],
    };
  },
  "rename-container": ({ container, name }, has) => ({
    needs: [keys.name(name)],
    // A name that the plan itself gives for a while is nobody else's.
    gives: container.by === "step" || has(container).name === name ? [] : [keys.name(has(container).name)],
  }),
};

const held = ({ ports, endpoints }: Holding): Key[] => [...ports.flatMap(portHeld), ...endpoints.flatMap(addressesOf)];

const givenUp = (key: Key): Need => ifPossible("way-back", keys.givenUp(key));
const handedOver = (key: Key): Need => ({ ...ifPossible("late-way-back", keys.handedOver(key)), however: true });

const settles = (container: ContainerRef, has: (container: ContainerRef) => Holding): Key[] =>
  container.by === "id" ? [keys.settled(nameOf(container.id, has))] : [];

const nameOf = (id: string, has: (container: ContainerRef) => Holding): string =>
  has({ by: "id", id, name: "" }).name || id;

const onNetwork = (name: string): Key[] => [keys.network(name), keys.unambiguous(name)];

const addressesOf = ({ network, ipv4, ipv6 }: Endpoint): Key[] =>
  [ipv4, ipv6].flatMap((address) => (address ? [keys.address(`${network} ${address}`)] : []));

const volumesOf = ({ mounts }: ContainerConfig): string[] =>
  mounts.flatMap((mount) => (mount.type === "volume" && mount.source !== undefined ? [mount.source] : []));

/** What one container has that others may be waiting for. */
interface Holding {
  readonly name: string;
  readonly ports: readonly HostPort[];
  readonly endpoints: readonly (Endpoint & { readonly networkId: string })[];
  /** Networks that it leaves by a step of its own. */
  readonly left: ReadonlySet<string>;
  readonly volumes: readonly string[];
  /** Ids of containers whose namespaces or volumes it has. */
  readonly owners: readonly string[];
}

const nothing: Holding = { name: "", ports: [], endpoints: [], left: new Set(), volumes: [], owners: [] };

const ofConfig = (config: ContainerConfig): Omit<Holding, "name" | "endpoints" | "left"> => ({
  ports: fixedPorts(config),
  volumes: volumesOf(config),
  owners: containersIn(config).flatMap((ref) => (ref.by === "id" ? [ref.id] : [])),
});

const ofLive = ({ name, config, endpoints, mounts }: ContainerFact, left: ReadonlySet<string>): Holding => ({
  ...ofConfig(config),
  name,
  endpoints,
  left,
  volumes: mounts.flatMap(({ type, source }) => (type === "volume" ? [source] : [])),
});

const ofMade = (name: string, config: ContainerConfig): Holding => ({
  ...ofConfig(config),
  name,
  endpoints: config.networks.map((endpoint) => ({ ...endpoint, networkId: "" })),
  left: new Set(),
});

/** The rules for one plan: with what the containers of the engine, and those that the plan makes, have. */
export function engineRules(
  project: Project | undefined,
  { containers }: Snapshot,
  steps: readonly DraftStep[],
): Rules<Operation> {
  const live = new Map(containers.map((container) => [container.id, container]));
  const made = new Map(
    steps.flatMap(({ id, operation }) =>
      operation.kind === "create-container" ? [[id as string, ofMade(operation.name, operation.config)] as const] : [],
    ),
  );
  const left = new Map<string, Set<string>>();
  for (const { operation } of steps)
    if (operation.kind === "disconnect-network" && operation.container.by === "id")
      left.set(operation.container.id, (left.get(operation.container.id) ?? new Set()).add(operation.network));
  const holdings = new Map<string, Holding>();
  const has = (ref: ContainerRef): Holding => {
    if (ref.by === "step") return made.get(ref.step) ?? nothing;
    const known = holdings.get(ref.id);
    if (known) return known;
    const container = live.get(ref.id);
    const holding = container ? ofLive(container, left.get(ref.id) ?? new Set()) : nothing;
    holdings.set(ref.id, holding);
    return holding;
  };
  return {
    of: (step) => {
      const { needs = [], gives = [] } = rowOf(step.operation, has, isWayBack(step.onlyIf));
      return {
        needs: needs.map((one) => (typeof one === "string" ? need(one) : one)),
        gives,
        uses: resultsUsed(step.operation),
      };
    },
    giveUpEarly: (key) => {
      const holder = containers.find(({ name }) => keys.name(name) === key);
      return (
        holder && {
          step: {
            id: `rename ${labelOf(holder)} aside`,
            operation: {
              kind: "rename-container",
              container: byId(holder),
              name: `${holder.id.slice(0, 12)}_${holder.name}`,
            },
            resource: containerResource(holder),
            reason: { code: "name-needed", name: holder.name },
          },
          first: ({ operation }) =>
            "container" in operation && operation.container.by === "id" && operation.container.id === holder.id,
        }
      );
    },
    unorderable: (circle) => unorderable(circle, project),
  };
}

function rowOf(operation: Operation | Join, has: (container: ContainerRef) => Holding, isWayBack: boolean): Row {
  if (operation.kind === "join") return {};
  // The table pairs each kind with its own operation; indexing it by a union loses that.
  const row = table[operation.kind] as ((operation: Operation, of: typeof has, back: boolean) => Row) | undefined;
  return row?.(operation, has, isWayBack) ?? {};
}

/** What stays (with --no-recreate) may share with what the file has start after it. */
function unorderable(circle: readonly DraftStep[], project: Project | undefined): WindlassError {
  const services = [...new Set(circle.flatMap(({ resource }) => resource.service ?? []))];
  const diagnostics = services.map((name) => {
    const place = project?.placeOf(["services", name as ServiceName]);
    return {
      code: "dependency-cycle",
      severity: "error",
      message: `service "${name}" is part of a circular dependency: ${circle.map(({ id }) => id).join(", ")}`,
      path: `services.${name}`,
      ...(place && { place }),
      hint: "leave out --no-recreate, so that both can be recreated",
    } as const;
  });
  const message = `circular dependency between ${services.join(", ")}`;
  return new WindlassError("dependency-cycle", message, { diagnostics, ...(project && { sources: project.sources }) });
}
