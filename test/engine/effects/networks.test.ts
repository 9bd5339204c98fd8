/** Where a container is reached, and what it reaches: networks, its place on them, and ports, seen from both sides. */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, type TestContext, test } from "vitest";
import { apiAtLeast } from "../../../src/engine/api-version.ts";
import { freePort, freeSubnets } from "../../support/addresses.ts";
import { type Effects, openEffects } from "../../support/effects.ts";
import { engineAddresses } from "../../support/engines.ts";
import { proves } from "../../support/proves.ts";

/** Networks that no other run has, as far as chance can tell. */
const [near, far] = freeSubnets("networks");
const own = Math.floor(Math.random() * 65_536).toString(16);
const range6 = `fd00:${own}`;

const compose = (ports: readonly number[], shared: string): string => `
x-idle: &idle {image: busybox, command: sleep 600, stop_grace_period: 0s}
services:
  db:
    <<: *idle
    networks:
      front: {ipv4_address: ${near}.7, ipv6_address: "${range6}::7", aliases: [store, base], link_local_ips: [169.254.8.8]}
      back: {priority: 10, mac_address: "02:42:ac:11:65:43"}
      shared:
  web:
    <<: *idle
    mac_address: 02:42:ac:11:65:44
    links: ["db:records"]
    external_links: ["\${COMPOSE_PROJECT_NAME}-db-1:outside"]
    networks: [front]
  alone:
    <<: *idle
    networks: [back]
  named:
    <<: *idle
    networks: {front: {driver_opts: {com.docker.network.endpoint.expected: "yes"}}}
  shut: {<<: *idle, networks: [shut]}
  sharing: {<<: *idle, network_mode: "service:db"}
  without: {<<: *idle, network_mode: none}
  hosted: {<<: *idle, network_mode: host}
  answering:
    <<: *idle
    command: nc -ll -p 80 -e echo hello
    ports:
      - {target: 80, published: "${ports[0]}", host_ip: 127.0.0.1}
      - "127.0.0.1:${ports[1]}:53/udp"
      - {target: 80, published: "${ports[2]}-${(ports[2] ?? 0) + 9}", host_ip: 127.0.0.1, protocol: tcp, mode: ingress}
      - "127.0.0.1::80"
networks:
  front:
    enable_ipv6: true
    attachable: true
    labels: {com.example.side: front}
    driver: bridge
    driver_opts: {com.docker.network.bridge.name: wdl-${own}, com.docker.network.driver.mtu: 1400}
    ipam:
      driver: default
      options: {com.example.pool: small}
      config:
        - {subnet: ${near}.0/24, ip_range: ${near}.128/25, gateway: ${near}.200, aux_addresses: {printer: ${near}.129}}
        - {subnet: "${range6}::/64"}
  back: {name: "\${COMPOSE_PROJECT_NAME}-behind"}
  shut: {internal: true}
  shared: {external: true, name: ${shared}}
`;

describe.each(engineAddresses)("on %s", (address) => {
  let effects: Effects;
  let inside: Effects["inside"];
  let ports: readonly number[];
  let shared: string;

  beforeAll(async () => {
    effects = await openEffects(address);
    inside = effects.inside;
    shared = `${effects.project}-of-others`;
    const first = await freePort(12);
    ports = [first, first + 1, first + 2];
    await effects.docker.createNetwork({ Name: shared });
    await effects.up(compose(ports, shared));
  });
  afterAll(async () => {
    await effects.remove();
    await effects.docker.getNetwork(shared).remove();
  });

  const addressOf = (service: string, name: string): Promise<string> =>
    inside(service, `nslookup ${name} 127.0.0.11 | awk '/^Name/ {found = 1} found && /^Address/ {print $2}' | sort -u`);
  const interfaces = (service: string): Promise<string> => inside(service, "ip addr");
  const network = (name: string) => effects.docker.getNetwork(name).inspect();
  const needs = ({ skip }: TestContext, api: string): void =>
    skip(!apiAtLeast(effects.engine.facts.apiVersion, api), `this engine's API is older than ${api}`);
  /** Who forwards the port takes connections before the container does. */
  const answers = (port: number): Promise<void> =>
    expect.poll(() => text(connect(port, "127.0.0.1")).catch(String)).toBe("hello\n");
  const published = async (port: string): Promise<readonly string[]> =>
    ((await effects.inspect("answering")).NetworkSettings.Ports[port] ?? []).map(
      ({ HostIp, HostPort }) => `${HostIp}:${HostPort}`,
    );

  proves("services.networks.*.aliases", "others on the network find the container by each name", async () => {
    for (const name of ["db", "store", "base", `${effects.project}-db-1`])
      expect((await addressOf("web", name)).split("\n")).toContain(`${near}.7`);
    await expect(addressOf("alone", "store")).resolves.toBe("");
  });

  proves("services.links", "the names are for this container alone", async () => {
    expect(await addressOf("web", "records")).toContain(`${near}.7`);
    expect(await addressOf("named", "records")).toBe("");
  });

  proves("services.external_links", "the container is found under the other name", async () => {
    expect(await addressOf("web", "outside")).toContain(`${near}.7`);
  });

  proves(
    ["services.networks.*.ipv4_address", "services.networks.*.ipv6_address", "services.networks.*.link_local_ips"],
    "an interface has them",
    async () => {
      const found = await interfaces("db");
      expect(found).toContain(`inet ${near}.7/24`);
      expect(found).toContain(`inet6 ${range6}::7/64`);
      expect(found).toContain("inet 169.254.8.8/16");
    },
  );

  proves(["services.networks.*.mac_address", "services.mac_address"], "an interface has it", async () => {
    expect(await interfaces("db")).toContain("link/ether 02:42:ac:11:65:43");
    expect(await interfaces("web")).toContain("link/ether 02:42:ac:11:65:44");
  });

  proves("services.networks.*.priority", "the highest is the container's own network", async () => {
    expect((await effects.inspect("db")).HostConfig.NetworkMode).toBe(`${effects.project}-behind`);
  });

  proves("services.networks.*.driver_opts", "the driver is told", async () => {
    const { Networks } = (await effects.inspect("named")).NetworkSettings;
    expect(Networks[`${effects.project}_front`]).toMatchObject({
      DriverOpts: { "com.docker.network.endpoint.expected": "yes" },
    });
  });

  proves("services.networks.*.interface_name", "the interface is called so", async (context) => {
    needs(context, "1.49");
    await effects.up(placed);
    expect(await interfaces("placed")).toMatch(/^\d+: lan0@/m);
    expect(await interfaces("placed")).toMatch(/^\d+: wan0@/m);
  });

  proves("services.networks.*.gw_priority", "the way out leads over that network", async (context) => {
    needs(context, "1.49");
    await effects.up(placed);
    expect(await inside("placed", "ip route")).toMatch(/^default via .* dev wan0/m);
    await effects.up(placed.replace("gw_priority: 5", "gw_priority: -5"));
    expect(await inside("placed", "ip route")).toMatch(/^default via .* dev lan0/m);
  });

  proves("services.network_mode", "the container is in that network", async () => {
    expect(await inside("sharing", "hostname; cat /sys/class/net/eth0/address")).toBe(
      await inside("db", "hostname; cat /sys/class/net/eth0/address"),
    );
    expect(await inside("without", "ls /sys/class/net")).toBe("lo");
    expect(await inside("hosted", "ls /sys/class/net")).toContain(`wdl-${own}`);
  });

  proves(
    ["services.ports[].target", "services.ports[].published", "services.ports[].host_ip"],
    "what listens there answers on the host, at that address alone",
    async () => {
      await answers(ports[0] ?? 0);
      const bound = await published("80/tcp");
      expect(bound).toHaveLength(3);
      expect(bound).toContain(`127.0.0.1:${ports[0]}`);
      for (const place of bound) await answers(Number(place.split(":")[1]));
    },
  );

  proves("services.ports[].mode: ingress", "one of the range is taken", async () => {
    const first = ports[2] ?? 0;
    const taken = (await published("80/tcp")).map((place) => Number(place.split(":")[1]));
    expect(taken.filter((port) => port >= first && port <= first + 9)).toHaveLength(1);
  });

  test("replicas that start at once find a port each in one range", async () => {
    const first = await freePort(40);
    await effects.up(`
services:
  many:
    image: busybox
    command: nc -ll -p 80 -e echo hello
    stop_grace_period: 0s
    scale: 5
    ports: ["127.0.0.1:${first}-${first + 39}:80"]
`);
    const taken = await Promise.all(
      [1, 2, 3, 4, 5].map(async (number) => (await effects.inspect("many", number)).NetworkSettings.Ports["80/tcp"]),
    );
    const given = taken.flatMap((bindings) => bindings?.map(({ HostPort }) => Number(HostPort)) ?? []);
    expect(new Set(given).size).toBe(5);
    expect(given.every((port) => port >= first && port <= first + 39)).toBe(true);
  });

  proves("services.ports[].protocol", "the host's port is taken for that protocol", async () => {
    expect(await published("53/udp")).toEqual([`127.0.0.1:${ports[1]}`]);
    const socket = createSocket("udp4").bind(ports[1], "127.0.0.1");
    const [error] = (await once(socket, "error")) as [NodeJS.ErrnoException];
    socket.close();
    expect(error.code).toBe("EADDRINUSE");
  });

  proves("networks.name", "the engine has it under that name", async () => {
    expect((await network(`${effects.project}-behind`)).Labels).toMatchObject({
      "com.docker.compose.network": "back",
      "com.docker.compose.project": effects.project,
    });
  });

  proves(["networks.driver", "networks.driver_opts"], "the host has that bridge, its containers that MTU", async () => {
    expect((await network(`${effects.project}_front`)).Driver).toBe("bridge");
    expect(await inside("hosted", `ls /sys/class/net/wdl-${own}/bridge/bridge_id`)).toContain("bridge_id");
    expect(await inside("web", "cat /sys/class/net/eth0/mtu")).toBe("1400");
  });

  proves(
    [
      "networks.ipam.config[].subnet",
      "networks.ipam.config[].ip_range",
      "networks.ipam.config[].gateway",
      "networks.ipam.config[].aux_addresses",
    ],
    "addresses come from there, but for the reserved one",
    async () => {
      const given = await Promise.all(["web", "named"].map(interfaces));
      const last = given.map((found) => new RegExp(`inet ${near}\\.(\\d+)/24`).exec(found)?.[1]);
      expect(last.sort()).toEqual(["128", "130"]);
      expect(await inside("web", "ip route")).toContain(`default via ${near}.200 `);
    },
  );

  proves(["networks.ipam.driver", "networks.ipam.options"], "the engine keeps them", async () => {
    expect((await network(`${effects.project}_front`)).IPAM).toMatchObject({
      Driver: "default",
      Options: { "com.example.pool": "small" },
    });
  });

  proves("networks.enable_ipv6", "containers have addresses of it", async () => {
    expect(await interfaces("web")).toContain(`inet6 ${range6}::`);
  });

  proves("networks.enable_ipv4", "containers have no other", async (context) => {
    needs(context, "1.48");
    await effects.up(`
services: {six: {image: busybox, command: sleep 600, networks: [six]}}
networks: {six: {enable_ipv4: false, enable_ipv6: true, ipam: {config: [{subnet: "${range6}:1::/64"}]}}}
`);
    const found = await interfaces("six");
    expect(found).toContain(`inet6 ${range6}:1::`);
    expect(found.match(/inet (?!127)/g)).toBeNull();
  });

  proves("networks.internal", "nothing leads out", async (context) => {
    expect((await network(`${effects.project}_shut`)).Internal).toBe(true);
    // Before, packets were dropped on the host.
    needs(context, "1.44");
    expect(await inside("shut", "ip route")).not.toContain("default");
    expect(await inside("web", "ip route")).toContain("default");
  });

  proves(["networks.attachable", "networks.labels"], "the engine keeps it", async () => {
    const { Attachable, Labels } = await network(`${effects.project}_front`);
    expect(Attachable).toBe(true);
    expect(Labels).toMatchObject({ "com.example.side": "front" });
  });

  proves(["networks.external", "networks.external.name"], "containers join it, it is given by name or id", async () => {
    const { Id } = await network(shared);
    const joined = async (): Promise<unknown> =>
      (await effects.inspect("db")).NetworkSettings.Networks[shared]?.NetworkID;
    expect(await joined()).toBe(Id);
    for (const external of [`{external: {name: ${shared}}}`, `{external: true, name: "${Id}"}`]) {
      const same = compose(ports, shared).replace(/shared: \{external.*\}/, `shared: ${external}`);
      const plan = await effects.plan(same);
      expect(plan.steps.map(({ id, reason }) => `${id}: ${reason.code}`)).toEqual([]);
    }
    await effects.up(`
services: {guest: {image: busybox, command: sleep 600, networks: [shared]}}
networks: {shared: {external: true, name: "${Id}"}}
`);
    expect((await effects.inspect("guest")).NetworkSettings.Networks).toMatchObject({ [shared]: { NetworkID: Id } });
    expect(
      (
        await effects.plan(`
services: {guest: {image: busybox, command: sleep 600, networks: [shared]}}
networks: {shared: {external: true, name: "${Id}"}}
`)
      ).steps,
    ).toEqual([]);
  });

  proves("networks.driver", "a macvlan has its own address on the parent interface", async () => {
    await effects.up(`
services: {far: {image: busybox, command: sleep 600, stop_grace_period: 0s, networks: [far]}}
networks:
  far: {driver: macvlan, driver_opts: {parent: wdl-${own}}, ipam: {config: [{subnet: ${far}.0/24}]}}
`);
    const parent = await inside("hosted", `cat /sys/class/net/wdl-${own}/ifindex`);
    expect(await inside("far", "cat /sys/class/net/eth0/iflink")).toBe(parent);
    expect(await interfaces("far")).toContain(`inet ${far}.`);
    await effects.docker.getContainer(`${effects.project}-far-1`).remove({ force: true });
  });

  proves("services.networks", "the engine's own network, as an external one", async () => {
    const text = `
services: {near: {image: busybox, command: sleep 600, stop_grace_period: 0s, networks: [near]}}
networks: {near: {external: true, name: host}}
`;
    await effects.up(text);
    const namespace = "readlink /proc/self/ns/net";
    expect(await inside("near", namespace)).toBe(await inside("hosted", namespace));
    expect((await effects.plan(text)).steps).toEqual([]);
  });

  test("a network that is made anew gets its containers back with their names and addresses", async () => {
    const before = await effects.inspect("named");
    const changed = compose(ports, shared).replace("com.example.side: front", "com.example.side: back");
    await effects.up(changed);
    expect((await network(`${effects.project}_front`)).Labels).toMatchObject({ "com.example.side": "back" });
    const found = await interfaces("db");
    for (const given of [`${near}.7/24`, `${range6}::7/64`, "169.254.8.8/16", "02:42:ac:11:65:43"])
      expect(found).toContain(given);
    expect((await addressOf("web", "store")).split("\n")).toContain(`${near}.7`);
    expect(await addressOf("web", "records")).toContain(`${near}.7`);
    // It stands, connected again; one with a hardware address there had to be replaced.
    expect((await effects.inspect("named")).Id).toBe(before.Id);
    expect(await interfaces("web")).toContain("link/ether 02:42:ac:11:65:44");
    expect((await effects.plan(changed)).steps.map(({ id, reason }) => `${id}: ${reason.code}`)).toEqual([]);
  });
});

const placed = `
services:
  placed:
    image: busybox
    command: sleep 600
    networks:
      near: {interface_name: lan0, priority: 1}
      far: {interface_name: wan0, gw_priority: 5}
networks: {near: , far: }
`;
