/**
 * Field by field: how a live container differs from what the file asks, which of it can be mended on the standing
 * container, and what needs another one. Compares data; the order of calls that follow is ../containers's.
 */
import { posix } from "node:path";
import { canonicalJson, sameJson } from "../../core/canonical-json.ts";
import type { ContainerConfig, ContainerUpdate, Endpoint } from "../../engine/container-config.ts";
import { isToolLabel } from "../../engine/labels.ts";
import type { ContainerFact, ImageFact } from "../../engine/port.ts";
import { imageMountChanges } from "../images/image-mounts.ts";
import type { Change } from "../plan/plan.ts";
import { type Applied, mutableFields, readApplied } from "../wanted/applied.ts";
import { engineDefaults, withEngineAdditions, withImageDefaults } from "../wanted/defaults.ts";
import { wasInjected } from "../wanted/injected-variables.ts";
import { fileChanges } from "../wanted/service-files.ts";
import { hookChanges } from "../wanted/start-hooks.ts";
import { change, madeFromThis, type Wanted } from "../wanted/wanted.ts";
import { mountChanges } from "./mount-changes.ts";
import { type KnownNetworks, networkChanges } from "./network-changes.ts";
import { sharingChanges } from "./sharing-changes.ts";

export interface Differences {
  /** Only another container mends these. */
  readonly replace: readonly Change[];
  /** An update in place mends these. */
  readonly update: ContainerUpdate | undefined;
  readonly updates: readonly Change[];
  readonly connect: readonly Endpoint[];
  /** Names of networks. */
  readonly disconnect: readonly string[];
  readonly networks: readonly Change[];
}

/** How a field is called in the file, and whether its value may be shown. */
interface Field {
  readonly attribute: string;
  readonly secret?: boolean;
  /** Compared by its keys, one change each. */
  readonly keyed?: boolean;
  /** The order does not matter. */
  readonly set?: boolean;
}

/** Every field of a container's configuration; those without an entry are compared elsewhere, or can't be seen. */
const fields: { readonly [F in keyof Required<ContainerConfig>]: Field | "elsewhere" } = {
  image: { attribute: "image" },
  platform: "elsewhere",
  command: { attribute: "command", secret: true },
  entrypoint: { attribute: "entrypoint", secret: true },
  environment: { attribute: "environment", secret: true, keyed: true },
  labels: { attribute: "labels", keyed: true },
  user: { attribute: "user" },
  workingDir: { attribute: "working_dir" },
  hostname: { attribute: "hostname" },
  domainname: { attribute: "domainname" },
  tty: { attribute: "tty" },
  stdinOpen: { attribute: "stdin_open" },
  stopSignal: { attribute: "stop_signal" },
  stopTimeoutSeconds: { attribute: "stop_grace_period" },
  healthcheck: { attribute: "healthcheck" },
  exposed: { attribute: "expose", set: true },
  ports: { attribute: "ports", set: true },
  mounts: "elsewhere",
  networkMode: "elsewhere",
  networks: "elsewhere",
  macAddress: { attribute: "mac_address" },
  restart: { attribute: "restart" },
  init: { attribute: "init" },
  privileged: { attribute: "privileged" },
  readOnly: { attribute: "read_only" },
  capAdd: { attribute: "cap_add", set: true },
  capDrop: { attribute: "cap_drop", set: true },
  securityOpt: { attribute: "security_opt", set: true },
  sysctls: { attribute: "sysctls", keyed: true },
  ulimits: { attribute: "ulimits", set: true },
  dns: { attribute: "dns" },
  dnsSearch: { attribute: "dns_search" },
  dnsOptions: { attribute: "dns_opt" },
  extraHosts: { attribute: "extra_hosts", set: true },
  logging: { attribute: "logging" },
  shmSize: { attribute: "shm_size" },
  memory: { attribute: "mem_limit" },
  memoryReservation: { attribute: "mem_reservation" },
  memorySwap: { attribute: "memswap_limit" },
  nanoCpus: { attribute: "cpus" },
  cpuShares: { attribute: "cpu_shares" },
  cpuset: { attribute: "cpuset" },
  pidsLimit: { attribute: "pids_limit" },
  cpuPeriod: { attribute: "cpu_period" },
  cpuQuota: { attribute: "cpu_quota" },
  cpuRealtimePeriod: { attribute: "cpu_rt_period" },
  cpuRealtimeRuntime: { attribute: "cpu_rt_runtime" },
  cpuCount: { attribute: "cpu_count" },
  cpuPercent: { attribute: "cpu_percent" },
  memorySwappiness: { attribute: "mem_swappiness" },
  oomKillDisable: { attribute: "oom_kill_disable" },
  oomScoreAdj: { attribute: "oom_score_adj" },
  blkio: { attribute: "blkio_config" },
  devices: { attribute: "devices", set: true },
  deviceRequests: { attribute: "gpus", set: true },
  deviceCgroupRules: { attribute: "device_cgroup_rules", set: true },
  annotations: { attribute: "annotations", keyed: true },
  groupAdd: { attribute: "group_add", set: true },
  storageOpt: { attribute: "storage_opt", keyed: true },
  cgroup: { attribute: "cgroup" },
  cgroupParent: { attribute: "cgroup_parent" },
  isolation: { attribute: "isolation" },
  runtime: { attribute: "runtime" },
  userns: { attribute: "userns_mode" },
  uts: { attribute: "uts" },
  ipc: "elsewhere",
  pid: "elsewhere",
  volumesFrom: "elsewhere",
  links: "elsewhere",
};

const compared = Object.entries(fields).filter(
  (entry): entry is [keyof ContainerConfig, Field] => entry[1] !== "elsewhere",
);

/**
 * @param image the live container's own image, absent if the engine has it no more: then only what the file sets is compared
 */
export function differences(
  wanted: Wanted,
  live: ContainerFact,
  image: ImageFact | undefined,
  knownNetworks: KnownNetworks,
): Differences {
  const asked = image ? withImageDefaults(wanted.config, image) : wanted.config;
  const want = withEngineAdditions(asked, live.config, () => madeFromThis(wanted, live));
  const applied = readApplied(live.labels);
  const changes = compared.flatMap(([key, field]): [keyof ContainerConfig, Change][] => {
    if (want[key] === live.config[key] || (isNothing(want[key]) && isNothing(live.config[key]))) return [];
    if (leftToOthers(key, want, wanted, live, applied, image) || isDropped(key, wanted, live)) return [];
    return compare(key, field, want, live, wanted).map((change) => [
      key,
      driftOf(key, wanted, live) ? { ...change, drift: true } : change,
    ]);
  });
  const isMutable = (key: keyof ContainerConfig): boolean => mutableFields.some((field) => field === key);
  const mutable = changes.filter(([key]) => isMutable(key));
  const limitless = mutable.filter(([key]) => want[key] === undefined && key !== "restart").map(([, change]) => change);
  const networks = networkChanges(wanted, live, knownNetworks);
  const updates = mutable.map(([, change]) => change);
  // A limit that is to go needs another container: the engine takes a zero in an update for "leave it".
  const inPlace = limitless.length === 0 && updates.length > 0;
  return {
    replace: [
      ...changes.filter(([key]) => !isMutable(key)).map(([, change]) => change),
      ...limitless,
      ...mountChanges(wanted.config.mounts, live, image, wanted.placeOf),
      ...networks.replace,
      ...fileChanges(wanted.files, live),
      ...hookChanges(wanted, live),
      ...sharingChanges(wanted, live, applied),
      ...imageMountChanges(wanted.mountedImages, live),
    ],
    update: inPlace ? updateOf(want, new Set(mutable.map(([key]) => key))) : undefined,
    updates: inPlace ? updates : [],
    connect: networks.connect,
    disconnect: networks.disconnect,
    networks: networks.changes,
  };
}

/** Whether a field that the file leaves out counts as it stands. */
function leftToOthers(
  key: keyof ContainerConfig,
  want: ContainerConfig,
  wanted: Wanted,
  live: ContainerFact,
  applied: Applied | undefined,
  image: ImageFact | undefined,
): boolean {
  const value = want[key];
  const absent = value === undefined || (Array.isArray(value) && value.length === 0);
  if (!absent) return false;
  if (image === undefined && imageFields.has(key)) return true;
  if (!engineDefaults.has(key)) return false;
  if (applied) return !applied.set.includes(key);
  const usual = engineDefaults.get(key);
  return (
    usual === undefined || sameJson(usual, live.config[key]) || "parts" in wanted.hash() || madeFromThis(wanted, live)
  );
}

/** Asked for when the container was made, and dropped by an engine whose system has no such thing. */
const isDropped = (key: keyof ContainerConfig, wanted: Wanted, live: ContainerFact): boolean =>
  droppable.has(key) && !live.config[key] && wanted.config[key] !== undefined && madeFromThis(wanted, live);

const droppable: ReadonlySet<keyof ContainerConfig> = new Set<keyof ContainerConfig>([
  "cpuCount",
  "cpuPercent",
  "cpuRealtimePeriod",
  "cpuRealtimeRuntime",
  "memorySwappiness",
  "oomKillDisable",
  "blkio",
  "isolation",
]);

/** What an image gives: unknown without it. */
const imageFields: ReadonlySet<keyof ContainerConfig> = new Set<keyof ContainerConfig>([
  "command",
  "entrypoint",
  "user",
  "workingDir",
  "stopSignal",
  "healthcheck",
  "exposed",
]);

/** The file's value is the one at creation, so somebody else changed the container. */
function driftOf(key: keyof ContainerConfig, wanted: Wanted, live: ContainerFact): boolean {
  // What can be updated in place may have been, for a file that has changed back since.
  if (mutableFields.some((field) => field === key)) return false;
  return key !== "image" && madeFromThis(wanted, live);
}

function compare(
  key: keyof ContainerConfig,
  field: Field,
  want: ContainerConfig,
  live: ContainerFact,
  wanted: Wanted,
): Change[] {
  const { placeOf } = wanted;
  const to = normal(key, want[key]);
  const from = normal(key, live.config[key]);
  if (field.keyed) {
    const isLeft = (name: string): boolean =>
      (key === "labels" && isToolLabel(name)) || (key === "environment" && wasInjected(name, wanted, live));
    return keyedChanges(field, to as Keyed, from as Keyed, placeOf, isLeft);
  }
  const same = field.set ? sameJson(sorted(to), sorted(from)) : sameJson(to, from);
  return same ? [] : [change(field.attribute, field.secret ? undefined : [from, to], placeOf(field.attribute))];
}

type Keyed = Readonly<Record<string, unknown>>;

function keyedChanges(
  field: Field,
  to: Keyed,
  from: Keyed,
  placeOf: Wanted["placeOf"],
  isLeft: (name: string) => boolean,
): Change[] {
  const names = [...new Set([...Object.keys(to), ...Object.keys(from)])].sort();
  return names
    .filter((name) => !sameJson(own(to, name) ?? null, own(from, name) ?? null) && !isLeft(name))
    .map((name) =>
      change(
        `${field.attribute}.${name}`,
        field.secret ? undefined : [own(from, name), own(to, name)],
        placeOf(`${field.attribute}.${name}`) ?? placeOf(field.attribute),
      ),
    );
}

const own = (record: Keyed, name: string): unknown => (Object.hasOwn(record, name) ? record[name] : undefined);

/** Values that mean the same are written the same: no policy is `no`, no text is none, no list is an empty one, no limit is none. */
function normal(key: keyof ContainerConfig, value: unknown): unknown {
  if (key === "restart") return value ?? { name: "no", maxRetries: 0 };
  if (key === "workingDir" && typeof value === "string" && value.startsWith("/")) return posix.resolve(value);
  if (key === "pidsLimit") return value === 0 || value === -1 ? null : (value ?? null);
  return isNothing(value) ? null : value;
}

const isNothing = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === "" ||
  value === false ||
  (Array.isArray(value) && value.length === 0);

const sorted = (value: unknown): unknown =>
  Array.isArray(value) ? value.map((item) => canonicalJson(item)).sort() : value;

const updateOf = (want: ContainerConfig, keys: ReadonlySet<keyof ContainerConfig>): ContainerUpdate =>
  Object.fromEntries(
    mutableFields
      .filter((field) => keys.has(field))
      .map((field) => [field, want[field] ?? (field === "restart" ? { name: "no", maxRetries: 0 } : undefined)]),
  );
