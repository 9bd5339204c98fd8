/** A file of containers: it loads, and asks for such containers again, field by field. */
import { expect, test } from "vitest";
import { canonicalConfig } from "../../src/engine/canonical.ts";
import type { ContainerConfig } from "../../src/engine/container-config.ts";
import { plainConfig } from "../../src/engine/plain-config.ts";
import type { ContainerFact, ImageFact } from "../../src/engine/port.ts";
import { type Found, generated } from "../../src/generate/generate.ts";
import { wantedConfig } from "../../src/planner/wanted/container-spec.ts";
import { withImageDefaults } from "../../src/planner/wanted/defaults.ts";
import { load } from "../../src/spec/load.ts";
import type { Project } from "../../src/spec/project.ts";
import { documentText } from "../../src/spec/render/render.ts";
import { newStatus } from "../support/memory/state.ts";
import { memoryContext } from "../support/memory-context.ts";
import { imageFact } from "../support/memory-engine.ts";

const image = imageFact("web", {
  command: ["serve"],
  entrypoint: ["run"],
  environment: { PATH: "/bin", MODE: "quiet" },
  labels: { maker: "us" },
  user: "app",
  workingDir: "/srv",
  stopSignal: "SIGQUIT",
  exposed: ["80/tcp"],
  volumes: ["/var/own"],
  healthcheck: { test: ["CMD", "check"], interval: 30e9 },
});

function found(
  config: Partial<ContainerConfig>,
  parts: Partial<ContainerFact> = {},
  of: ImageFact | undefined = image,
): Found {
  const id = parts.id ?? "1".repeat(64);
  const whole = { ...plainConfig("web"), ...config };
  return {
    image: of,
    borrowed: new Set(),
    container: {
      id,
      name: "one",
      labels: whole.labels,
      imageId: image.id,
      createdAt: "",
      status: newStatus(id, undefined),
      config: of ? withImageDefaults(whole, of) : whole,
      mounts: [],
      endpoints: [],
      ...parts,
    },
  };
}

const textOf = (...all: readonly Found[]): string => documentText(generated(all, undefined), "yaml");

async function loaded(text: string): Promise<Project> {
  const request = { files: [], profiles: [], envFiles: [], services: [], projectName: "again" };
  const project = await load(request, memoryContext({ "/app/compose.yaml": text }));
  expect(project.warnings).toEqual([]);
  return project;
}

/** What the file asks for, the image's own added, in the words of the engine. */
async function asked(text: string): Promise<ContainerConfig> {
  const project = await loaded(text);
  const [service] = project.services.values();
  if (service === undefined) throw new Error("no service");
  return canonicalConfig(
    withImageDefaults(
      wantedConfig(project, service, 1, () => undefined),
      image,
    ),
  );
}

const network = (config: Partial<ContainerConfig["networks"][number]> = {}) => ({
  networkMode: { kind: "named", name: "back" } as const,
  networks: [{ network: "back", aliases: [], ...config }],
});

const configs: Readonly<Record<string, Partial<ContainerConfig>>> = {
  "the image's own": {},
  command: { command: ["other", "$HOME", "a b"] },
  entrypoint: { entrypoint: ["sh", "-c"], command: ["echo 'x'"] },
  "an entrypoint alone": { entrypoint: ["sh"] },
  environment: { environment: { MODE: "loud", EMPTY: "", DOLLAR: "a$b$$c", LINES: "a\nb: c\n" } },
  labels: { labels: { own: "yes", "tricky key": "on" } },
  user: { user: "0:0", workingDir: "/tmp", hostname: "host", domainname: "example.org" },
  terminal: { tty: true, stdinOpen: true, init: true },
  stopping: { stopSignal: "SIGTERM", stopTimeoutSeconds: 90 },
  "another check": { healthcheck: { test: ["CMD-SHELL", "true || false"], timeout: 1.5e9, retries: 2 } },
  "no check": { healthcheck: { test: ["NONE"] } },
  "a part of the check": { healthcheck: { startPeriod: 60e9 } },
  ports: {
    exposed: ["9000/udp"],
    ports: [
      { container: "80/tcp", hostIp: "127.0.0.1", hostPort: "8080" },
      { container: "53/udp", hostIp: "", hostPort: "" },
      { container: "81/tcp", hostIp: "::1", hostPort: "9000-9010" },
    ],
  },
  mounts: {
    mounts: [
      { type: "bind", source: "/srv/a", target: "/a", readOnly: true, createHostPath: true },
      { type: "bind", source: "/srv/b", target: "/b", readOnly: false, createHostPath: false, propagation: "rslave" },
      { type: "volume", source: "data", target: "/data", readOnly: false, noCopy: true },
      { type: "tmpfs", target: "/t", options: "size=1m,mode=1777" },
      { type: "tmpfs-mount", target: "/u", readOnly: false, size: 4096, mode: 0o700 },
    ],
  },
  restart: { restart: { name: "on-failure", maxRetries: 3 } },
  "host network": { networkMode: { kind: "named", name: "host" }, pid: { kind: "named", name: "host" } },
  "another container's network": {
    networkMode: { kind: "container", of: { by: "id", id: "other", name: "other" } },
    ipc: { kind: "container", of: { by: "id", id: "other", name: "other" } },
    volumesFrom: [{ of: { by: "id", id: "other", name: "other" }, readOnly: true }],
  },
  "a network": network(),
  "names and addresses on a network": network({
    aliases: ["api"],
    ipv4: "10.0.0.5",
    ipv6: "fd00::5",
    macAddress: "02:42:0a:00:00:05",
    linkLocalIps: ["169.254.1.1"],
    driverOptions: { a: "b" },
    gatewayPriority: 5,
  }),
  rights: {
    privileged: true,
    readOnly: true,
    capAdd: ["CAP_NET_ADMIN"],
    capDrop: ["ALL"],
    securityOpt: ["no-new-privileges:true"],
    groupAdd: ["5"],
    userns: "host",
    uts: "host",
    cgroup: "host",
    cgroupParent: "/p",
    runtime: "kata",
  },
  kernel: {
    sysctls: { "net.core.somaxconn": "500" },
    ulimits: [
      { name: "nofile", soft: 1, hard: 2 },
      { name: "nproc", soft: 5, hard: 5 },
    ],
    shmSize: 33_554_432,
    storageOpt: { size: "1G" },
    annotations: { a: "b" },
  },
  names: {
    dns: ["1.1.1.1"],
    dnsSearch: ["example.org"],
    dnsOptions: ["ndots:2"],
    extraHosts: ["db:10.0.0.1"],
  },
  logging: { logging: { driver: "json-file", options: { "max-size": "1m" } } },
  limits: {
    memory: 67_108_864,
    memoryReservation: 1_000_001,
    memorySwap: -1,
    nanoCpus: 500_000_000,
    cpuShares: 512,
    cpuset: "0,1",
    pidsLimit: 50,
    memorySwappiness: 0,
    oomKillDisable: true,
    oomScoreAdj: -5,
  },
  "processor times": { cpuPeriod: 100_000, cpuQuota: 50_000, cpuRealtimePeriod: 1_000, cpuRealtimeRuntime: 900 },
  devices: {
    devices: [{ source: "/dev/null", target: "/dev/x", permissions: "r" }],
    deviceCgroupRules: ["c 1:3 r"],
    blkio: {
      weight: 300,
      weights: [{ path: "/dev/sda", weight: 200 }],
      readBps: [{ path: "/dev/sda", rate: 1_048_576 }],
      readIops: [],
      writeBps: [],
      writeIops: [{ path: "/dev/sda", rate: 30 }],
    },
  },
};

/** What the project adds to each of its containers. */
const own = (config: ContainerConfig): object => ({
  ...config,
  labels: Object.fromEntries(
    Object.entries(config.labels).filter(([name]) => !/^(com\.docker\.compose|dev\.windlass)\./.test(name)),
  ),
  networks: config.networks.map(({ aliases, ...endpoint }) => ({
    ...endpoint,
    aliases: aliases.filter((alias) => !["one", "again-one-1"].includes(alias)),
  })),
});

test.each(Object.entries(configs))("%s: the file asks for the same again", async (_, config) => {
  const before = found(config);
  const expected = canonicalConfig(before.container.config);
  expect(own(await asked(textOf(before)))).toEqual(own(expected));
});

test("what the image gives, and what engines fill in, is not in the file", () => {
  const filled: Partial<ContainerConfig> = {
    shmSize: 67_108_864,
    memory: 1_048_576,
    memorySwap: 2_097_152,
    runtime: "runc",
    cgroup: "private",
    ipc: { kind: "named", name: "private" },
    logging: { driver: "json-file", options: {} },
    restart: { name: "no", maxRetries: 0 },
    labels: { "com.docker.compose.project": "x", "desktop.docker.io/binds/0/Source": "/a" },
  };
  expect(textOf(found(filled))).toBe(
    "services:\n  one:\n    image: web\n    mem_limit: 1m\n    network_mode: bridge\n",
  );
});

test("where the image is gone, all that the container has of it is in the file", () => {
  const { container } = found({});
  expect(textOf({ container, image: undefined, borrowed: new Set() })).toContain("PATH: /bin");
});

test("networks and volumes are those that the containers have, whatever they are called", () => {
  const text = textOf(
    found({
      ...network(),
      networks: [
        { network: "a b", aliases: [] },
        { network: "a_b", aliases: [] },
      ],
    }),
  );
  expect(text).toContain(
    "networks:\n  a_b:\n    name: a b\n    external: true\n  a_b-2:\n    name: a_b\n    external: true\n",
  );
});

test("an unnamed volume is one again: not the image's, and not one of another container", () => {
  const mount = (source: string, target: string) => ({ type: "volume", source, target, readOnly: true });
  const one = found({}, { mounts: [mount("v1", "/mine"), mount("v2", "/var/own"), mount("v3", "/theirs")] });
  expect(textOf({ ...one, borrowed: new Set(["v3"]) })).toContain(
    "volumes:\n      - type: volume\n        target: /mine\n",
  );
  expect(textOf({ ...one, borrowed: new Set(["v3"]) })).not.toMatch(/theirs|own/);
});

test("containers of one service are one with a scale; who shares with another names its service", async () => {
  const of = (project: string, service: string) => ({
    "com.docker.compose.project": project,
    "com.docker.compose.service": service,
  });
  const ids = ["a", "b", "c", "d"].map((letter) => letter.repeat(64));
  const text = textOf(
    found({ labels: of("shop", "web") }, { id: ids[0] ?? "", name: "shop-web-1" }),
    found({ labels: of("shop", "web") }, { id: ids[1] ?? "", name: "shop-web-2" }),
    found({ labels: of("other", "web") }, { id: ids[2] ?? "", name: "other-web-1" }),
    found(
      {
        networkMode: { kind: "container", of: { by: "id", id: ids[2] ?? "", name: "other-web-1" } },
        hostname: "theirs",
      },
      { id: ids[3] ?? "", name: "beside" },
    ),
  );
  const { services } = await loaded(text);
  expect(
    [...services.values()]
      .map(({ name, replicas, networkMode, hostname }) => ({ name, replicas, networkMode, hostname }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  ).toEqual([
    { name: "beside", replicas: 1, networkMode: "service:web-2" },
    { name: "web", replicas: 2, networkMode: "bridge" },
    { name: "web-2", replicas: 1, networkMode: "bridge" },
  ]);
});
