/** What an edit of a container's place on its networks comes to: a new connection where that does, another container where not. */
import { describe, expect, test } from "vitest";
import { MemoryEngine } from "../../support/memory-engine.ts";
import { planOf, projectOf, run, up } from "../../support/scenario.ts";

const file = (place: string, more = ""): string => `
services: {a: {image: busybox, networks: {n: ${place}, m: }${more}}, db: {image: busybox, networks: [n]}}
networks: {n: {ipam: {config: [{subnet: 10.2.0.0/16}, {subnet: "fd00::/64"}]}}, m: }
`;

const newEngine = (): MemoryEngine => {
  const engine = new MemoryEngine();
  engine.addImage("busybox");
  return engine;
};

describe("connected anew", () => {
  test.each([
    ["aliases", "{aliases: [one]}", "{aliases: [two]}"],
    ["aliases", "{aliases: [one]}", "{}"],
    ["ipv4_address", "{}", "{ipv4_address: 10.2.0.7}"],
    ["ipv4_address", "{ipv4_address: 10.2.0.7}", "{}"],
    ["ipv6_address", '{ipv6_address: "fd00::7"}', '{ipv6_address: "fd00::8"}'],
    ["link_local_ips", "{}", "{link_local_ips: [169.254.8.8]}"],
    ["driver_opts", "{driver_opts: {a: 1}}", "{driver_opts: {a: 2}}"],
    ["interface_name", "{}", "{interface_name: lan0}"],
    ["gw_priority", "{gw_priority: 1}", "{}"],
  ])("another %s: %s → %s", async (attribute, from, to) => {
    const engine = newEngine();
    await up(await projectOf(file(from)), engine);
    const project = await projectOf(file(to));
    const plan = await planOf(project, engine);
    expect(plan.steps.map(({ operation }) => operation.kind)).toEqual(["disconnect-network", "connect-network"]);
    expect(plan.verdicts.find(({ resource }) => resource.name === "shop-a-1")?.changes).toMatchObject([
      { field: `networks.shop_n.${attribute}`, place: { line: 2 } },
    ]);
    await run(plan, engine);
    expect((await planOf(project, engine)).steps).toEqual([]);
  });
});

test("a hardware address in another spelling is the same one", async () => {
  const engine = newEngine();
  await up(await projectOf(file('{mac_address: "02:42:ac:11:65:43"}')), engine);
  expect((await planOf(await projectOf(file("{mac_address: 02-42-AC-11-65-43}")), engine)).steps).toEqual([]);
  expect((await planOf(await projectOf(file("{mac_address: 02-42-AC-11-65-44}")), engine)).steps).not.toEqual([]);
});

describe("replaced", () => {
  test.each([
    ["a hardware address", "{}", "", '{mac_address: "02:42:ac:11:65:43"}', ""],
    ["the service's hardware address", "{priority: 1}", "", "{priority: 1}", ', mac_address: "02:42:ac:11:65:43"'],
    [
      "another address beside a hardware address",
      '{mac_address: "02:42:ac:11:65:43"}',
      "",
      '{mac_address: "02:42:ac:11:65:43", aliases: [x]}',
      "",
    ],
  ])("for %s", async (_what, from, fromMore, to, toMore) => {
    const engine = newEngine();
    await up(await projectOf(file(from, fromMore)), engine);
    const project = await projectOf(file(to, toMore));
    const plan = await planOf(project, engine);
    expect(plan.verdicts.find(({ resource }) => resource.name === "shop-a-1")).toMatchObject({ action: "replace" });
    await run(plan, engine);
    expect((await planOf(project, engine)).steps).toEqual([]);
  });

  test("where its network is made anew and it has a hardware address there", async () => {
    const place = '{mac_address: "02:42:ac:11:65:43"}';
    const engine = newEngine();
    await up(await projectOf(file(place)), engine);
    const project = await projectOf(
      file(place).replace("m: }\n", "m: {internal: true}}\n").replace("10.2.0.0", "10.3.0.0"),
    );
    const { report } = await run(await planOf(project, engine), engine);
    expect(report.failures).toEqual([]);
    const a = [...engine.containers.values()].find(({ name }) => name === "shop-a-1");
    expect(a?.endpoints.get("shop_n")).toMatchObject({ macAddress: "02:42:ac:11:65:43" });
    expect(a?.status.state).toBe("running");
    expect((await planOf(project, engine)).steps).toEqual([]);
  });
});

describe("left as it is", () => {
  test("where the engine gave a hardware address, or kept a name twice", async () => {
    const engine = newEngine();
    const project = await projectOf(file("{aliases: [x, a]}"));
    await up(project, engine);
    const a = [...engine.containers.values()].find(({ name }) => name === "shop-a-1");
    for (const [network, endpoint] of a?.endpoints ?? [])
      if (network !== "shop_m") a?.endpoints.set(network, { ...endpoint, macAddress: "02:42:ac:11:00:02" });
    expect((await planOf(project, engine)).steps).toEqual([]);
  });

  test("where the service that it is linked to is scaled", async () => {
    const engine = newEngine();
    await up(await projectOf(file("{}", ", links: [db]")), engine);
    const scaled = file("{}", ", links: [db]").replace("db: {image", "db: {scale: 2, image");
    const plan = await planOf(await projectOf(scaled), engine);
    expect(plan.steps.map(({ id }) => id)).toEqual(["create db-2", "start db-2"]);
  });

  test("where the file names the container whose network it shares", async () => {
    const engine = newEngine();
    await up(await projectOf("services: {host: {image: busybox, container_name: owner}}"), engine);
    const project = await projectOf(
      "services: {guest: {image: busybox, network_mode: 'container:owner'}}",
      {},
      { projectName: "other" },
    );
    await up(project, engine);
    const guest = [...engine.containers.values()].find(({ name }) => name === "other-guest-1");
    const owner = [...engine.containers.values()].find(({ name }) => name === "owner");
    // As the engine keeps it.
    if (guest && owner)
      guest.config = {
        ...guest.config,
        networkMode: { kind: "container", of: { by: "id", id: owner.id, name: "owner" } },
      };
    expect((await planOf(project, engine)).steps).toEqual([]);
  });
});

describe("a network that the service does not name", () => {
  const networks = (names: string): string =>
    `services: {a: {image: busybox, networks: [${names}]}}\nnetworks: {${names.replaceAll(",", ": ,")}: }`;

  test("any more is left, also where nobody else uses it", async () => {
    const engine = newEngine();
    await up(await projectOf(networks("one, two")), engine);
    const project = await projectOf(networks("one"));
    const plan = await planOf(project, engine);
    expect(plan.steps.map(({ id }) => id)).toEqual(["disconnect a-1 from shop_two"]);
    await run(plan, engine);
    expect((await planOf(project, engine)).steps).toEqual([]);
  });

  test("any more is left before its first start too", async () => {
    const engine = newEngine();
    await up(await projectOf(networks("one, two")), engine, { start: false });
    const project = await projectOf(networks("one"));
    const plan = await planOf(project, engine);
    expect(plan.steps.map(({ id }) => id)).toEqual(["disconnect a-1 from shop_two", "start a-1"]);
    await run(plan, engine);
    expect((await planOf(project, engine)).steps).toEqual([]);
  });

  test("is left as it is where somebody else made it and connected the container by hand", async () => {
    const engine = newEngine();
    const project = await projectOf(networks("one"));
    await up(project, engine);
    const [own] = engine.networks.values();
    const [id = ""] = engine.containers.keys();
    if (!own) throw new Error("nothing was made");
    await engine.createNetwork({ ...own, name: "theirs", labels: {} });
    await engine.connectNetwork(id, { network: "theirs", aliases: [] });
    expect((await planOf(project, engine)).steps).toEqual([]);
  });
});
