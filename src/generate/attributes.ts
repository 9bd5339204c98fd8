/**
 * What a file says to get a container's configuration: for each field the attributes that ask for it. What the image gives
 * anyway and what engines fill in by themselves is left out. The table is the way back of planner/wanted/container-spec.ts.
 */
import type { DeviceRequest } from "../core/devices.ts";
import type { Ordered } from "../core/ordered-json.ts";
import type { ContainerConfig, ContainerRef, Mount, NamespaceMode } from "../engine/container-config.ts";
import { isToolLabel } from "../engine/labels.ts";
import type { ImageFact } from "../engine/port.ts";
import { durationText } from "../spec/values/duration.ts";

export interface About {
  readonly config: ContainerConfig;
  /** Absent where it is gone: then all of the container's is said. */
  readonly image: ImageFact | undefined;
  /** The service that another container is of, where it is in the same file. */
  readonly serviceOf: (ref: ContainerRef) => string | undefined;
  /** The key of a network or volume that the engine calls so. */
  readonly keyOf: (kind: "networks" | "volumes", name: string) => string;
}

/** Attribute → value; what is undefined, empty or false is not written. */
export type Attributes = Readonly<Record<string, Ordered | undefined>>;

type Row<Value> = (value: Value, about: About) => Attributes;

const map = (entries: Readonly<Record<string, Ordered | undefined>>): Ordered =>
  new Map(Object.entries(entries).filter((entry): entry is [string, Ordered] => entry[1] !== undefined));

/** The value itself. */
const as =
  <Value extends Ordered>(attribute: string): Row<Value> =>
  (value) => ({ [attribute]: value });

const pairs =
  (attribute: string): Row<Readonly<Record<string, string>>> =>
  (value) => ({ [attribute]: map(value) });

/** Not where it is what the image, or an engine, has by itself. */
const unless =
  <Value extends Ordered>(attribute: string, usual: (about: About) => Value | undefined): Row<Value> =>
  (value, about) => ({ [attribute]: value === usual(about) ? undefined : value });

const bytes =
  (attribute: string): Row<number> =>
  (value) => ({ [attribute]: value < 0 ? value : sizeText(value) });

/** In the largest unit that leaves no fraction: `64m`. */
function sizeText(value: number): string {
  const units = ["b", "k", "m", "g"];
  let [count, unit] = [value, 0];
  for (; count > 0 && count % 1_024 === 0 && unit < units.length - 1; unit++) count /= 1_024;
  return `${count}${units[unit]}`;
}

const same = (a: readonly string[] | undefined, b: readonly string[] | undefined): boolean =>
  (a ?? []).join("\0") === (b ?? []).join("\0");

/** Whoever shares a network has the names of its owner, be that the host. */
const unlessShared =
  (attribute: string): Row<string> =>
  (value, { config: { networkMode } }) => ({
    [attribute]: networkMode.kind === "container" || networkMode.name === "host" ? undefined : value,
  });

/** `service:web`, `container:other`, `host`; undefined where every engine has it so. */
const namespace =
  (attribute: string, usual: readonly string[]): Row<NamespaceMode> =>
  (mode, about) => ({ [attribute]: modeText(mode, usual, about) });

function modeText(mode: NamespaceMode, usual: readonly string[], { serviceOf }: About): string | undefined {
  if (mode.kind === "named") return usual.includes(mode.name) ? undefined : mode.name;
  const service = serviceOf(mode.of);
  return service === undefined ? `container:${mode.of.name}` : `service:${service}`;
}

const usualShmSize = 67_108_864;

export const attributes: { readonly [Name in keyof ContainerConfig]-?: Row<NonNullable<ContainerConfig[Name]>> } = {
  image: as("image"),
  platform: as("platform"),
  entrypoint: (value, { image }) => ({ entrypoint: same(value, image?.entrypoint) ? undefined : value }),
  // With an entrypoint of its own a service does not have the image's command.
  command: (value, { image, config }) => ({
    command: same(value, image?.command) && same(config.entrypoint, image?.entrypoint) ? undefined : value,
  }),
  environment: (value, { image }) => ({
    environment: map(
      Object.fromEntries(Object.entries(value).filter(([name, text]) => text !== image?.environment[name])),
    ),
  }),
  labels: (value, { image }) => ({
    labels: map(
      Object.fromEntries(
        Object.entries(value).filter(
          ([name, text]) => !isToolLabel(name) && !name.startsWith("desktop.docker.io") && text !== image?.labels[name],
        ),
      ),
    ),
  }),
  user: unless("user", ({ image }) => image?.user),
  workingDir: unless("working_dir", ({ image }) => image?.workingDir),
  hostname: unlessShared("hostname"),
  domainname: unlessShared("domainname"),
  tty: as("tty"),
  stdinOpen: as("stdin_open"),
  // Of one run with somebody in front of it; a service has neither.
  stdinOnce: () => ({}),
  autoRemove: () => ({}),
  stopSignal: unless("stop_signal", ({ image }) => image?.stopSignal),
  stopTimeoutSeconds: (value) => ({ stop_grace_period: `${value}s` }),
  healthcheck: ({ test, interval, timeout, startPeriod, startInterval, retries }, { image }) => {
    if (test?.[0] === "NONE") return { healthcheck: map({ disable: true }) };
    const given = image?.healthcheck;
    const time = (value: number | undefined, usual: number | undefined): string | undefined =>
      value === undefined || value === usual ? undefined : durationText(value);
    return {
      healthcheck: map({
        test: same(test, given?.test) ? undefined : test,
        interval: time(interval, given?.interval),
        timeout: time(timeout, given?.timeout),
        start_period: time(startPeriod, given?.startPeriod),
        start_interval: time(startInterval, given?.startInterval),
        retries: retries === given?.retries ? undefined : retries,
      }),
    };
  },
  exposed: (value, { image, config }) => ({
    expose: value.filter(
      (port) => !image?.exposed.includes(port) && !config.ports.some(({ container }) => container === port),
    ),
  }),
  ports: (value) => ({
    ports: value.map(({ container, hostIp, hostPort }) => {
      const [target, protocol = "tcp"] = container.split("/");
      return map({
        host_ip: hostIp || undefined,
        target: Number(target),
        published: hostPort || undefined,
        protocol,
      });
    }),
  }),
  mounts: (value, about) => ({
    volumes: value.flatMap((mount) => (mount.type === "tmpfs" ? [] : [volume(mount, about)])),
    tmpfs: value.flatMap((mount) =>
      mount.type === "tmpfs" ? [mount.options === "" ? mount.target : `${mount.target}:${mount.options}`] : [],
    ),
  }),
  networkMode: (mode, about) => ({
    network_mode: about.config.networks.length > 0 ? undefined : modeText(mode, [], about),
  }),
  networks: (value, { keyOf, config }) => ({
    networks: new Map(
      value.map((endpoint, index): [string, Ordered] => [
        keyOf("networks", endpoint.network),
        map({
          aliases: endpoint.aliases.length > 0 ? endpoint.aliases : undefined,
          ipv4_address: endpoint.ipv4,
          ipv6_address: endpoint.ipv6,
          link_local_ips: endpoint.linkLocalIps,
          // Of the others the engine tells what it has chosen itself.
          mac_address: isPrimary(config, endpoint.network) ? endpoint.macAddress : undefined,
          driver_opts: endpoint.driverOptions && map(endpoint.driverOptions),
          interface_name: endpoint.interfaceName,
          gw_priority: endpoint.gatewayPriority,
          priority: index === 0 && value.length > 1 ? 1 : undefined,
        }),
      ]),
    ),
  }),
  macAddress: as("mac_address"),
  restart: ({ name, maxRetries }) => ({
    restart: name === "no" ? undefined : maxRetries > 0 ? `${name}:${maxRetries}` : name,
  }),
  init: as("init"),
  privileged: as("privileged"),
  readOnly: as("read_only"),
  capAdd: as("cap_add"),
  capDrop: as("cap_drop"),
  securityOpt: as("security_opt"),
  sysctls: pairs("sysctls"),
  ulimits: (value) => ({
    ulimits: new Map(value.map(({ name, soft, hard }) => [name, soft === hard ? soft : map({ soft, hard })])),
  }),
  dns: as("dns"),
  dnsSearch: as("dns_search"),
  dnsOptions: as("dns_opt"),
  extraHosts: as("extra_hosts"),
  logging: ({ driver, options }) => ({
    logging:
      driver === "json-file" && Object.keys(options).length === 0
        ? undefined
        : map({ driver, options: Object.keys(options).length > 0 ? map(options) : undefined }),
  }),
  shmSize: (value) => ({ shm_size: value === usualShmSize ? undefined : sizeText(value) }),
  memory: bytes("mem_limit"),
  memoryReservation: bytes("mem_reservation"),
  // The engine's own choice is twice the memory.
  memorySwap: (value, about) => (value === 2 * (about.config.memory ?? 0) ? {} : bytes("memswap_limit")(value, about)),
  nanoCpus: (value) => ({ cpus: value / 1e9 }),
  cpuShares: as("cpu_shares"),
  cpuset: as("cpuset"),
  pidsLimit: as("pids_limit"),
  cpuPeriod: as("cpu_period"),
  cpuQuota: as("cpu_quota"),
  cpuRealtimePeriod: as("cpu_rt_period"),
  cpuRealtimeRuntime: as("cpu_rt_runtime"),
  cpuCount: as("cpu_count"),
  cpuPercent: as("cpu_percent"),
  memorySwappiness: as("mem_swappiness"),
  oomKillDisable: as("oom_kill_disable"),
  oomScoreAdj: as("oom_score_adj"),
  blkio: ({ weight, weights, readBps, readIops, writeBps, writeIops }) => {
    const rates = (all: typeof readBps): Ordered | undefined =>
      all.length > 0 ? all.map(({ path, rate }) => map({ path, rate })) : undefined;
    return {
      blkio_config: map({
        weight,
        weight_device: weights.length > 0 ? weights.map((one) => map({ ...one })) : undefined,
        device_read_bps: rates(readBps),
        device_read_iops: rates(readIops),
        device_write_bps: rates(writeBps),
        device_write_iops: rates(writeIops),
      }),
    };
  },
  devices: (value) => ({
    devices: value.map(({ source, target, permissions }) => `${source}:${target}:${permissions}`),
  }),
  deviceRequests: (value) => ({ gpus: value.map(gpu) }),
  deviceCgroupRules: as("device_cgroup_rules"),
  annotations: pairs("annotations"),
  groupAdd: as("group_add"),
  storageOpt: pairs("storage_opt"),
  cgroup: unless("cgroup", () => "private"),
  cgroupParent: as("cgroup_parent"),
  isolation: unless("isolation", () => "default"),
  runtime: unless("runtime", () => "runc"),
  userns: as("userns_mode"),
  uts: as("uts"),
  ipc: namespace("ipc", ["private"]),
  pid: namespace("pid", []),
  volumesFrom: (value, { serviceOf }) => ({
    volumes_from: value.map(({ of, readOnly }) => {
      const service = serviceOf(of);
      return `${service ?? `container:${of.name}`}${readOnly ? ":ro" : ""}`;
    }),
  }),
  links: (value, { serviceOf }) => ({
    links: value.flatMap(({ of, alias }) => {
      const service = serviceOf(of);
      return service === undefined ? [] : [`${service}:${alias}`];
    }),
    external_links: value.flatMap(({ of, alias }) => (serviceOf(of) === undefined ? [`${of.name}:${alias}`] : [])),
  }),
};

const isPrimary = ({ networkMode }: ContainerConfig, network: string): boolean =>
  networkMode.kind === "named" && networkMode.name === network;

function volume(mount: Exclude<Mount, { type: "tmpfs" }>, { keyOf }: About): Ordered {
  const read_only = "readOnly" in mount && mount.readOnly ? true : undefined;
  switch (mount.type) {
    case "bind": {
      const { source, target, propagation, selinux, recursive, createHostPath } = mount;
      const bind = { propagation, selinux, recursive, create_host_path: createHostPath ? undefined : false };
      return map({ type: "bind", source, target, read_only, bind: unlessEmpty(bind) });
    }
    case "volume": {
      const { source, target, noCopy, subpath } = mount;
      const options = unlessEmpty({ nocopy: noCopy || undefined, subpath });
      return map({ type: "volume", source: source && keyOf("volumes", source), target, read_only, volume: options });
    }
    case "tmpfs-mount": {
      const { target, size, mode } = mount;
      return map({ type: "tmpfs", target, read_only, tmpfs: unlessEmpty({ size, mode }) });
    }
    default: {
      const { type, source, target, subpath } = mount;
      return map({ type, source, target, read_only, image: unlessEmpty({ subpath }) });
    }
  }
}

const unlessEmpty = (entries: Readonly<Record<string, Ordered | undefined>>): Ordered | undefined =>
  Object.values(entries).some((value) => value !== undefined) ? map(entries) : undefined;

const gpu = ({ driver, count, deviceIds, capabilities, options }: DeviceRequest): Ordered =>
  map({
    driver: driver || undefined,
    count: deviceIds.length > 0 ? undefined : count < 0 ? "all" : count,
    device_ids: deviceIds.length > 0 ? deviceIds : undefined,
    capabilities: capabilities[0],
    options: Object.keys(options).length > 0 ? map(options) : undefined,
  });
