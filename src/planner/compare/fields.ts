/** Every field of a container's configuration: its name in the file, how it is compared, how its value is written. */
import type { ContainerConfig } from "../../engine/container-config.ts";
import {
  bytesRateText,
  commandText,
  cpuText,
  deviceRequestText,
  deviceText,
  imageText,
  list,
  microsecondsText,
  operationsRateText,
  percentText,
  portText,
  restartText,
  secondsText,
  sizeText,
  timeText,
  ulimitText,
  weightsText,
} from "../wanted/value-text.ts";

/** How a field is called in the file, and whether its value may be shown. */
export interface Field<Value = unknown> {
  readonly attribute: string;
  /** Whether the value may be a secret; of keys, which ones. */
  readonly secret?: true | ((name: string) => boolean);
  /** Compared by its keys, one change each. */
  readonly keyed?: true;
  /** Compared by these parts, one change each. */
  readonly parts?: { readonly [Part in keyof Required<Value>]: Field<NonNullable<Value[Part]>> };
  /** The order does not matter. */
  readonly set?: true;
  /** Absent: as it is, lists with commas. */
  text?(value: Value): string;
}

/** A driver of logs may be told how to log in somewhere. */
const isCredential = (option: string): boolean => /token|secret|passw|credential|key/i.test(option);

const fields: {
  readonly [F in keyof Required<ContainerConfig>]: Field<NonNullable<ContainerConfig[F]>> | "elsewhere";
} = {
  image: { attribute: "image", text: imageText },
  platform: "elsewhere",
  command: { attribute: "command", secret: true, text: commandText },
  entrypoint: { attribute: "entrypoint", secret: true, text: commandText },
  environment: { attribute: "environment", secret: true, keyed: true },
  labels: { attribute: "labels", keyed: true },
  user: { attribute: "user" },
  workingDir: { attribute: "working_dir" },
  hostname: { attribute: "hostname" },
  domainname: { attribute: "domainname" },
  tty: { attribute: "tty" },
  stdinOpen: { attribute: "stdin_open" },
  // Of containers for one command alone.
  stdinOnce: "elsewhere",
  autoRemove: "elsewhere",
  stopSignal: { attribute: "stop_signal" },
  stopTimeoutSeconds: { attribute: "stop_grace_period", text: secondsText },
  healthcheck: {
    attribute: "healthcheck",
    parts: {
      test: { attribute: "test", secret: true, text: commandText },
      interval: { attribute: "interval", text: timeText },
      timeout: { attribute: "timeout", text: timeText },
      startPeriod: { attribute: "start_period", text: timeText },
      startInterval: { attribute: "start_interval", text: timeText },
      retries: { attribute: "retries" },
    },
  },
  exposed: { attribute: "expose", set: true },
  ports: { attribute: "ports", set: true, text: (ports) => list(ports, portText) },
  mounts: "elsewhere",
  networkMode: "elsewhere",
  networks: "elsewhere",
  macAddress: { attribute: "mac_address" },
  restart: { attribute: "restart", text: restartText },
  init: { attribute: "init" },
  privileged: { attribute: "privileged" },
  readOnly: { attribute: "read_only" },
  capAdd: { attribute: "cap_add", set: true },
  capDrop: { attribute: "cap_drop", set: true },
  securityOpt: { attribute: "security_opt", set: true },
  sysctls: { attribute: "sysctls", keyed: true },
  ulimits: { attribute: "ulimits", set: true, text: (ulimits) => list(ulimits, ulimitText) },
  dns: { attribute: "dns" },
  dnsSearch: { attribute: "dns_search" },
  dnsOptions: { attribute: "dns_opt" },
  extraHosts: { attribute: "extra_hosts", set: true },
  logging: {
    attribute: "logging",
    parts: { driver: { attribute: "driver" }, options: { attribute: "options", keyed: true, secret: isCredential } },
  },
  shmSize: { attribute: "shm_size", text: sizeText },
  memory: { attribute: "mem_limit", text: sizeText },
  memoryReservation: { attribute: "mem_reservation", text: sizeText },
  memorySwap: { attribute: "memswap_limit", text: sizeText },
  nanoCpus: { attribute: "cpus", text: cpuText },
  cpuShares: { attribute: "cpu_shares" },
  cpuset: { attribute: "cpuset" },
  pidsLimit: { attribute: "pids_limit" },
  cpuPeriod: { attribute: "cpu_period", text: microsecondsText },
  cpuQuota: { attribute: "cpu_quota", text: microsecondsText },
  cpuRealtimePeriod: { attribute: "cpu_rt_period", text: microsecondsText },
  cpuRealtimeRuntime: { attribute: "cpu_rt_runtime", text: microsecondsText },
  cpuCount: { attribute: "cpu_count" },
  cpuPercent: { attribute: "cpu_percent", text: percentText },
  memorySwappiness: { attribute: "mem_swappiness", text: percentText },
  oomKillDisable: { attribute: "oom_kill_disable" },
  oomScoreAdj: { attribute: "oom_score_adj" },
  blkio: {
    attribute: "blkio_config",
    parts: {
      weight: { attribute: "weight" },
      weights: { attribute: "weight_device", text: weightsText },
      readBps: { attribute: "device_read_bps", text: bytesRateText },
      readIops: { attribute: "device_read_iops", text: operationsRateText },
      writeBps: { attribute: "device_write_bps", text: bytesRateText },
      writeIops: { attribute: "device_write_iops", text: operationsRateText },
    },
  },
  devices: { attribute: "devices", set: true, text: (devices) => list(devices, deviceText) },
  deviceRequests: { attribute: "gpus", set: true, text: (requests) => list(requests, deviceRequestText) },
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

/** The fields that are compared here; the others are compared elsewhere, or can't be seen. */
export const comparedFields: readonly (readonly [keyof ContainerConfig, Field])[] = Object.entries(fields).flatMap(
  ([key, field]) => (field === "elsewhere" ? [] : [[key as keyof ContainerConfig, field] as const]),
);
