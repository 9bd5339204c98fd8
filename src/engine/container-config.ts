/**
 * What a container is asked to be, in our words: the same type for what the file wants and for what the engine has,
 * so that the planner can compare the two field by field. How a field travels is docker/wire/container-fields.ts's knowledge.
 * A field that is absent is left to the image or the engine.
 */
import type { BlockIo, Device, DeviceRequest } from "../core/devices.ts";
import type { BindMount, MemoryMount, NamedMount, VolumeMount } from "../core/mounts.ts";
import type { Resources } from "../core/resources.ts";

/** A container by its id, or by the step that creates it earlier in the same plan. */
export type ContainerRef =
  | { readonly by: "id"; readonly id: string; readonly name: string }
  | {
      readonly by: "step";
      readonly step: string;
      readonly name: string;
      /** The container that it is if that step turns out not to be needed. */
      readonly fallback?: string;
    };

/** An image by its id, or by the step that pulls or builds it earlier in the same plan. */
export type ImageRef =
  /** `content`: see ImageFact. */
  | { readonly by: "id"; readonly id: string; readonly content?: string }
  | { readonly by: "step"; readonly step: string };

export interface Healthcheck {
  /** `["CMD", …]`, `["CMD-SHELL", line]` or `["NONE"]`; absent: the image's. */
  readonly test?: readonly string[];
  /** Nanoseconds, as all of these. */
  readonly interval?: number;
  readonly timeout?: number;
  readonly startPeriod?: number;
  readonly startInterval?: number;
  readonly retries?: number;
}

/** One published port. `hostPort` is empty where the engine picks one, or a range `8000-8010`. */
export interface PortBinding {
  /** `80/tcp` */
  readonly container: string;
  readonly hostIp: string;
  readonly hostPort: string;
}

export type Mount =
  | BindMount
  /** `source`: the engine's name of the volume. */
  | VolumeMount
  | NamedMount
  /** A service's volume of type tmpfs: HostConfig.Mounts. */
  | ({ readonly type: "tmpfs-mount" } & MemoryMount)
  | {
      /** A service's `tmpfs`: HostConfig.Tmpfs. */
      readonly type: "tmpfs";
      readonly target: string;
      /** The option text of the short form, `size=64m,mode=1777`. */
      readonly options: string;
    };

/** The container's place on one network. */
export interface Endpoint {
  /** The engine's name of the network. */
  readonly network: string;
  readonly aliases: readonly string[];
  readonly ipv4?: string;
  readonly ipv6?: string;
  readonly macAddress?: string;
  readonly linkLocalIps?: readonly string[];
  readonly driverOptions?: Readonly<Record<string, string>>;
  /** The name of the interface in the container. */
  readonly interfaceName?: string;
  /** The network with the highest one gives the default route; absent: 0. */
  readonly gatewayPriority?: number;
  /** `container:alias`: names that this container alone has for others. */
  readonly links?: readonly string[];
}

/** `named`: none, host, private, a network's name. `container`: shares that container's. */
export type NamespaceMode =
  | { readonly kind: "named"; readonly name: string }
  | { readonly kind: "container"; readonly of: ContainerRef };

export type NetworkMode = NamespaceMode;

/** All volumes of another container, at the same places. */
export interface VolumesFrom {
  readonly of: ContainerRef;
  readonly readOnly: boolean;
}

export interface RestartPolicy {
  readonly name: "no" | "always" | "on-failure" | "unless-stopped";
  readonly maxRetries: number;
}

export interface ContainerConfig extends Resources {
  /** The reference as the file wrote it. */
  readonly image: string;
  readonly platform?: string;
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  /** `null` removes the image's variable. */
  readonly environment: Readonly<Record<string, string | null>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly user?: string;
  readonly workingDir?: string;
  readonly hostname?: string;
  readonly domainname?: string;
  readonly tty: boolean;
  readonly stdinOpen: boolean;
  /** Its input ends when the first one who is attached to it goes. */
  readonly stdinOnce?: boolean;
  /** The engine removes it, and its volumes without a name, when it ends. */
  readonly autoRemove?: boolean;
  readonly stopSignal?: string;
  readonly stopTimeoutSeconds?: number;
  readonly healthcheck?: Healthcheck;
  /** `80/tcp`, published ones included. */
  readonly exposed: readonly string[];
  readonly ports: readonly PortBinding[];
  readonly mounts: readonly Mount[];
  readonly networkMode: NetworkMode;
  /** By priority; empty with a network mode of its own. */
  readonly networks: readonly Endpoint[];
  /** With a network mode of its own; an endpoint has its own fallback. */
  readonly macAddress?: string;
  readonly restart?: RestartPolicy;
  readonly init?: boolean;
  readonly privileged: boolean;
  readonly readOnly: boolean;
  readonly capAdd: readonly string[];
  readonly capDrop: readonly string[];
  readonly securityOpt: readonly string[];
  readonly sysctls: Readonly<Record<string, string>>;
  readonly ulimits: readonly { readonly name: string; readonly soft: number; readonly hard: number }[];
  readonly dns: readonly string[];
  readonly dnsSearch: readonly string[];
  readonly dnsOptions: readonly string[];
  /** `host:address` */
  readonly extraHosts: readonly string[];
  readonly logging?: { readonly driver: string; readonly options: Readonly<Record<string, string>> };
  /** Bytes. */
  readonly shmSize?: number;
  readonly blkio?: BlockIo;
  readonly devices: readonly Device[];
  readonly deviceRequests: readonly DeviceRequest[];
  readonly deviceCgroupRules: readonly string[];
  readonly annotations: Readonly<Record<string, string>>;
  readonly groupAdd: readonly string[];
  readonly storageOpt: Readonly<Record<string, string>>;
  /** The namespace of control groups, `private` or `host`. */
  readonly cgroup?: string;
  readonly cgroupParent?: string;
  /** Windows. */
  readonly isolation?: string;
  readonly runtime?: string;
  readonly userns?: string;
  readonly uts?: string;
  readonly ipc?: NamespaceMode;
  readonly pid?: NamespaceMode;
  readonly volumesFrom: readonly VolumesFrom[];
  /** On the engine's own bridge, which looks no names up; on other networks an endpoint has them. */
  readonly links: readonly { readonly of: ContainerRef; readonly alias: string }[];
}

/** What can be changed on a standing container. */
export type ContainerUpdate = Pick<
  ContainerConfig,
  "restart" | "memory" | "memoryReservation" | "memorySwap" | "nanoCpus" | "cpuShares" | "cpuset" | "pidsLimit"
>;

export const mutableFields: readonly (keyof ContainerUpdate)[] = [
  "restart",
  "memory",
  "memoryReservation",
  "memorySwap",
  "nanoCpus",
  "cpuShares",
  "cpuset",
  "pidsLimit",
];
