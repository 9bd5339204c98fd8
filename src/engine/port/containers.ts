/** Containers: as the engine has them, and what can be done to one. */
import type { ContainerConfig, ContainerUpdate, Endpoint, Healthcheck } from "../container-config.ts";
import type { Addresses } from "../host.ts";

export type ContainerState = "created" | "running" | "paused" | "restarting" | "exited" | "dead" | "removing";

export type Health = "none" | "starting" | "healthy" | "unhealthy";

/** How a container is doing; all that waiting needs. */
export interface ContainerStatus {
  readonly id: string;
  readonly state: ContainerState;
  readonly exitCode: number;
  readonly health: Health;
  /** The last health probe's output, where there was one. */
  readonly healthOutput?: string;
  readonly restartCount: number;
  /** RFC 3339 with nanoseconds; empty if never started. */
  readonly startedAt: string;
  readonly finishedAt: string;
  /** What the engine said of a failed start. */
  readonly error: string;
  readonly oomKilled: boolean;
  /** The check in force, the image's or its own; absent without one. */
  readonly healthcheck?: Healthcheck;
}

/** A mount as it stands: anonymous volumes have a name here. */
export interface LiveMount {
  readonly type: string;
  /** The volume's name, or the host's path. */
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
}

export interface LiveEndpoint extends Endpoint {
  readonly networkId: string;
}

/** One container of the project, inspected. */
export interface ContainerFact {
  readonly id: string;
  /** Without the leading slash. */
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly imageId: string;
  /** The digest of what it runs, where the engine tells it apart from the image's id: see `ImageFact.content`. */
  readonly imageContent?: string;
  readonly createdAt: string;
  readonly status: ContainerStatus;
  /** What it was created with, the image's and the engine's defaults already in it. */
  readonly config: ContainerConfig;
  readonly mounts: readonly LiveMount[];
  readonly endpoints: readonly LiveEndpoint[];
}

/** A container of anybody on this engine, as the list tells it: for listings, and names and ports that are taken. */
export interface ListedContainer {
  readonly id: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly state: ContainerState;
  /** As it was asked for; an id where the name means another image by now. */
  readonly image: string;
  readonly imageId: string;
  /** Of what it runs, where its image has several and the engine tells: `linux/arm64`. */
  readonly platform?: string;
  /** Names of the volumes that it mounts. */
  readonly volumes: readonly string[];
  readonly publishedPorts: readonly {
    readonly hostIp: string;
    readonly hostPort: number;
    readonly containerPort: number;
    readonly protocol: string;
  }[];
  /** Open to other containers only; none of one that is not up. */
  readonly exposedPorts: readonly { readonly containerPort: number; readonly protocol: string }[];
}

/** A container as listings show it. */
export interface ContainerRow extends Omit<ListedContainer, "volumes"> {
  /** RFC 3339, to the second. */
  readonly createdAt: string;
  /** What runs, in one line: `sh -c 'sleep 1'`. */
  readonly command: string;
  /** How it is doing, in the engine's words: `Up 5 minutes (healthy)`. */
  readonly status: string;
  /** Of one that has ended; else 0. */
  readonly exitCode: number;
  readonly health: Health;
  readonly mounts: readonly Pick<LiveMount, "type" | "source">[];
  /** Names; that of its network mode first. */
  readonly networks: readonly string[];
}

export interface CreateContainer {
  readonly name: string;
  readonly config: ContainerConfig;
}

/** Processes of a container as `ps` on the engine's host shows them. */
export interface ProcessTable {
  readonly titles: readonly string[];
  readonly processes: readonly (readonly string[])[];
}

/** An image of what a container is like now. */
export interface CommitSpec {
  readonly repository: string;
  readonly tag: string;
  readonly author: string;
  readonly message: string;
  /** Instructions of a Dockerfile: `CMD ["sh"]`. */
  readonly changes: readonly string[];
  /** Whether the container stands still meanwhile. */
  readonly pause: boolean;
}

export interface ContainersPort {
  /** `undefined` if there is no such container. */
  status(id: string, signal: AbortSignal): Promise<ContainerStatus | undefined>;
  /** Those that have all of these labels, `name` or `name=value`, whether they are up or not. */
  listContainers(labels: readonly string[], signal: AbortSignal): Promise<readonly ListedContainer[]>;
  /** The same for listings: one call for all, where the engine's list has it all. */
  containerRows(labels: readonly string[], signal: AbortSignal): Promise<readonly ContainerRow[]>;
  /** By id or name; `undefined` if there is no such container. */
  findContainer(id: string, signal: AbortSignal): Promise<ContainerFact | undefined>;
  /** Waits until it is not up. @returns its exit code; `undefined` if there is no such container any more */
  exitOf(id: string, signal: AbortSignal): Promise<number | undefined>;
  /** `undefined` if there is no such container. */
  addresses(id: string, signal: AbortSignal): Promise<Addresses | undefined>;
  /** @returns the container's id */
  createContainer(container: CreateContainer, signal: AbortSignal): Promise<string>;
  top(id: string, signal: AbortSignal): Promise<ProcessTable>;
  /** @returns the image's id */
  commit(id: string, commit: CommitSpec, signal: AbortSignal): Promise<string>;
  startContainer(id: string, signal: AbortSignal): Promise<void>;
  pauseContainer(id: string, signal: AbortSignal): Promise<void>;
  unpauseContainer(id: string, signal: AbortSignal): Promise<void>;
  /** `graceSeconds` absent: the container's own. */
  stopContainer(id: string, graceSeconds: number | undefined, signal: AbortSignal): Promise<void>;
  killContainer(id: string, killSignal: string, signal: AbortSignal): Promise<void>;
  removeContainer(id: string, options: { readonly volumes: boolean }, signal: AbortSignal): Promise<void>;
  renameContainer(id: string, name: string, signal: AbortSignal): Promise<void>;
  updateContainer(id: string, update: ContainerUpdate, signal: AbortSignal): Promise<void>;
}
