/** Whatever field of a container differs, a plan says so in words that people write: no JSON, no number without its unit. */
import { expect, test } from "vitest";
import type { ContainerConfig } from "../../../src/engine/container-config.ts";
import type { ContainerFact } from "../../../src/engine/port.ts";
import { differences } from "../../../src/planner/compare/changes.ts";
import type { Change } from "../../../src/planner/plan/plan.ts";
import type { Wanted } from "../../../src/planner/wanted/wanted.ts";

const mib = 1024 ** 2;
const second = 1e9;
const device = (source: string) => ({ source, target: "/dev/x", permissions: "rwm" });
const request = (count: number) => ({
  driver: "nvidia",
  count,
  deviceIds: [],
  capabilities: [["gpu"]],
  options: { a: "b" },
});
const blkio = (weight: number) => ({
  weight,
  weights: [{ path: "/dev/sda", weight }],
  readBps: [{ path: "/dev/sda", rate: weight * mib }],
  readIops: [{ path: "/dev/sda", rate: weight * 1000 }],
  writeBps: [{ path: "/dev/sda", rate: weight * mib }],
  writeIops: [{ path: "/dev/sda", rate: weight * 1000 }],
});
const endpoint = (ipv4: string) => ({
  network: "shop_front",
  aliases: ["web", ipv4],
  ipv4,
  ipv6: `fd00::${ipv4.slice(-1)}`,
  linkLocalIps: [`169.254.0.${ipv4.slice(-1)}`],
  driverOptions: { mtu: ipv4 },
  interfaceName: `eth${ipv4.slice(-1)}`,
  gatewayPriority: Number(ipv4.slice(-1)),
  links: [`db${ipv4.slice(-1)}:db`],
});

/** Two values of each field, and the attributes under which the difference is told; a field that is never compared has none. */
const samples: {
  readonly [F in keyof Required<ContainerConfig>]: readonly [
    live: NonNullable<ContainerConfig[F]>,
    wanted: NonNullable<ContainerConfig[F]>,
    told: readonly string[],
  ];
} = {
  image: ["busybox:1", "busybox:2", ["image"]],
  platform: ["linux/amd64", "linux/arm64", []],
  command: [["sleep", "1"], ["sleep", "2 3"], ["command"]],
  entrypoint: [["a"], ["b"], ["entrypoint"]],
  environment: [{ A: "1", GONE: "x" }, { A: "2", NEW: "y" }, ["environment.A", "environment.GONE", "environment.NEW"]],
  labels: [{ a: "1" }, { a: "2" }, ["labels.a"]],
  user: ["1000:1000", "nobody", ["user"]],
  workingDir: ["/a", "/b", ["working_dir"]],
  hostname: ["a", "b", ["hostname"]],
  domainname: ["a", "b", ["domainname"]],
  tty: [false, true, ["tty"]],
  stdinOpen: [false, true, ["stdin_open"]],
  stdinOnce: [false, true, []],
  autoRemove: [false, true, []],
  stopSignal: ["SIGTERM", "SIGQUIT", ["stop_signal"]],
  stopTimeoutSeconds: [10, 90, ["stop_grace_period"]],
  healthcheck: [
    {
      test: ["CMD", "a"],
      interval: 30 * second,
      timeout: second,
      startPeriod: second,
      startInterval: second,
      retries: 3,
    },
    {
      test: ["CMD-SHELL", "b c"],
      interval: 90 * second,
      timeout: 2 * second,
      startPeriod: 2 * second,
      startInterval: second / 2,
      retries: 5,
    },
    ["test", "interval", "timeout", "start_period", "start_interval", "retries"].map((part) => `healthcheck.${part}`),
  ],
  exposed: [["80/tcp"], ["81/tcp", "82/udp"], ["expose"]],
  ports: [
    [{ container: "80/tcp", hostIp: "", hostPort: "8080" }],
    [{ container: "80/tcp", hostIp: "::1", hostPort: "8081" }],
    ["ports"],
  ],
  mounts: [
    [
      { type: "bind", source: "/a", target: "/x", readOnly: false, createHostPath: true },
      { type: "tmpfs", target: "/t", options: "size=67108864" },
    ],
    [
      { type: "volume", source: "data", target: "/x", readOnly: true, noCopy: false, labels: { a: "b" } },
      { type: "tmpfs-mount", target: "/t", readOnly: false, size: 128 * mib, mode: 0o1777 },
    ],
    ["volumes"],
  ],
  networkMode: [{ kind: "named", name: "shop_front" }, { kind: "named", name: "shop_front" }, []],
  networks: [
    [endpoint("172.30.0.2")],
    [endpoint("172.30.0.3"), { network: "shop_back", aliases: ["web"] }],
    [
      "networks",
      ...[
        "aliases",
        "ipv4_address",
        "ipv6_address",
        "link_local_ips",
        "driver_opts",
        "interface_name",
        "gw_priority",
      ].map((name) => `networks.shop_front.${name}`),
      "links",
    ],
  ],
  macAddress: ["02:42:ac:11:00:02", "02:42:ac:11:00:03", ["mac_address"]],
  restart: [{ name: "always", maxRetries: 0 }, { name: "on-failure", maxRetries: 3 }, ["restart"]],
  init: [false, true, ["init"]],
  privileged: [false, true, ["privileged"]],
  readOnly: [false, true, ["read_only"]],
  capAdd: [["CAP_CHOWN"], ["CAP_CHOWN", "CAP_NET_ADMIN"], ["cap_add"]],
  capDrop: [[], ["ALL"], ["cap_drop"]],
  securityOpt: [[], ["no-new-privileges"], ["security_opt"]],
  sysctls: [{ "net.core.somaxconn": "128" }, { "net.core.somaxconn": "1024" }, ["sysctls.net.core.somaxconn"]],
  ulimits: [[{ name: "nofile", soft: 1024, hard: 1024 }], [{ name: "nofile", soft: 1024, hard: 2048 }], ["ulimits"]],
  dns: [["1.1.1.1"], ["1.1.1.1", "8.8.8.8"], ["dns"]],
  dnsSearch: [["a"], ["b"], ["dns_search"]],
  dnsOptions: [["a"], ["b"], ["dns_opt"]],
  extraHosts: [["a:1.1.1.1"], ["a:1.1.1.2"], ["extra_hosts"]],
  logging: [
    { driver: "json-file", options: { "max-size": "1m" } },
    { driver: "splunk", options: { "max-size": "2m", "splunk-token": "swordfish" } },
    ["logging.driver", "logging.options.max-size", "logging.options.splunk-token"],
  ],
  shmSize: [64 * mib, 128 * mib, ["shm_size"]],
  memory: [64 * mib, 1_000_000_001, ["mem_limit"]],
  memoryReservation: [32 * mib, 64 * mib, ["mem_reservation"]],
  memorySwap: [128 * mib, -1, ["memswap_limit"]],
  nanoCpus: [5e8, 1e9, ["cpus"]],
  cpuShares: [512, 1024, ["cpu_shares"]],
  cpuset: ["0", "0-1", ["cpuset"]],
  pidsLimit: [100, 200, ["pids_limit"]],
  cpuPeriod: [100_000, 250_000, ["cpu_period"]],
  cpuQuota: [50_000, 100_000, ["cpu_quota"]],
  cpuRealtimePeriod: [1_000_000, 2_000_000, ["cpu_rt_period"]],
  cpuRealtimeRuntime: [950_000, 960_000, ["cpu_rt_runtime"]],
  cpuCount: [1, 2, ["cpu_count"]],
  cpuPercent: [10, 20, ["cpu_percent"]],
  memorySwappiness: [0, 60, ["mem_swappiness"]],
  oomKillDisable: [false, true, ["oom_kill_disable"]],
  oomScoreAdj: [0, -500, ["oom_score_adj"]],
  blkio: [
    blkio(100),
    blkio(200),
    ["weight", "weight_device", "device_read_bps", "device_read_iops", "device_write_bps", "device_write_iops"].map(
      (part) => `blkio_config.${part}`,
    ),
  ],
  devices: [[device("/dev/a")], [device("/dev/b")], ["devices"]],
  deviceRequests: [[request(-1)], [request(2)], ["gpus"]],
  deviceCgroupRules: [["c 1:3 mr"], ["c 1:3 mrw"], ["device_cgroup_rules"]],
  annotations: [{ a: "1" }, { a: "2" }, ["annotations.a"]],
  groupAdd: [["1"], ["1", "mail"], ["group_add"]],
  storageOpt: [{ size: "1G" }, { size: "2G" }, ["storage_opt.size"]],
  cgroup: ["private", "host", ["cgroup"]],
  cgroupParent: ["a", "b", ["cgroup_parent"]],
  isolation: ["process", "hyperv", ["isolation"]],
  runtime: ["runc", "crun", ["runtime"]],
  userns: ["", "host", ["userns_mode"]],
  uts: ["", "host", ["uts"]],
  ipc: [{ kind: "named", name: "shareable" }, { kind: "named", name: "host" }, ["ipc"]],
  pid: [{ kind: "named", name: "" }, { kind: "container", of: { by: "id", id: "f".repeat(64), name: "db" } }, ["pid"]],
  volumesFrom: [[], [{ of: { by: "id", id: "f".repeat(64), name: "db" }, readOnly: true }], ["volumes_from"]],
  links: [[], [{ of: { by: "id", id: "f".repeat(64), name: "shop-db-1" }, alias: "store" }], ["links"]],
};

const configOf = (which: 0 | 1): ContainerConfig =>
  Object.fromEntries(
    Object.entries(samples).map(([key, sample]) => [key, sample[which]]),
  ) as unknown as ContainerConfig;

const live = {
  id: "a".repeat(64),
  name: "shop-web-1",
  imageId: "sha256:1",
  labels: {},
  createdAt: "",
  mounts: [],
  status: {},
  endpoints: configOf(0).networks.map((one) => ({ ...one, networkId: "1" })),
  config: configOf(0),
} as unknown as ContainerFact;

function told(showsSecrets: boolean): readonly Change[] {
  const wanted: Wanted = {
    config: configOf(1),
    injected: {},
    prefixes: [],
    name: "shop-web-1",
    files: [],
    startHooks: {},
    mountedImages: {},
    placeOf: () => undefined,
    showsSecrets,
    hash: () => ({ value: "another" }),
  };
  const image = { id: "sha256:1", volumes: [], environment: {}, labels: {}, exposed: [] } as never;
  const found = differences(wanted, live, image, { ids: new Map([["shop_front", "1"]]), own: new Map() });
  return [...found.replace, ...found.updates, ...found.networks];
}

test("every field that differs is told under its attribute", () => {
  const expected = Object.values(samples).flatMap(([, , names]) => names);
  expect([...new Set(told(false).map(({ field }) => field))].sort()).toEqual([...new Set(expected)].sort());
});

test("no value is JSON, and no large number is without its unit", () => {
  for (const { field, from, to } of told(true))
    for (const text of [from ?? "", to ?? ""]) {
      expect(text, field).not.toMatch(/[{}"]|\[(?!:)/);
      expect(text, field).not.toMatch(/(?<![\d:.])\d{6,}/);
      expect(text, field).not.toContain("object Object");
    }
});

test("units stand behind what has some", () => {
  const texts = Object.fromEntries(told(true).map(({ field, from, to }) => [field, `${from} → ${to}`]));
  expect(texts).toMatchObject({
    mem_reservation: "32 MiB → 64 MiB",
    memswap_limit: "128 MiB → unlimited",
    cpus: "0.5 CPU → 1 CPU",
    cpu_period: "100ms → 250ms",
    stop_grace_period: "10s → 1m30s",
    "healthcheck.interval": "30s → 1m30s",
    ports: "8080:80/tcp → [::1]:8081:80/tcp",
    ulimits: "nofile=1024 → nofile=1024:2048",
    devices: "/dev/a:/dev/x:rwm → /dev/b:/dev/x:rwm",
    gpus: "nvidia: all (gpu; a=b) → nvidia: 2 (gpu; a=b)",
    "blkio_config.device_read_bps": "/dev/sda: 100 MiB/s → /dev/sda: 200 MiB/s",
    "blkio_config.device_read_iops": "/dev/sda: 100,000 operations/s → /dev/sda: 200,000 operations/s",
    networks: "shop_front → shop_back, shop_front",
    "networks.shop_front.aliases": "172.30.0.2, web → 172.30.0.3, web",
    command: "sleep 1 → sleep '2 3'",
  });
});

test("values that may be secret are told to who asks for them alone; which ones changed is told to all", () => {
  const secret = /^(environment\.|command|entrypoint|healthcheck\.test|logging\.options\.splunk-token)/;
  const hidden = told(false).filter(({ field }) => secret.test(field));
  expect(hidden).toEqual([
    { field: "command" },
    { field: "entrypoint" },
    { field: "environment.A" },
    { field: "environment.GONE", how: "removed" },
    { field: "environment.NEW", how: "added" },
    { field: "healthcheck.test" },
    { field: "logging.options.splunk-token", how: "added" },
  ]);
  expect(JSON.stringify(told(false))).not.toContain("swordfish");
  expect(told(true)).toContainEqual({ field: "environment.A", from: "1", to: "2" });
  expect(told(true)).toContainEqual({ field: "environment.NEW", to: "y" });
  expect(told(true)).toContainEqual({ field: "logging.options.splunk-token", to: "swordfish" });
});
