/** The engine as a whole: what it is, the one read for planning, and what happens on it. */
import type { ContainerFact, ListedContainer } from "./containers.ts";
import type { ImageFact } from "./images.ts";
import type { NetworkFact } from "./networks.ts";
import type { VolumeFact } from "./volumes.ts";

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

/** What one read brought. */
export interface Snapshot {
  readonly engine: EngineFacts;
  /** Every container on the engine; only the project's where others do not matter. */
  readonly listed: readonly ListedContainer[];
  /** The project's, one-offs among them; a glimpse's `config` has little of theirs. */
  readonly containers: readonly ContainerFact[];
  /** Every network on the engine; who is on the project's own is told where that matters. */
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
  /** Containers are told as far as they can have changed since they were made: of `config` only the limits, the restart policy and the network mode. */
  readonly glimpse?: boolean;
  /** Whether containers of others matter: their names and ports. */
  readonly others?: boolean;
  /** Whether it matters who is on the project's networks. */
  readonly members?: boolean;
  /** Whether it matters which engine this is. */
  readonly identity?: boolean;
  /** Whether images that were built for the project matter, too, whatever they are called. */
  readonly builtImages?: boolean;
  /** Whether volumes' sizes matter: the engine walks through all of them to tell. */
  readonly volumeSizes?: boolean;
  /** Drivers of networks, other than the usual `bridge`, of which it matters whether this engine has them; with `identity`. */
  readonly drivers?: readonly string[];
}

/** A look at the engine that has begun: its snapshots share what was asked for, each thing once. */
export interface Look {
  snapshot(query: Omit<SnapshotQuery, "project">): Promise<Snapshot>;
}

/** Something happened to a container of the project. */
export interface EngineEvent {
  /** `start`, `die`, `health_status: healthy`, `destroy`, … */
  readonly action: string;
  readonly containerId: string;
  readonly timeNano: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What of the past and the future is asked for; each in RFC 3339. */
export interface EventSpan {
  readonly project: string;
  /** Absent: from now on. */
  readonly since?: string;
  /** Absent: without end. */
  readonly until?: string;
}

export interface SystemPort {
  readonly facts: EngineFacts;

  /**
   * Begins to look at the project's own things. What fails is told by its snapshots. Who knows early that a look will be
   * needed begins one: for a moment the next call gives that same look, if no snapshot was taken of it.
   */
  look(project: string, signal: AbortSignal): Look;
  snapshot(query: SnapshotQuery, signal: AbortSignal): Promise<Snapshot>;
  /**
   * Events of the project's containers from now on. The first value is `undefined`: listening has begun. After a
   * reconnection it is `undefined` again: something may have been missed, look for yourself.
   */
  events(project: string, signal: AbortSignal): AsyncIterable<EngineEvent | undefined>;
  /** All that happens to the project's containers, commands and looks at them included; ends at `until`. */
  eventLog(span: EventSpan, signal: AbortSignal): AsyncIterable<EngineEvent>;
  /** Lets go of the connections. */
  close(): void;
}
