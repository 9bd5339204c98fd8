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
  /** `--replace-volume`: keys of volumes that are recreated, their data lost. */
  readonly replaceVolumes?: readonly string[];
  /** `-t`: seconds that a replaced container gets to stop; absent: its own. */
  readonly graceSeconds?: number;
  /** Tell values that may be secret, such as those of environment variables, where a plan says what changes. */
  readonly showValues?: boolean;
  /** `--wait`: the plan ends with a wait for each service's declared state. */
  readonly wait: boolean;
}

export interface DownOptions {
  /** Only these services and those that need them; empty or absent: the whole project. */
  readonly services?: readonly string[];
  /** `-v`: the project's named volumes and its containers' anonymous ones too. */
  readonly volumes: boolean;
  readonly removeOrphans: boolean;
  readonly graceSeconds?: number;
  /** `--rmi`: images that were built for the project, or those of all its services; absent: none. */
  readonly images?: "local" | "all";
}

export interface StopOptions {
  /** Only these services, not those that need them; empty or absent: the whole project. */
  readonly services?: readonly string[];
  readonly graceSeconds?: number;
  /** Whether the run fails with a `pre_stop` hook that does; the stop comes all the same. Absent: it does. */
  readonly hooksMustSucceed?: boolean;
}

export interface PullOptions {
  /** In place of the services' own. */
  readonly policy?: "always" | "missing";
  /** Leave out what can be built. */
  readonly ignoreBuildable: boolean;
  /** What can't be pulled is told, and nothing is the worse for it. */
  readonly ignoreFailures: boolean;
}

export interface PushOptions {
  /** What can't be pushed is told, and nothing is the worse for it. */
  readonly ignoreFailures: boolean;
}

export interface BuildOptions {
  /** Above the file's arguments. */
  readonly args: Readonly<Record<string, string>>;
  readonly noCache: boolean;
  /** Ask the registry for a newer base image. */
  readonly pull: boolean;
}

/** For verbs that act on what there is, in no order. */
export interface ActOptions {
  /** Only these services; empty or absent: the whole project. */
  readonly services?: readonly string[];
}

export interface KillOptions extends ActOptions {
  /** `SIGKILL`, `HUP`, `9` */
  readonly signal: string;
  /** Those of services that the file does not have, too. */
  readonly orphans: boolean;
}

export interface RemoveOptions extends ActOptions {
  /** `-s`: stop what runs before. */
  readonly stop: boolean;
  /** `-v`: anonymous volumes, too. */
  readonly volumes: boolean;
}

export interface RunOptions extends UpOptions {
  readonly service: string;
  /** Random, 64 hexadecimal digits: by it docker compose knows one-off containers apart. */
  readonly slug: string;
  /** Whether the service's names on its networks lead to it, too. */
  readonly useAliases: boolean;
  /** Its input stays open when whoever is attached goes. */
  readonly keepsStdin: boolean;
  /** `--rm`: the engine removes it when it ends, whatever has become of this program. */
  readonly remove: boolean;
}

export interface StartOptions {
  /** Only these services and those that they depend on; empty or absent: the whole project. */
  readonly services?: readonly string[];
  /** `--wait`: the plan ends with a wait for each service's declared state. */
  readonly wait?: boolean;
}

export interface RestartOptions {
  /** Only these services; empty or absent: the whole project. */
  readonly services?: readonly string[];
  /** Whether services that depend on them with `restart: true` restart, too. Absent: they do. */
  readonly dependents?: boolean;
  readonly graceSeconds?: number;
}
