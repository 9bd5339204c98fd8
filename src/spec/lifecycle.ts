/** What a service asks around the life of its containers: commands before and after, and when it can be used. */

/** A program of the user's machine that stands for a service, in place of containers. */
export interface Provider {
  /** A plugin of docker, `docker-<type>`, or a program of that name. */
  readonly type: string;
  /** One for each value, in the order of the file. */
  readonly options: readonly (readonly [name: string, value: string])[];
}

/** A command in a service's container. */
export interface Hook {
  readonly command: readonly string[];
  readonly user?: string;
  readonly privileged: boolean;
  readonly workingDir?: string;
  /** Besides the container's own. */
  readonly environment: Readonly<Record<string, string | null>>;
}

/** A command in a container of its own. */
export interface PreStartHook extends Omit<Hook, "command"> {
  readonly image: string;
  /** Absent: the image's. */
  readonly command?: readonly string[];
  /** Once for each container of the service, instead of once. */
  readonly perReplica: boolean;
}

export interface Ready {
  readonly probe: Probe;
  /** Nanoseconds, as all of these. */
  readonly interval: number;
  readonly timeout: number;
  readonly startPeriod: number;
  readonly retries: number;
}

/** `port`: the container's. */
export type Probe =
  | { readonly kind: "http"; readonly port: number; readonly path: string }
  | { readonly kind: "tcp"; readonly port: number }
  | { readonly kind: "log"; readonly text: string };
