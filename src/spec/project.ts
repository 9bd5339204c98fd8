/**
 * The project: what a loaded file says, in types. Readonly data, values parsed (bytes, nanoseconds), names resolved.
 * Nothing here knows the engine; planner/wanted/container-spec.ts makes the engine's request of it.
 */

import type { BlockIo, Device, DeviceRequest } from "../core/devices.ts";
import type { Diagnostic, Place } from "../core/diagnostics.ts";
import type { ProjectName, ServiceName } from "../core/ids.ts";
import type { OrderedMap } from "../core/ordered-json.ts";
import type { Resources } from "../core/resources.ts";
import type { AiModel, ModelVariables } from "./ai-models.ts";
import type { Hook, PreStartHook, Provider, Ready } from "./lifecycle.ts";
import type { FileMount, FileObject, ServiceVolume } from "./mounted.ts";
import type { Origin } from "./render/origin.ts";

export type { AiModel, ModelVariables } from "./ai-models.ts";

export type { Hook, PreStartHook, Probe, Provider, Ready } from "./lifecycle.ts";

export type { FileMount, FileObject, FileSource, ServiceVolume } from "./mounted.ts";

export interface Project {
  readonly name: ProjectName;
  /** What joins the parts of names that the file leaves open: `shop-web-1`, or `shop_web_1` with `--compatibility`. */
  readonly separator: "-" | "_";
  /** Absolute. */
  readonly workingDir: string;
  /** Absolute, in the order they were merged. `-` for standard input. */
  readonly configFiles: readonly string[];
  /** Absolute; only what `--env-file` or COMPOSE_ENV_FILES named. */
  readonly envFiles: readonly string[];
  /** Enabled and selected, with what they depend on, by name in the order of `order` (dependencies first). */
  readonly services: ReadonlyMap<ServiceName, Service>;
  /** In the file, but not enabled by a profile or not selected: their containers are no orphans. */
  readonly otherServices: ReadonlySet<string>;
  /** Named on the command line; empty: all. */
  readonly selected: ReadonlySet<ServiceName>;
  readonly networks: ReadonlyMap<string, Network>;
  readonly volumes: ReadonlyMap<string, Volume>;
  readonly configs: ReadonlyMap<string, FileObject>;
  readonly secrets: ReadonlyMap<string, FileObject>;
  /** AI models that its services use, by key. */
  readonly models: ReadonlyMap<string, AiModel>;
  readonly warnings: readonly Diagnostic[];
  /** What the project asks for and this version does not apply: whoever would run it refuses with these. */
  readonly notYet: readonly Diagnostic[];
  /** Text of each file read, for code frames. */
  readonly sources: ReadonlyMap<string, string>;
  /** The whole project as `config --format json` prints it, keys in the reference's order, `$` not yet doubled. */
  readonly printed: OrderedMap;
  /** The whole project as YAML prints it: nothing of it is left out. */
  readonly document: () => OrderedMap;
  /** Where a value of the printed project came from; the nearest ancestor that has a place. `["services", "web", "image"]`. */
  readonly placeOf: (path: readonly (string | number)[]) => Place | undefined;
  /** How a value of the printed project came to be what it is; undefined where it has nothing at the path. */
  readonly originOf: (path: readonly (string | number)[]) => Origin | undefined;
  /** What variables of the files could stand for. */
  readonly variables: ReadonlyMap<string, string>;
  /** Those that any service has, sorted. */
  readonly profiles: readonly string[];
}

export interface Service {
  readonly name: ServiceName;
  /** It has no containers then. */
  readonly provider?: Provider;
  /** As written; for a service with only `build`, `<project>-<service>`. */
  readonly image: string;
  readonly build?: Build;
  readonly pullPolicy: PullPolicy;
  readonly platform?: string;
  /** Absent: the image's. Empty: cleared. */
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  /** env_file and environment, resolved. `null`: the image's variable is removed. */
  readonly environment: Readonly<Record<string, string | null>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly containerName?: string;
  readonly replicas: number;
  readonly dependsOn: ReadonlyMap<ServiceName, Dependency>;
  readonly healthcheck?: ServiceHealthcheck;
  /** How we ourselves find out that it can be used; counts as its health. */
  readonly ready?: Ready;
  readonly restart?: RestartRule;
  readonly ports: readonly Port[];
  /** `80`, `80/udp`, ranges already spread: `80/tcp`. */
  readonly expose: readonly string[];
  readonly volumes: readonly ServiceVolume[];
  /** `/run:size=64m` split: target and option text. */
  readonly tmpfs: readonly { readonly target: string; readonly options: string }[];
  /** `none`, `host`, `bridge`, `container:x`, `service:x`; absent: by networks. */
  readonly networkMode?: string;
  /** Key in the project's networks → attachment; by priority, then name. Empty with a network mode. */
  readonly networks: ReadonlyMap<string, Attachment>;
  /** Of the first network; absent: that network's own, or the engine's choice. */
  readonly macAddress?: string;
  readonly configs: readonly FileMount[];
  readonly secrets: readonly FileMount[];
  readonly user?: string;
  readonly workingDir?: string;
  readonly hostname?: string;
  readonly domainname?: string;
  readonly init?: boolean;
  readonly stopSignal?: string;
  /** Nanoseconds. */
  readonly stopGracePeriod?: number;
  readonly capAdd: readonly string[];
  readonly capDrop: readonly string[];
  readonly privileged: boolean;
  readonly readOnly: boolean;
  readonly sysctls: Readonly<Record<string, string>>;
  readonly securityOpt: readonly string[];
  /** Bytes. */
  readonly shmSize?: number;
  readonly dns: readonly string[];
  readonly dnsSearch: readonly string[];
  readonly dnsOpt: readonly string[];
  readonly tty: boolean;
  readonly stdinOpen: boolean;
  /** `host:address`, one an entry. */
  readonly extraHosts: readonly string[];
  readonly ulimits: readonly { readonly name: string; readonly soft: number; readonly hard: number }[];
  readonly logging?: { readonly driver: string; readonly options: Readonly<Record<string, string>> };
  readonly resources: Resources;
  readonly annotations: Readonly<Record<string, string>>;
  readonly blkio?: BlockIo;
  readonly devices: readonly Device[];
  /** Of `devices`, `gpus` and what `deploy` reserves. */
  readonly deviceRequests: readonly DeviceRequest[];
  readonly deviceCgroupRules: readonly string[];
  readonly groupAdd: readonly string[];
  readonly storageOpt: Readonly<Record<string, string>>;
  readonly cgroup?: string;
  readonly cgroupParent?: string;
  readonly isolation?: string;
  readonly runtime?: string;
  readonly userns?: string;
  readonly uts?: string;
  /** `host`, `private`, `shareable`, `service:x`, `container:x`. */
  readonly ipc?: string;
  readonly pid?: string;
  readonly volumesFrom: readonly {
    readonly owner:
      | { readonly kind: "service"; readonly name: ServiceName }
      | { readonly kind: "container"; readonly name: string };
    readonly readOnly: boolean;
  }[];
  readonly links: readonly { readonly service: ServiceName; readonly alias: string }[];
  readonly externalLinks: readonly { readonly container: string; readonly alias: string }[];
  /** AI models that it uses, by key → the variables that it gets for each. */
  readonly models: ReadonlyMap<string, ModelVariables>;
  /** It gets the engine's socket and the logins to registries. */
  readonly useApiSocket: boolean;
  /** Run in containers of their own before its containers start. */
  readonly preStart: readonly PreStartHook[];
  /** Run in each container after it has started, and before it is stopped. */
  readonly postStart: readonly Hook[];
  readonly preStop: readonly Hook[];
  /** `attach: false` keeps it out of `up`'s and `logs`' output. */
  readonly attach: boolean;
  /** The service as it is printed: what `config-hash` is made of. */
  readonly printed: OrderedMap;
}

export type PullPolicy =
  | { readonly kind: "always" | "never" | "missing" | "build" }
  /** Pull again once the last pull is longer ago than this. */
  | { readonly kind: "every"; readonly ms: number };

export interface Build {
  /** Absolute path. */
  readonly context: string;
  /** Relative to the context. */
  readonly dockerfile: string;
  readonly args: Readonly<Record<string, string>>;
  /** Names of the image beside the service's own. */
  readonly tags: readonly string[];
  readonly target?: string;
}

export type DependencyCondition = "service_started" | "service_healthy" | "service_completed_successfully";

export interface Dependency {
  readonly condition: DependencyCondition;
  /** Start this service again when the dependency was replaced or restarted. */
  readonly restart: boolean;
  readonly required: boolean;
}

/** Nanoseconds; absent: the image's. */
export interface ServiceHealthcheck {
  readonly test?: readonly string[];
  readonly interval?: number;
  readonly timeout?: number;
  readonly startPeriod?: number;
  readonly startInterval?: number;
  readonly retries?: number;
  readonly disable: boolean;
}

export interface RestartRule {
  readonly name: "no" | "always" | "on-failure" | "unless-stopped";
  readonly maxRetries: number;
}

export interface Port {
  readonly target: number;
  readonly protocol: string;
  /** Empty: any address. */
  readonly hostIp: string;
  /** Empty: the engine picks; a number or a range `8000-8010`. */
  readonly published: string;
}

export interface Attachment {
  readonly aliases: readonly string[];
  readonly ipv4?: string;
  readonly ipv6?: string;
  readonly macAddress?: string;
  readonly linkLocalIps: readonly string[];
  readonly driverOptions: Readonly<Record<string, string>>;
  /** The name of the interface in the container. */
  readonly interfaceName?: string;
  /** The network with the highest one gives the default route. */
  readonly gatewayPriority: number;
  readonly priority: number;
}

export interface Network {
  readonly key: string;
  /** The engine's name. */
  readonly name: string;
  readonly external: boolean;
  readonly driver?: string;
  readonly driverOptions: Readonly<Record<string, string>>;
  readonly ipamDriver?: string;
  readonly ipamOptions: Readonly<Record<string, string>>;
  readonly subnets: readonly {
    readonly subnet?: string;
    readonly ipRange?: string;
    readonly gateway?: string;
    readonly auxAddresses: Readonly<Record<string, string>>;
  }[];
  readonly internal: boolean;
  readonly attachable: boolean;
  readonly enableIPv4?: boolean;
  readonly enableIPv6?: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly printed: OrderedMap;
}

export interface Volume {
  readonly key: string;
  /** The engine's name. */
  readonly name: string;
  readonly external: boolean;
  readonly driver?: string;
  readonly driverOptions: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly printed: OrderedMap;
}
