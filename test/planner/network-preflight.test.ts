/** What can be known of networks and addresses before the first call. */
import { describe, expect, test } from "vitest";
import type { NetworkSpec } from "../../src/engine/port.ts";
import { MemoryEngine } from "../support/memory-engine.ts";
import { planOf, projectOf, up } from "../support/scenario.ts";

const newEngine = (facts: Partial<MemoryEngine["facts"]> = {}): MemoryEngine => {
  const engine = new MemoryEngine();
  Object.assign(engine.facts, facts);
  engine.addImage("busybox");
  return engine;
};

const foreign = (name: string, subnet: string): NetworkSpec => ({
  name,
  driverOptions: {},
  ipamOptions: {},
  subnets: [{ subnet, auxAddresses: {} }],
  internal: false,
  attachable: false,
  labels: {},
});

const net = (subnet: string, more = ""): string => `{ipam: {config: [{subnet: "${subnet}"${more}}]}}`;
const file = (services: string, networks: string): string => `services: {${services}}\nnetworks: {${networks}}`;
const on = (name: string, place: string, more = ""): string => `${name}: {image: busybox, networks: ${place}${more}}`;

interface Refusal {
  readonly code: string;
  readonly path: string;
  readonly message: RegExp;
}

const refusals: readonly (readonly [what: string, compose: string, refusal: Refusal])[] = [
  [
    "a subnet that somebody else's network has a part of",
    file(on("a", "[n]"), `n: ${net("10.1.2.0/24")}`),
    { code: "subnet-overlap", path: "networks.n", message: /10\.1\.0\.0\/16 of the network "theirs"/ },
  ],
  [
    "a subnet that another network of the file has",
    file(on("a", "[n, m]"), `n: ${net("10.2.0.0/16")}, m: ${net("10.2.9.0/24")}`),
    { code: "subnet-overlap", path: "networks.n", message: /of the network "shop_m"/ },
  ],
  [
    "an address on a network without a subnet of its own",
    file(on("a", "{n: {ipv4_address: 10.2.0.2}}"), "n: "),
    { code: "address-unusable", path: "services.a.networks.n.ipv4_address", message: /no IPv4 subnet/ },
  ],
  [
    "an address of a family that the network has no subnet for",
    file(on("a", '{n: {ipv6_address: "fd00::2"}}'), `n: ${net("10.2.0.0/16")}`),
    { code: "address-unusable", path: "services.a.networks.n.ipv6_address", message: /no IPv6 subnet/ },
  ],
  [
    "an address outside of the subnets",
    file(on("a", "{n: {ipv4_address: 10.3.0.2}}"), `n: ${net("10.2.0.0/16")}`),
    { code: "address-unusable", path: "services.a.networks.n.ipv4_address", message: /outside .*10\.2\.0\.0\/16/ },
  ],
  [
    "an address outside of an external network",
    file(on("a", "{n: {ipv4_address: 10.3.0.2}}"), "n: {external: true, name: theirs}"),
    { code: "address-unusable", path: "services.a.networks.n.ipv4_address", message: /10\.1\.0\.0\/16/ },
  ],
  [
    "the gateway's address",
    file(on("a", "{n: {ipv4_address: 10.2.0.9}}"), `n: ${net("10.2.0.0/16", ", gateway: 10.2.0.9")}`),
    { code: "address-unusable", path: "services.a.networks.n.ipv4_address", message: /the gateway/ },
  ],
  [
    "a reserved address",
    file(on("a", "{n: {ipv4_address: 10.2.0.9}}"), `n: ${net("10.2.0.0/16", ", aux_addresses: {tv: 10.2.0.9}")}`),
    { code: "address-unusable", path: "services.a.networks.n.ipv4_address", message: /reserved as "tv"/ },
  ],
  [
    "an address that two services want",
    file(
      `${on("a", '{n: {ipv6_address: "fd00::1:0"}}')}, ${on("b", '{n: {ipv6_address: "fd00:0::1:0000"}}')}`,
      `n: ${net("fd00::/64")}`,
    ),
    {
      code: "duplicate-address",
      path: "services.b.networks.n.ipv6_address",
      message: /"a" already uses this ipv6_address/,
    },
  ],
  [
    "a hardware address that two services want, however it is written",
    file(
      `${on("a", "[n]", ', mac_address: "02:42:AC:11:65:43"')}, ${on("b", '{n: {mac_address: "02-42-ac-11-65-43"}}')}`,
      "n: ",
    ),
    {
      code: "duplicate-address",
      path: "services.b.networks.n.mac_address",
      message: /"a" already uses this mac_address/,
    },
  ],
  [
    "one address for several replicas",
    file(on("a", "{n: {ipv4_address: 10.2.0.2}}", ", scale: 2"), `n: ${net("10.2.0.0/16")}`),
    { code: "duplicate-address", path: "services.a.networks.n.ipv4_address", message: /2 replicas/ },
  ],
  [
    "two hardware addresses for one network",
    file(on("a", '{n: {mac_address: "02:42:ac:11:65:43"}}', ', mac_address: "02:42:ac:11:65:44"'), "n: "),
    { code: "conflicting-attributes", path: "services.a.mac_address", message: /"n" differ/ },
  ],
  [
    "a second network of the host's driver",
    file(on("a", "[n]"), "n: {driver: host}"),
    { code: "invalid-value", path: "networks.n.driver", message: /every engine has exactly one/ },
  ],
  [
    "an overlay network without a swarm",
    file(on("a", "[n]"), "n: {driver: overlay}"),
    { code: "needs-swarm", path: "networks.n.driver", message: /not a swarm manager/ },
  ],
  [
    "a driver that the engine does not have",
    file(on("a", "[n]"), "n: {driver: ipvlan}"),
    { code: "engine-lacks", path: "networks.n.driver", message: /network driver "ipvlan" is not available/ },
  ],
];

describe("refused before the first call, with its line", () => {
  test.each(refusals)("%s", async (_what, compose, { code, path, message }) => {
    const engine = newEngine({ swarm: "inactive", networkDrivers: ["bridge", "macvlan", "overlay"] });
    await engine.createNetwork(foreign("theirs", "10.1.0.0/16"));
    await expect(planOf(await projectOf(compose), engine)).rejects.toMatchObject({
      code,
      diagnostics: [{ path, place: { line: expect.any(Number) }, message: expect.stringMatching(message) }],
    });
  });
});

describe("no complaint", () => {
  test.each([
    ["addresses that are free", file(on("a", "{n: {ipv4_address: 10.2.0.2}}"), `n: ${net("10.2.0.0/16")}`)],
    [
      "one address on two networks",
      file(
        `${on("a", '{n: {mac_address: "02:42:ac:11:65:43"}}')}, ${on("b", '{m: {mac_address: "02:42:ac:11:65:43"}}')}`,
        "n: , m: ",
      ),
    ],
    [
      "a service without replicas",
      file(on("a", "{n: {ipv4_address: 10.3.0.2}}", ", scale: 0"), `n: ${net("10.2.0.0/16")}`),
    ],
    ["an overlay network where the engine does not say", file(on("a", "[n]"), "n: {driver: overlay}")],
    [
      "a subnet of another address manager",
      file(on("a", "[n]"), "n: {ipam: {driver: own, config: [{subnet: 10.1.0.0/16}]}}"),
    ],
  ])("about %s", async (_what, compose) => {
    const engine = newEngine();
    await engine.createNetwork(foreign("theirs", "10.1.0.0/16"));
    const { steps, warnings } = await planOf(await projectOf(compose), engine);
    expect(steps.map(({ operation }) => operation.kind)).toContain("create-network");
    expect(warnings).toEqual([]);
  });

  test("about the network's own subnet, once it is there", async () => {
    const engine = newEngine();
    const project = await projectOf(file(on("a", "[n]"), `n: ${net("10.2.0.0/16")}`));
    await up(project, engine);
    await expect(planOf(project, engine)).resolves.toMatchObject({ steps: [] });
  });

  test("about a subnet that a network of the project gives up: that one is removed first", async () => {
    const engine = newEngine();
    await up(await projectOf(file(on("a", "[n]"), `n: ${net("10.2.0.0/16")}`)), engine);
    const moved = file(on("a", "[n, m]"), `n: ${net("10.4.0.0/16")}, m: ${net("10.2.0.0/16")}`);
    const plan = await planOf(await projectOf(moved), engine);
    expect(plan.steps.find(({ id }) => id === "create network shop_m")?.after).toContain("remove network shop_n");
  });
});
