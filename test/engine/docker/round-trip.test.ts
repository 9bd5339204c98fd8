import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createBody } from "../../../src/docker/wire/create-body.ts";
import { apiAtLeast } from "../../../src/engine/api-version.ts";
import { canonicalConfig } from "../../../src/engine/canonical.ts";
import type { ContainerConfig, Mount } from "../../../src/engine/container-config.ts";
import type { ContainerFact, Engine } from "../../../src/engine/port.ts";
import { freeSubnets } from "../../support/addresses.ts";
import { cleanUp, engineAddresses, idle, never, newProject, open } from "../../support/engines.ts";

describe.each(engineAddresses)("a container made on %s and read back", (address) => {
  const project = newProject();
  const folder = mkdtempSync(`${tmpdir()}/wdl-`);
  let engine: Engine;
  let count = 0;

  beforeAll(async () => {
    engine = await open(address);
  });
  afterAll(async () => {
    await cleanUp(engine, project);
    engine.close();
    rmSync(folder, { recursive: true });
  });

  async function readBack(config: ContainerConfig): Promise<ContainerFact> {
    const id = await engine.createContainer({ name: `${project}-${++count}`, config }, never);
    const { containers } = await engine.snapshot({ project, images: [] }, never);
    const found = containers.find((container) => container.id === id);
    if (found === undefined) throw new Error("the new container is not in the snapshot");
    return found;
  }

  /** What was asked for, in canonical form, must be what is there; what was not said may be filled in. */
  async function expectSame(more: Partial<ContainerConfig>): Promise<void> {
    const wanted = canonicalConfig(idle(project, more));
    const { config } = await readBack(wanted);
    const asked = Object.keys(wanted).filter((name) => !["platform", "environment", "labels"].includes(name));
    const taken = Object.fromEntries(Object.entries(config).filter(([name]) => asked.includes(name)));
    expect(taken).toEqual(Object.fromEntries(Object.entries(wanted).filter(([name]) => asked.includes(name))));
    // The image passes on its own beside these.
    expect(config.environment).toMatchObject(wanted.environment);
    expect(config.labels).toMatchObject(wanted.labels);
  }

  const fields: readonly [string, Partial<ContainerConfig>][] = [
    ["the command", { command: ["echo", "a b", "$HOME", ""] }],
    ["an entrypoint", { entrypoint: ["/bin/sh", "-c"], command: ["true"] }],
    ["the environment", { environment: { A: "1", EMPTY: "", EQ: "a=b", GONE: null } }],
    ["labels", { labels: { a: "b", "with.dots": "", __proto__x: "é" } }],
    ["user and folder", { user: "1000:1000", workingDir: "/tmp" }],
    ["names", { hostname: "h", domainname: "example.org" }],
    ["terminal and input", { tty: true, stdinOpen: true }],
    ["how to stop", { stopSignal: "SIGQUIT", stopTimeoutSeconds: 0 }],
    [
      "a health check",
      {
        healthcheck: {
          test: ["CMD-SHELL", "true"],
          interval: 1e9,
          timeout: 2e9,
          startPeriod: 3e9,
          retries: 4,
        },
      },
    ],
    ["no health check", { healthcheck: { test: ["NONE"] } }],
    ["exposed ports", { exposed: ["80/tcp", "53/udp"] }],
    [
      "published ports",
      {
        exposed: ["80/tcp", "81/udp"],
        ports: [
          { container: "80/tcp", hostIp: "127.0.0.1", hostPort: "" },
          { container: "80/tcp", hostIp: "", hostPort: "18080" },
          { container: "81/udp", hostIp: "", hostPort: "18081-18085" },
        ],
      },
    ],
    ["restarting always", { restart: { name: "always", maxRetries: 0 } }],
    ["restarting on failure", { restart: { name: "on-failure", maxRetries: 3 } }],
    ["not restarting", { restart: { name: "no", maxRetries: 0 } }],
    ["an init process", { init: true }],
    ["no init process", { init: false }],
    ["privileges", { privileged: true }],
    ["a root that is read-only", { readOnly: true }],
    ["capabilities", { capAdd: ["net_admin", "CAP_SYS_TIME"], capDrop: ["all"] }],
    ["security options", { securityOpt: ["no-new-privileges:true"] }],
    ["system paths", { securityOpt: ["no-new-privileges:true", "systempaths=unconfined"] }],
    ["sysctls", { sysctls: { "net.core.somaxconn": "1024" } }],
    [
      "ulimits",
      {
        ulimits: [
          { name: "nproc", soft: 10, hard: 20 },
          { name: "nofile", soft: 100, hard: 100 },
        ],
      },
    ],
    ["DNS", { dns: ["1.2.3.4"], dnsSearch: ["a.example"], dnsOptions: ["ndots:2"] }],
    ["extra hosts", { extraHosts: ["a:1.2.3.4", "b:::1", "c:host-gateway"] }],
    ["logging", { logging: { driver: "json-file", options: { "max-size": "1m" } } }],
    ["shared memory", { shmSize: 1_048_576 }],
    ["memory", { memory: 67_108_864, memoryReservation: 33_554_432, memorySwap: 134_217_728 }],
    ["swap without limit", { memory: 67_108_864, memorySwap: -1 }],
    ["processors", { nanoCpus: 500_000_000, cpuShares: 512, cpuset: "0" }],
    ["a number of processes", { pidsLimit: 100 }],
    [
      "limits",
      {
        memory: 64e6,
        memorySwappiness: 0,
        oomKillDisable: true,
        oomScoreAdj: -17,
        cpuPeriod: 50_000,
        cpuQuota: 20_000,
      },
    ],
    [
      "devices",
      {
        devices: [{ source: "/dev/null", target: "/dev/nil", permissions: "r" }],
        deviceRequests: [
          { driver: "", count: -1, deviceIds: [], capabilities: [["gpu", "utility"]], options: { a: "b" } },
          { driver: "nvidia", count: 0, deviceIds: ["7"], capabilities: [["gpu"]], options: {} },
        ],
        deviceCgroupRules: ["c 10:229 rwm"],
        blkio: {
          weights: [],
          readBps: [{ path: "/dev/null", rate: 1e6 }],
          readIops: [{ path: "/dev/null", rate: 2 }],
          writeBps: [{ path: "/dev/null", rate: 3e6 }],
          writeIops: [{ path: "/dev/null", rate: 4 }],
        },
      },
    ],
    [
      "groups and names",
      { groupAdd: ["12", "audio"], uts: "host", userns: "host", cgroup: "host", cgroupParent: "/w" },
    ],
    ["a runtime", { runtime: "io.containerd.runc.v2" }],
    ["no network", { networkMode: { kind: "named", name: "none" } }],
    ["the host's network", { networkMode: { kind: "named", name: "host" }, hostname: "h" }],
    ["the usual bridge", { networkMode: { kind: "named", name: "bridge" } }],
    [
      "a hardware address on the usual bridge",
      { networkMode: { kind: "named", name: "bridge" }, macAddress: "02:42:ac:11:00:0a" },
    ],
  ];

  test.each(fields)("keeps %s", async (_what, more) => {
    await expectSame(more);
  });

  test("keeps the interval of first health checks, where the engine knows it", async () => {
    const healthcheck = { test: ["CMD", "true"], startPeriod: 2e9, startInterval: 1e9 };
    if (apiAtLeast(engine.facts.apiVersion, "1.44")) await expectSame({ healthcheck });
  });

  test("keeps every kind of mount", async () => {
    const mounts: readonly Mount[] = [
      { type: "bind", source: folder, target: "/a", readOnly: false, createHostPath: true },
      { type: "bind", source: folder, target: "/b", readOnly: true, createHostPath: true, selinux: "z" },
      { type: "bind", source: folder, target: "/c", readOnly: true, createHostPath: false, propagation: "rslave" },
      { type: "volume", source: `${project}_v`, target: "/d", readOnly: true, noCopy: false },
      { type: "volume", source: `${project}_v`, target: "/e", readOnly: false, noCopy: true },
      { type: "volume", target: "/f", readOnly: false, noCopy: false },
      { type: "volume", target: "/j", readOnly: false, noCopy: false, labels: { "com.example.a": "b" } },
      { type: "volume", source: `${project}_v`, target: "/k", readOnly: false, noCopy: false, labels: { a: "b" } },
      {
        type: "bind",
        source: folder,
        target: "/l",
        readOnly: false,
        createHostPath: true,
        propagation: "rprivate",
        selinux: "Z",
      },
      { type: "bind", source: folder, target: "/m", readOnly: true, createHostPath: false, recursive: "disabled" },
      { type: "tmpfs", target: "/g", options: "size=64k,mode=1770" },
      { type: "tmpfs", target: "/h", options: "" },
      { type: "tmpfs-mount", target: "/i", readOnly: false, size: 65_536, mode: 0o1770 },
    ];
    await engine.createVolume(
      { name: `${project}_v`, driver: "local", driverOptions: {}, labels: { "com.docker.compose.project": project } },
      never,
    );
    await expectSame({ mounts });
  });

  test("keeps mounts of newer engines", async ({ skip }) => {
    skip(!apiAtLeast(engine.facts.apiVersion, "1.48"));
    const bind = { type: "bind", source: folder, readOnly: true, createHostPath: false } as const;
    await expectSame({
      mounts: [
        { ...bind, target: "/a", recursive: "writable" },
        { ...bind, target: "/b", recursive: "readonly", propagation: "rprivate" },
        { type: "image", source: "busybox", target: "/c", readOnly: false, subpath: "etc" },
      ],
    });
  });

  test("names the anonymous volumes that it got", async () => {
    const { mounts } = await readBack(
      idle(project, { mounts: [{ type: "volume", target: "/data", readOnly: false, noCopy: false }] }),
    );
    expect(mounts).toEqual([
      { type: "volume", source: expect.stringMatching(/^[0-9a-f]{64}$/), target: "/data", readOnly: false },
    ]);
  });

  test("shares another container's network, named in the snapshot", async () => {
    const other = await readBack(idle(project));
    const networkMode = { kind: "container", of: { by: "id", id: other.id, name: other.name } } as const;
    await expectSame({ networkMode });
  });

  test("is on its networks, with aliases and addresses, the first one first", async () => {
    const [range] = freeSubnets("round-trip");
    const network = {
      driverOptions: {},
      ipamOptions: {},
      internal: false,
      attachable: false,
      labels: { "com.docker.compose.project": project },
    };
    const [first, second] = [`${project}_z`, `${project}_a`];
    const subnets = [{ subnet: `${range}.0/24`, auxAddresses: {} }];
    await engine.createNetwork({ ...network, name: first, subnets }, never);
    await engine.createNetwork({ ...network, name: second, subnets: [] }, never);
    const endpoints = [
      {
        network: first,
        aliases: ["one", "uno"],
        ipv4: `${range}.9`,
        macAddress: "02:42:ac:11:00:09",
        linkLocalIps: ["169.254.9.9"],
        driverOptions: { "com.example.option": "1" },
        links: ["other:known"],
        ...(apiAtLeast(engine.facts.apiVersion, "1.49") && { interfaceName: "lan0", gatewayPriority: 7 }),
      },
      { network: second, aliases: ["two"] },
    ] as const;
    const wanted = idle(project, { networkMode: { kind: "named", name: first }, networks: endpoints });
    const { id } = await readBack(wanted);
    const given = Object.keys(
      (createBody(wanted, engine.facts.apiVersion).NetworkingConfig as { EndpointsConfig: object }).EndpointsConfig,
    );
    for (const endpoint of endpoints)
      if (!given.includes(endpoint.network)) await engine.connectNetwork(id, endpoint, never);
    await engine.startContainer(id, never);
    const { containers, networks } = await engine.snapshot({ project, images: [], members: true }, never);
    const found = containers.find((container) => container.id === id);
    expect(found?.config.networks).toEqual([
      endpoints[0],
      { ...endpoints[1], macAddress: expect.stringMatching(/^[0-9a-f:]{17}$/) },
    ]);
    expect(networks.find(({ name }) => name === first)?.containers).toEqual([{ id, name: found?.name }]);
    await engine.removeContainer(id, { volumes: true }, never);
  });
});
