/**
 * The engine as the rest of the tool sees it: one read for planning, one method per kind of operation, three streams.
 * Plain types only; docker/ implements it, test/support/memory-engine.ts implements it without an engine.
 * Every method rejects with a WindlassError, or with the signal's reason once it is aborted.
 */
import type { Progress } from "../core/events.ts";
import type { ContainerConfig, ContainerUpdate, Endpoint, Healthcheck } from "./container-config.ts";
import type { Addresses } from "./host.ts";
import type { NetworkFact, NetworkSpec, VolumeFact, VolumeSpec } from "./resources.ts";

export type { NetworkFact, NetworkSpec, Subnet, VolumeFact, VolumeSpec } from "./resources.ts";

export interface EngineFacts {
  /** By which the engine is told apart from others, whatever its address; absent where a snapshot could not tell. */
  readonly id?: string;
  /** As a user would write it into DOCKER_HOST: `unix:///var/run/docker.sock`. */
  readonly address: string;
  /** The negotiated API version, `1.41`. */
  readonly apiVersion: string;
  /** Whose engine it is: one that speaks Docker's API may be able to do less. */
  readonly kind: "docker" | "podman";
  /** Whether the engine runs on this host, so that paths and ports mean the same there. */
  readonly local: boolean;
  /** `inactive`, `active/manager`, `active/worker`, …; absent where the engine does not say. */
  readonly swarm?: string;
  /** All drivers of networks that there are; absent where that is not known. */
  readonly networkDrivers?: readonly string[];
}

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
  readonly createdAt: string;
  readonly status: ContainerStatus;
  /** What it was created with, the image's and the engine's defaults already in it. */
  readonly config: ContainerConfig;
  readonly mounts: readonly LiveMount[];
  readonly endpoints: readonly LiveEndpoint[];
}

/** A container of anybody on this engine, as the list tells it: for names and ports that are taken. */
export interface ListedContainer {
  readonly id: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly state: ContainerState;
  /** Names of the volumes that it mounts. */
  readonly volumes: readonly string[];
  readonly publishedPorts: readonly {
    readonly hostIp: string;
    readonly hostPort: number;
    readonly containerPort: number;
    readonly protocol: string;
  }[];
}

/** An image on the engine: its identity and what a container gets from it by default. */
export interface ImageFact {
  readonly id: string;
  /** The digest of what its containers run, where the engine tells it apart from the id: it is in docker compose's label. */
  readonly content?: string;
  /** Short references, `nginx:alpine`. */
  readonly references: readonly string[];
  /** By content, one for each repository that it was pulled from or pushed to: `nginx@sha256:…`. */
  readonly digests?: readonly string[];
  readonly createdAt: string;
  readonly command: readonly string[];
  readonly entrypoint: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly user: string;
  readonly workingDir: string;
  readonly stopSignal: string;
  readonly exposed: readonly string[];
  /** Targets of its VOLUMEs. */
  readonly volumes: readonly string[];
  readonly healthcheck?: Healthcheck;
  /** `linux/amd64` */
  readonly platform: string;
}

/** What one read brought. */
export interface Snapshot {
  readonly engine: EngineFacts;
  /** Every container on the engine. */
  readonly listed: readonly ListedContainer[];
  /** The project's, one-offs among them. */
  readonly containers: readonly ContainerFact[];
  /** Every network on the engine. */
  readonly networks: readonly NetworkFact[];
  /** Every volume on the engine. */
  readonly volumes: readonly VolumeFact[];
  /** What was asked for by reference, and each container's own image by its id. */
  readonly images: Readonly<Record<string, ImageFact>>;
}

export interface SnapshotQuery {
  readonly project: string;
  /** References whose local image matters. */
  readonly images: readonly string[];
  /** Whether volumes' sizes matter: the engine walks through all of them to tell. */
  readonly volumeSizes?: boolean;
  /** Drivers of networks, other than the usual `bridge`, of which it matters whether this engine has them. */
  readonly drivers?: readonly string[];
}

export interface BuildSpec {
  /** The image's name and further tags. */
  readonly tags: readonly string[];
  /** Absolute path of the folder. */
  readonly context: string;
  /** Relative to the context, or absolute. */
  readonly dockerfile: string;
  readonly args: Readonly<Record<string, string>>;
  readonly target?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly platform?: string;
  readonly noCache: boolean;
  readonly pull: boolean;
}

export interface CreateContainer {
  readonly name: string;
  readonly config: ContainerConfig;
}

/** A file that is put into a container; folders on its way are made. */
export interface FileCopy {
  /** Absolute path in the container. */
  readonly target: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly content: Uint8Array;
}

/** A command in a container that runs. */
export interface ExecSpec {
  readonly command: readonly string[];
  /** Absent: the container's, as the folder. */
  readonly user?: string;
  readonly workingDir?: string;
  readonly privileged: boolean;
  /** Besides the container's own. */
  readonly environment: Readonly<Record<string, string | null>>;
}

export interface LogLine {
  readonly stream: "stdout" | "stderr";
  /** RFC 3339 with nanoseconds, as the engine wrote it. */
  readonly timestamp: string;
  /** Without the line's end. */
  readonly bytes: Uint8Array;
}

export interface LogOptions {
  /** To the end of the container's run: what it writes when it is started again is asked for anew. */
  readonly follow: boolean;
  /** The last n lines; absent: all. */
  readonly tail?: number;
  /** RFC 3339, inclusive. */
  readonly since?: string;
}

/** Something happened to a container of the project. */
export interface EngineEvent {
  /** `start`, `die`, `health_status: healthy`, `destroy`, … */
  readonly action: string;
  readonly containerId: string;
  readonly timeNano: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export type OnProgress = (progress: Progress) => void;

export interface Engine {
  readonly facts: EngineFacts;

  snapshot(query: SnapshotQuery, signal: AbortSignal): Promise<Snapshot>;
  /** `undefined` if there is no such container. */
  status(id: string, signal: AbortSignal): Promise<ContainerStatus | undefined>;

  /** `undefined` if there is no such container. */
  addresses(id: string, signal: AbortSignal): Promise<Addresses | undefined>;

  pullImage(
    image: string,
    platform: string | undefined,
    onProgress: OnProgress,
    signal: AbortSignal,
  ): Promise<ImageFact>;
  buildImage(build: BuildSpec, onProgress: OnProgress, signal: AbortSignal): Promise<ImageFact>;
  /** @returns the network's id */
  createNetwork(network: NetworkSpec, signal: AbortSignal): Promise<string>;
  removeNetwork(id: string, signal: AbortSignal): Promise<void>;
  connectNetwork(containerId: string, endpoint: Endpoint, signal: AbortSignal): Promise<void>;
  /** As `stopContainer` and the removals: what is so already, or not there any more, is done. */
  disconnectNetwork(containerId: string, network: string, signal: AbortSignal): Promise<void>;
  createVolume(volume: VolumeSpec, signal: AbortSignal): Promise<void>;
  removeVolume(name: string, signal: AbortSignal): Promise<void>;
  /** @returns the container's id */
  createContainer(container: CreateContainer, signal: AbortSignal): Promise<string>;
  /** Into a container that need not run; what is there already is written over. */
  copyIn(id: string, files: readonly FileCopy[], signal: AbortSignal): Promise<void>;
  startContainer(id: string, signal: AbortSignal): Promise<void>;
  pauseContainer(id: string, signal: AbortSignal): Promise<void>;
  unpauseContainer(id: string, signal: AbortSignal): Promise<void>;
  /** `graceSeconds` absent: the container's own. */
  stopContainer(id: string, graceSeconds: number | undefined, signal: AbortSignal): Promise<void>;
  killContainer(id: string, killSignal: string, signal: AbortSignal): Promise<void>;
  removeContainer(id: string, options: { readonly volumes: boolean }, signal: AbortSignal): Promise<void>;
  renameContainer(id: string, name: string, signal: AbortSignal): Promise<void>;
  updateContainer(id: string, update: ContainerUpdate, signal: AbortSignal): Promise<void>;

  /**
   * Runs a command in a running container, to its end.
   * @param onOutput told of each line that it prints
   * @returns its exit code
   */
  exec(
    containerId: string,
    command: ExecSpec,
    onOutput: (line: Pick<LogLine, "stream" | "bytes">) => void,
    signal: AbortSignal,
  ): Promise<number>;

  /** Ends when the container's log ends, or never with `follow` while it lives. Reconnects where it was cut. */
  logs(id: string, options: LogOptions, signal: AbortSignal): AsyncIterable<LogLine>;
  /**
   * Events of the project's containers from now on. The first value is `undefined`: listening has begun. After a
   * reconnection it is `undefined` again: something may have been missed, look for yourself.
   */
  events(project: string, signal: AbortSignal): AsyncIterable<EngineEvent | undefined>;
  /** Lets go of the connections. */
  close(): void;
}
