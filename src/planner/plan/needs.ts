/**
 * What a step needs, and what there is once it has ended: the words in which steps declare their order. A key names one
 * thing that can be there, or be free; link.ts lets who needs it come after all who give it.
 */

import type { ContainerConfig } from "../../engine/container-config.ts";

/** `network shop_default`, `name shop-web-1 free`: one thing, as text. */
export type Key = string;

export interface Need {
  readonly key: Key;
  /** It goes on whatever came of those who give it. */
  readonly however?: true;
  /** What it is good for; given up where nothing could begin otherwise. */
  readonly ifPossible?: Courtesy;
}

/**
 * Order that a plan can do without, the dearest first: an owner goes after who has something of it · the way back of a
 * replacement stays open · nothing stops before it must · a way back comes after what stands in it.
 */
export const courtesies = ["removal", "way-back", "uptime", "late-way-back"] as const;
export type Courtesy = (typeof courtesies)[number];

export const need = (key: Key): Need => ({ key });
export const however = (key: Key): Need => ({ key, however: true });
export const ifPossible = (courtesy: Courtesy, key: Key): Need => ({ key, ifPossible: courtesy });

/** Every kind of thing that steps need of each other, in words that can be read aloud. */
export const keys: {
  readonly [kind in
    | "name"
    | "network"
    | "networkName"
    | "unambiguous"
    | "leftNetwork"
    | "subnets"
    | "volume"
    | "volumeName"
    | "leftVolume"
    | "address"
    | "givenUp"
    | "handedOver"
    | "settled"
    | "sharersGone"
    | "model"
    | "started"
    | "healthy"
    | "ready"
    | "completed"
    | "running"
    | "restored"
    | "preStart"
    | "dependentsStopped"
    | "dependentsRemoved"
    | "image"
    | "leftImage"]: (name: string) => Key;
} & { readonly images: Key; readonly candidates: Key; readonly withdrawn: Key } = {
  /** The container's name is free. */
  name: (name) => `name ${name} is free`,
  network: (name) => `network ${name} exists`,
  networkName: (name) => `network name ${name} is free`,
  /** One network alone has the name. */
  unambiguous: (name) => `network ${name} is unambiguous`,
  /** By the network's id: no container is on it. */
  leftNetwork: (id) => `network ${id} is empty`,
  subnets: (project) => `subnets of ${project} are free`,
  volume: (name) => `volume ${name} exists`,
  volumeName: (name) => `volume name ${name} is free`,
  leftVolume: (name) => `volume ${name} is unused`,
  /** `shop_back 172.30.0.7` */
  address: (address) => `address ${address} is free`,
  /** Who had it does not come back for it. */
  givenUp: (thing) => `${thing} for good`,
  /** Who is to have it has it, or has failed to. */
  handedOver: (thing) => `${thing} or handed over`,
  /** A container that others share with is stopped, or started, for good. */
  settled: (name) => `${name} is settled`,
  /** By the owner's id: no container has its namespaces or volumes. */
  sharersGone: (id) => `sharers of ${id} are gone`,
  model: (key) => `model ${key} is usable`,
  /** Of a service, or of one of its containers. */
  started: (name) => `${name} has started`,
  healthy: (name) => `${name} is healthy`,
  ready: (name) => `${name} answers`,
  completed: (name) => `${name} has completed`,
  running: (name) => `${name} stays up`,
  /** Its old container runs again after its replacement failed. */
  restored: (service) => `${service} is restored`,
  preStart: (container) => `pre_start of ${container} is done`,
  dependentsStopped: (service) => `dependents of ${service} have stopped`,
  dependentsRemoved: (service) => `dependents of ${service} are gone`,
  /** By its full name: what is to be brought or built is there. */
  image: (name) => `image ${name} is there`,
  /** By the image's id: no container is made of it. */
  leftImage: (id) => `image ${id} is unused`,
  /** All that is pulled or built is there. */
  images: "all images are there",
  /** All that takes the place of a running container is made. */
  candidates: "all candidates are made",
  withdrawn: "all providers are withdrawn",
};

/** A port of the host. */
export interface HostPort {
  /** Empty, `0.0.0.0` and `::`: every address. */
  readonly hostIp: string;
  readonly port: number;
  readonly protocol: string;
}

/** Ports with a number of their own: of a range the engine takes one that is free. */
export const fixedPorts = ({ ports }: Pick<ContainerConfig, "ports">): readonly HostPort[] =>
  ports.flatMap(({ container, hostIp, hostPort }) =>
    /^[1-9]\d*$/.test(hostPort) ? [{ hostIp, port: Number(hostPort), protocol: container.split("/")[1] ?? "tcp" }] : [],
  );

const everyAddress: ReadonlySet<string> = new Set(["", "0.0.0.0", "::"]);

/** Who publishes it stands in the way of others at these keys. */
export function portHeld({ hostIp, port, protocol }: HostPort): readonly Key[] {
  const at = (address: string): Key => `port ${port}/${protocol} is free at ${address}`;
  return everyAddress.has(hostIp) ? [at("every address"), at("some address")] : [at(hostIp), at("some address")];
}

/** Who publishes it needs these: its address alone, or all. */
export function portNeeded({ hostIp, port, protocol }: HostPort): readonly Key[] {
  const at = (address: string): Key => `port ${port}/${protocol} is free at ${address}`;
  return everyAddress.has(hostIp) ? [at("some address")] : [at(hostIp), at("every address")];
}
