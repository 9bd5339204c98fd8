/** What an engine in memory holds: containers with their runs, networks, volumes, images; data, and a clock that only grows. */
import type { ContainerConfig, Endpoint, Healthcheck, NamespaceMode } from "../../../src/engine/container-config.ts";
import { isUp } from "../../../src/engine/container-state.ts";
import type { ContainerStatus, ImageFact, LiveMount, NetworkFact, VolumeFact } from "../../../src/engine/port.ts";

/** Whose namespaces a container can share. */
export type Namespace = "network" | "pid" | "ipc";

/** One run of a container, from a start to its end. */
export interface Run {
  readonly startedAt: string;
  /** Owners of the namespaces that it shares, as they ran when this run began: who has been started since is another. */
  readonly joined: Readonly<Partial<Record<Namespace, { readonly id: string; readonly startedAt: string }>>>;
  /** Commands that were carried out in it, in words. */
  readonly commands: string[];
  /** Somebody else began it. */
  readonly isByHand?: true;
}

export interface Stored {
  readonly id: string;
  name: string;
  config: ContainerConfig;
  readonly imageId: string;
  readonly imageContent?: string;
  readonly createdAt: string;
  endpoints: Map<string, Endpoint>;
  /** Network → the id by which it is bound to it: empty until it has run on it, kept after its end. */
  readonly networkIds: Map<string, string>;
  readonly anonymous: ReadonlyMap<string, string>;
  /** Volumes without a name that it has, of others too: who goes last may take them along. */
  readonly unnamed: ReadonlySet<string>;
  /** Had of other containers, since its creation. */
  readonly borrowed: readonly LiveMount[];
  status: ContainerStatus;
  /** What was copied into it, by target. */
  readonly files: Map<string, string>;
  /** The present run, or the last. */
  run?: Run;
}

export interface State {
  readonly images: Map<string, ImageFact>;
  readonly containers: Map<string, Stored>;
  readonly networks: Map<string, NetworkFact>;
  readonly volumes: Map<string, VolumeFact>;
}

/** By id or, as somebody may have written it, by name. */
export const containerOf = ({ containers }: State, idOrName: string): Stored | undefined =>
  containers.get(idOrName) ?? [...containers.values()].find(({ name }) => name === idOrName);

/** The namespaces that a configuration has of other containers. */
export function namespacesOf(config: ContainerConfig): (readonly [Namespace, string])[] {
  const modes: readonly (readonly [Namespace, NamespaceMode | undefined])[] = [
    ["network", config.networkMode],
    ["pid", config.pid],
    ["ipc", config.ipc],
  ];
  return modes.flatMap(([namespace, mode]) =>
    mode?.kind === "container" && mode.of.by === "id" ? [[namespace, mode.of.id] as const] : [],
  );
}

export const networksNamed = ({ networks }: State, name: string): NetworkFact[] =>
  [...networks.values()].filter((network) => network.name === name);

/** Who has an endpoint there that is alive: a container that does not run has none. */
export const aliveOn = ({ containers }: State, { id, name }: NetworkFact): Stored[] =>
  [...containers.values()].filter((each) => isUp(each.status) && each.networkIds.get(name) === id);

export const mountsVolume = ({ anonymous, config, borrowed }: Stored, name: string): boolean =>
  [...anonymous.values()].includes(name) ||
  config.mounts.some((mount) => mount.type === "volume" && mount.source === name) ||
  borrowed.some((mount) => mount.type === "volume" && mount.source === name);

/** The mounts of a container as its inspect tells them. */
export const liveMounts = ({ config, anonymous, borrowed }: Stored): LiveMount[] => [
  ...config.mounts
    .filter((mount) => mount.type === "bind" || (mount.type === "volume" && mount.source !== undefined))
    .map((mount) => ({
      type: mount.type,
      source: "source" in mount ? (mount.source ?? "") : "",
      target: mount.target,
      readOnly: "readOnly" in mount && mount.readOnly,
    })),
  ...[...anonymous].map(([target, source]) => ({ type: "volume", source, target, readOnly: false })),
  ...borrowed,
];

/** An image that runs `sleep`. */
export function imageFact(reference: string, parts: Partial<ImageFact>): ImageFact {
  return {
    id: `sha256:${Buffer.from(reference).toString("hex").padEnd(64, "0").slice(0, 64)}`,
    references: [reference],
    size: 1_000_000,
    createdAt: "2026-01-01T00:00:00Z",
    command: ["sleep", "inf"],
    entrypoint: [],
    environment: { PATH: "/bin" },
    labels: {},
    user: "",
    workingDir: "",
    stopSignal: "",
    exposed: [],
    volumes: [],
    platform: "linux/amd64",
    ...parts,
  };
}

export const newStatus = (id: string, healthcheck: Healthcheck | undefined): ContainerStatus => ({
  id,
  state: "created",
  exitCode: 0,
  health: "none",
  restartCount: 0,
  startedAt: "",
  finishedAt: "",
  error: "",
  oomKilled: false,
  ...(healthcheck && { healthcheck }),
});
