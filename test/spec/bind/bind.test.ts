import { describe, expect, test } from "vitest";
import { serviceName } from "../../../src/core/ids.ts";
import { plainJson } from "../../../src/core/ordered-json.ts";
import { loadService, loadText } from "../../support/load.ts";

/** A place on a network of which the file says nothing. */
const plainPlace = { aliases: [], linkLocalIps: [], driverOptions: {}, gatewayPriority: 0, priority: 0 };

const service = (attributes: string) => loadService(`services: {web: {image: x, ${attributes}}}`);

describe("a service", () => {
  test("that says only its image has the defaults", async () => {
    const { printed, ...rest } = await service("");
    expect(rest).toEqual({
      name: "web",
      image: "x",
      pullPolicy: { kind: "missing" },
      environment: {},
      labels: {},
      replicas: 1,
      dependsOn: new Map(),
      ports: [],
      expose: [],
      volumes: [],
      tmpfs: [],
      networks: new Map([["default", plainPlace]]),
      configs: [],
      secrets: [],
      capAdd: [],
      capDrop: [],
      privileged: false,
      readOnly: false,
      sysctls: {},
      securityOpt: [],
      dns: [],
      dnsSearch: [],
      dnsOpt: [],
      tty: false,
      stdinOpen: false,
      extraHosts: [],
      ulimits: [],
      resources: {},
      annotations: {},
      devices: [],
      deviceRequests: [],
      deviceCgroupRules: [],
      groupAdd: [],
      storageOpt: {},
      volumesFrom: [],
      links: [],
      externalLinks: [],
      models: new Map(),
      useApiSocket: false,
      preStart: [],
      postStart: [],
      preStop: [],
      attach: true,
    });
    expect(plainJson(printed ?? null)).toEqual({
      command: null,
      entrypoint: null,
      image: "x",
      networks: { default: null },
    });
  });

  test.each<[string, object]>([
    ["command: 'a b', entrypoint: []", { command: ["a", "b"], entrypoint: [] }],
    ["pull_policy: daily", { pullPolicy: { kind: "every", ms: 86_400_000 } }],
    ["pull_policy: every_1h30m", { pullPolicy: { kind: "every", ms: 5_400_000 } }],
    ["pull_policy: if_not_present", { pullPolicy: { kind: "missing" } }],
    ["restart: 'on-failure:3'", { restart: { name: "on-failure", maxRetries: 3 } }],
    ["restart: always", { restart: { name: "always", maxRetries: 0 } }],
    [
      "restart: always, deploy: {restart_policy: {condition: on-failure, max_attempts: 3}}",
      { restart: { name: "on-failure", maxRetries: 3 } },
    ],
    ["deploy: {restart_policy: {condition: any}}", { restart: { name: "always", maxRetries: 0 } }],
    ["deploy: {restart_policy: {condition: none}}", { restart: { name: "no", maxRetries: 0 } }],
    ["scale: 3", { replicas: 3 }],
    ["deploy: {replicas: 0}", { replicas: 0 }],
    [
      "ports: ['127.0.0.1:8080:80/udp']",
      { ports: [{ target: 80, protocol: "udp", hostIp: "127.0.0.1", published: "8080" }] },
    ],
    ["ports: ['3000-3005:80']", { ports: [{ target: 80, protocol: "tcp", hostIp: "", published: "3000-3005" }] }],
    ["expose: [80, '81/udp', '90-91']", { expose: ["80/tcp", "81/udp", "90/tcp", "91/tcp"] }],
    [
      "tmpfs: ['/a', '/b:size=1m,mode=700']",
      {
        tmpfs: [
          { target: "/a", options: "" },
          { target: "/b", options: "size=1m,mode=700" },
        ],
      },
    ],
    [
      "healthcheck: {test: 'curl x', interval: 1m, timeout: 1s, start_period: 2s, start_interval: 3s, retries: 4}",
      {
        healthcheck: {
          test: ["CMD-SHELL", "curl x"],
          interval: 60e9,
          timeout: 1e9,
          startPeriod: 2e9,
          startInterval: 3e9,
          retries: 4,
          disable: false,
        },
      },
    ],
    ["healthcheck: {disable: true}", { healthcheck: { disable: true } }],
    ["stop_grace_period: 1m30s, stop_signal: SIGINT", { stopGracePeriod: 90e9, stopSignal: "SIGINT" }],
    ["extra_hosts: ['b=::1', 'a:1.1.1.1']", { extraHosts: ["a:1.1.1.1", "b:::1"] }],
    [
      "ulimits: {nproc: 5, nofile: {soft: 1, hard: 2}, as: 0}",
      {
        ulimits: [
          { name: "as", soft: 0, hard: 0 },
          { name: "nofile", soft: 1, hard: 2 },
          { name: "nproc", soft: 5, hard: 5 },
        ],
      },
    ],
    ["logging: {driver: d, options: {a: 1, b: }}", { logging: { driver: "d", options: { a: "1", b: "" } } }],
    [
      "mem_limit: 64m, mem_reservation: 32m, memswap_limit: -1, cpus: 0.5, cpu_shares: 2, cpuset: '0', pids_limit: 9, shm_size: 1m",
      {
        resources: {
          memory: 67_108_864,
          memoryReservation: 33_554_432,
          memorySwap: -1,
          nanoCpus: 5e8,
          cpuShares: 2,
          cpuset: "0",
          pidsLimit: 9,
        },
        shmSize: 1_048_576,
      },
    ],
    [
      "deploy: {resources: {limits: {cpus: '0.1', memory: 1g, pids: 5}, reservations: {memory: 1m}}}",
      {
        resources: { memory: 1_073_741_824, memoryReservation: 1_048_576, nanoCpus: 1e8, pidsLimit: 5 },
      },
    ],
    ["mem_swappiness: 0, oom_score_adj: -5", { resources: { memorySwappiness: 0, oomScoreAdj: -5 } }],
    ["mem_swappiness: -1", { resources: {} }],
    [
      "init: false, tty: true, attach: false, dns: [1.1.1.1, '']",
      { init: false, tty: true, attach: false, dns: ["1.1.1.1"] },
    ],
    [
      "build: {context: ./src, args: {A: 1, NOPE: }, target: t}",
      { build: { context: "/app/src", dockerfile: "Dockerfile", args: { A: "1" }, target: "t" } },
    ],
    ["network_mode: none", { networkMode: "none", networks: new Map() }],
  ])("%s", async (attributes, expected) => expect(await service(attributes)).toMatchObject(expected));

  test("mounts folders, volumes and memory", async () => {
    const web = await loadService(`
services:
  web:
    image: x
    volumes:
      - ./a:/a:ro,z
      - ~/b:/b/
      - data:/c:nocopy
      - /anonymous
      - {type: bind, source: /d, target: /d, bind: {create_host_path: false, propagation: rshared}}
      - {type: tmpfs, target: /t, tmpfs: {size: 1k, mode: 0o1777}}
volumes: {data: }
`);
    expect(web.volumes).toEqual([
      { type: "bind", source: "/app/a", target: "/a", readOnly: true, createHostPath: true, selinux: "z" },
      { type: "bind", source: "/home/me/b", target: "/b", readOnly: false, createHostPath: true },
      { type: "volume", source: "data", target: "/c", readOnly: false, noCopy: true },
      { type: "volume", target: "/anonymous", readOnly: false, noCopy: false },
      { type: "bind", source: "/d", target: "/d", readOnly: false, createHostPath: false, propagation: "rshared" },
      { type: "tmpfs", target: "/t", readOnly: false, size: 1024, mode: 0o1777 },
    ]);
  });

  test("has its networks by priority, then name", async () => {
    const web = await loadService(`
services:
  web:
    image: x
    networks: {a: , b: {priority: 1, aliases: [q], ipv4_address: 10.0.0.2, mac_address: "02:42:ac:11:00:05"}, default: }
networks: {a: , b: }
`);
    expect([...web.networks]).toEqual([
      ["b", { ...plainPlace, aliases: ["q"], priority: 1, ipv4: "10.0.0.2", macAddress: "02:42:ac:11:00:05" }],
      ["a", plainPlace],
      ["default", plainPlace],
    ]);
  });

  test("needs the service whose network it shares", async () => {
    const web = await loadService("services: {web: {image: x, network_mode: 'service:db'}, db: {image: y}}");
    expect([...web.dependsOn]).toEqual([["db", { condition: "service_started", restart: true, required: true }]]);
    expect(web.networks.size).toBe(0);
  });

  test("sees configs and secrets at absolute paths", async () => {
    const project = await loadText(`
services: {web: {image: x, configs: [c, {source: c, target: d}], secrets: [s, {source: s, target: /t}, {source: s, target: u}]}}
configs: {c: {file: ./c.txt}}
secrets: {s: {file: ~/s.txt}}
`);
    const web = project.services.get(serviceName("web"));
    expect(web?.configs.map(({ target }) => target)).toEqual(["/c", "/d"]);
    expect(web?.secrets.map(({ target }) => target)).toEqual(["/run/secrets/s", "/t", "/run/secrets/u"]);
    expect(project.configs.get("c")).toEqual({ key: "c", from: "file", file: "/app/c.txt" });
    expect(project.secrets.get("s")).toMatchObject({ file: "/home/me/s.txt" });
  });

  test("without an image is named after the project", async () => {
    expect((await loadService("services: {web: {build: .}}")).image).toBe("app-web");
  });
});

describe("resources", () => {
  test("have the engine's names", async () => {
    const project = await loadText(`
services: {web: {image: x, networks: [a, b, c], volumes: ["v:/v", "w:/w"]}}
networks: {a: , b: {external: true}, c: {name: own}}
volumes: {v: , w: {external: true, name: there}}
`);
    expect([...project.networks.values()].map(({ name, external }) => [name, external])).toEqual([
      ["app_a", false],
      ["b", true],
      ["own", false],
    ]);
    expect([...project.volumes.values()].map(({ name, external }) => [name, external])).toEqual([
      ["app_v", false],
      ["there", true],
    ]);
  });

  test("say all that the engine is asked for", async () => {
    const project = await loadText(`
services: {web: {image: x, volumes: ["v:/v"]}}
networks:
  default:
    driver: bridge
    driver_opts: {a: 1}
    internal: true
    attachable: true
    enable_ipv6: true
    labels: [x=y]
    ipam: {driver: default, config: [{subnet: 10.0.0.0/8, ip_range: 10.1.0.0/16, gateway: 10.0.0.1, aux_addresses: {h: 10.0.0.9}}]}
volumes: {v: {driver: local, driver_opts: {type: none, o: bind, device: ./d}, labels: {a: }}}
`);
    const { printed: _network, ...network } = project.networks.get("default") ?? {};
    expect(network).toEqual({
      key: "default",
      name: "app_default",
      external: false,
      driver: "bridge",
      driverOptions: { a: "1" },
      ipamDriver: "default",
      ipamOptions: {},
      subnets: [{ subnet: "10.0.0.0/8", ipRange: "10.1.0.0/16", gateway: "10.0.0.1", auxAddresses: { h: "10.0.0.9" } }],
      internal: true,
      attachable: true,
      enableIPv6: true,
      labels: { x: "y" },
    });
    const { printed: _volume, ...volume } = project.volumes.get("v") ?? {};
    expect(volume).toEqual({
      key: "v",
      name: "app_v",
      external: false,
      driver: "local",
      driverOptions: { type: "none", o: "bind", device: "/app/d" },
      labels: { a: "" },
    });
  });
});
