/**
 * Everything outside the file that planning goes by, as plain data: what the engine has, and what this machine knows. One
 * read makes it (observe.ts); the planner looks at nothing else.
 */
import type { Diagnostic } from "../core/diagnostics.ts";
import type { Snapshot } from "../engine/port.ts";

export interface Observed {
  readonly snapshot: Snapshot;
  /** When it was read, in milliseconds since the epoch: pull policies go by an image's age. */
  readonly atMs: number;
  /** Ports of this host that processes hold, where the engine runs here. */
  readonly heldPorts: readonly HeldPort[];
  /** File → SHA-256 of its contents, of the configs and secrets that could be read here. */
  readonly fileHashes: Readonly<Record<string, string>>;
  /** Variables for the proxies that the docker client's settings name: for new containers and builds, beneath the file's. */
  readonly proxies: Readonly<Record<string, string>>;
  /** What the project needs of this machine and the machine has not. */
  readonly missing: readonly Missing[];
  /** When images were last pulled whose pull policy goes by that; those of which it is not known are left out. */
  readonly lastPulls?: readonly LastPull[];
  /** Absent where no service uses AI models. */
  readonly models?: ModelFacts;
  /** Absent where no service uses the engine's API. */
  readonly logins?: LoginFacts;
}

/** Something that is not there, and for what it matters. */
export interface Missing {
  /**
   * `bind`: mounted, so it matters where the engine has this disk · `file`: read here · `build`: where the service's image
   * is built · `program`: run here.
   */
  readonly for: "bind" | "file" | "build" | "program";
  /** Absent: of several services. */
  readonly service?: string;
  readonly diagnostic: Diagnostic;
}

/** A host port that some process holds, as far as the caller could see. */
export interface HeldPort {
  readonly hostIp: string;
  readonly hostPort: number;
  readonly protocol: string;
  /** In words: `the process nginx (1234)`; absent where it can't be told. */
  readonly by?: string;
}

export interface LastPull {
  readonly image: string;
  readonly platform?: string;
  /** Milliseconds since the epoch. */
  readonly atMs: number;
}

/** What docker's plugin for AI models says. */
export interface ModelFacts {
  /** Of the plugin: `v1.0.6`. Empty where nobody needs to know. */
  readonly version: string;
  /** The address where models answer, as containers reach it. */
  readonly endpoint: string;
  /** Names of the models that are there: `ai/smollm2:latest`. */
  readonly present: readonly string[];
}

/** The logins to registries that services with `use_api_socket` get. They stand in no plan: only their hash does. */
export interface LoginFacts {
  /** SHA-256 of the file with the logins; absent where there are none. */
  readonly hash?: string;
}
