/** What a real engine refuses, each rule by itself: it throws what the port throws, or lets the call through. */
import { type ErrorCode, WindlassError } from "../../../src/core/errors.ts";
import type { ContainerConfig, Endpoint, PortBinding } from "../../../src/engine/container-config.ts";
import { isUp } from "../../../src/engine/container-state.ts";
import type { NetworkFact } from "../../../src/engine/port.ts";
import {
  aliveOn,
  containerOf,
  mountsVolume,
  type Namespace,
  namespacesOf,
  networksNamed,
  type Run,
  type State,
  type Stored,
} from "./state.ts";

const refuse = (code: ErrorCode, message: string): never => {
  throw new WindlassError(code, message);
};

export function nameIsFree({ containers }: State, name: string): void {
  if ([...containers.values()].some((other) => other.name === name)) refuse("name-taken", `the name ${name} is taken`);
}

/** @returns the one network of the name */
export function oneNetwork(state: State, name: string): NetworkFact {
  const [network, ...sameNamed] = networksNamed(state, name);
  if (sameNamed.length > 0) refuse("network-ambiguous", `network ${name} is ambiguous`);
  return network ?? refuse("engine-refused", `no network ${name}`);
}

/** All that a new container names is there. */
export function canBeMade(state: State, config: ContainerConfig): void {
  for (const { network } of config.networks)
    if (networksNamed(state, network).length === 0) refuse("engine-refused", `no network ${network}`);
  for (const [namespace, id] of namespacesOf(config))
    if (!containerOf(state, id)) refuse("engine-refused", `its ${namespace} is to be that of ${id}: no container`);
  for (const { of } of config.volumesFrom)
    if (of.by !== "id" || !containerOf(state, of.id)) refuse("engine-refused", `no container ${of.name}`);
}

/** @returns the owners of its namespaces, as they run now */
export function canStart(state: State, container: Stored): Run["joined"] {
  if (container.status.state === "paused") refuse("engine-refused", `${container.name} is paused: unpause it instead`);
  for (const endpoint of container.endpoints.values()) {
    const bound = container.networkIds.get(endpoint.network);
    if (bound && !state.networks.has(bound)) refuse("start-failed", `network ${bound} of ${container.name} not found`);
    canJoin(state, container, endpoint, bound ? state.networks.get(bound) : undefined);
  }
  portsAreFree(state, container);
  return Object.fromEntries(namespacesOf(container.config).map(([kind, id]) => [kind, running(state, kind, id)]));
}

/** The network is there, and the address on it free. */
export function canJoin(state: State, container: Stored, { network: name, ipv4 }: Endpoint, known?: NetworkFact): void {
  const network = oneNetwork(state, known?.name ?? name);
  const holder = aliveOn(state, network).find(
    (other) => other !== container && ipv4 !== undefined && other.endpoints.get(name)?.ipv4 === ipv4,
  );
  if (holder) refuse("start-failed", `the address ${ipv4} of ${container.name} is in use by ${holder.name}`);
}

function running(state: State, kind: Namespace, id: string): { id: string; startedAt: string } {
  const owner = containerOf(state, id) ?? refuse("start-failed", `joining the ${kind} namespace: no container ${id}`);
  if (!isUp(owner.status))
    refuse("start-failed", `can't join the ${kind} namespace of a container that is not running`);
  return { id: owner.id, startedAt: owner.status.startedAt };
}

function portsAreFree({ containers }: State, container: Stored): void {
  for (const other of containers.values())
    if (other !== container && isUp(other.status) && other.config.ports.some((held) => overlapsAny(held, container)))
      refuse("port-taken", `a port of ${container.name} is taken by ${other.name}`);
}

const everywhere: ReadonlySet<string> = new Set(["", "0.0.0.0", "::"]);

const overlapsAny = (held: PortBinding, { config }: Stored): boolean =>
  config.ports.some(
    (port) =>
      port.hostPort !== "" &&
      port.hostPort !== "0" &&
      port.hostPort === held.hostPort &&
      protocolOf(port) === protocolOf(held) &&
      (port.hostIp === held.hostIp || everywhere.has(port.hostIp) || everywhere.has(held.hostIp)),
  );

const protocolOf = ({ container }: PortBinding): string => container.split("/")[1] ?? "tcp";

export function networkIsUnused(state: State, network: NetworkFact): void {
  if (aliveOn(state, network).length > 0) refuse("resource-in-use", `network ${network.name} has endpoints`);
}

export function volumeIsUnused({ containers }: State, name: string): void {
  if ([...containers.values()].some((container) => mountsVolume(container, name)))
    refuse("resource-in-use", `volume ${name} is in use`);
}

/** Podman keeps a container that others have something of. */
export function nobodyNeeds({ containers }: State, { id, name }: Stored): void {
  const sharer = [...containers.values()].find(
    ({ config }) =>
      namespacesOf(config).some(([, owner]) => owner === id) ||
      config.volumesFrom.some(({ of }) => of.by === "id" && of.id === id),
  );
  if (sharer) refuse("resource-in-use", `${name} has dependent containers: ${sharer.name}`);
}

/** An image by its last tag stays while a container has it. */
export function imageIsUnused({ images, containers }: State, reference: string): void {
  const id = images.get(reference)?.id;
  const user = [...containers.values()].find(({ imageId }) => imageId === id);
  const isLast = [...images.values()].filter((image) => image.id === id).length === 1;
  if (user && isLast) refuse("resource-in-use", `image ${reference} is used by ${user.name}`);
}
