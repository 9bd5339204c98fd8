/** What a command's flags ask of the planner. */

export interface UpOptions {
  /** Build images before, even those that are there. */
  readonly build: boolean;
  readonly noBuild: boolean;
  /** `--pull`: overrides each service's pull policy. */
  readonly pull?: "always" | "missing" | "never" | "build";
  /** Replace containers that are as declared, too: of the services that were named, or of all. */
  readonly forceRecreate: boolean;
  /** The same for the services that the named ones need. */
  readonly forceRecreateDependencies?: boolean;
  /** Never replace a container that stands. */
  readonly noRecreate?: boolean;
  /** `false`: make and change what is declared, start nothing. Absent: start. */
  readonly start?: boolean;
  /** `--scale`: replicas of services in place of the file's. */
  readonly scale?: ReadonlyMap<string, number>;
  readonly removeOrphans: boolean;
  /** `-V`: containers that are replaced get new volumes where these have no name; the old ones are removed. */
  readonly renewVolumes?: boolean;
  /** `--replace-volume`: keys of volumes that are made anew, their data lost. */
  readonly replaceVolumes?: readonly string[];
  /** `-t`: seconds that a replaced container gets to stop; absent: its own. */
  readonly graceSeconds?: number;
  /** `--wait`: the plan ends with a wait for each service's declared state. */
  readonly wait: boolean;
  /** Local time of planning in milliseconds since the epoch, for pull policies that depend on an image's age. */
  readonly nowMs: number;
  /** Variables for the proxies that the docker client's settings name: for new containers and builds, beneath the file's. */
  readonly proxies?: Readonly<Record<string, string>>;
  /** Chance, for the hashes that containers' labels keep of configs, secrets and hooks. */
  readonly salt?: string;
  /** File → SHA-256 of what is in it, of the configs and secrets whose files could be read here. */
  readonly fileHashes?: ReadonlyMap<string, string>;
  /** Ports of this host that some process holds, where the engine runs here. */
  readonly heldPorts?: readonly HeldPort[];
  /** Needed by projects whose services use AI models. */
  readonly models?: ModelFacts;
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

/** A host port that some process holds, as far as the caller could see. */
export interface HeldPort {
  readonly hostIp: string;
  readonly hostPort: number;
  readonly protocol: string;
  /** In words: `the process nginx (1234)`; absent where it can't be told. */
  readonly by?: string;
}

export interface DownOptions {
  /** Only these services and those that need them; empty or absent: the whole project. */
  readonly services?: readonly string[];
  /** `-v`: the project's named volumes and its containers' anonymous ones too. */
  readonly volumes: boolean;
  readonly removeOrphans: boolean;
  readonly graceSeconds?: number;
}

export interface StopOptions {
  /** Only these services and those that need them; empty or absent: the whole project. */
  readonly services?: readonly string[];
  readonly graceSeconds?: number;
  /** Whether the run fails with a `pre_stop` hook that does; the stop comes all the same. Absent: it does. */
  readonly hooksMustSucceed?: boolean;
}
