/** Another container in the place of one: for which causes, and in what order where they are in each other's way. */
import { describe, expect, test } from "vitest";
import { stepsText } from "../../../src/cli/render/plan-steps.ts";
import { WindlassError } from "../../../src/core/errors.ts";
import type { UpOptions } from "../../../src/planner/plan/options.ts";
import { containerOf } from "../../support/memory/state.ts";
import type { MemoryEngine } from "../../support/memory-engine.ts";
import { engineWith, planOf, projectOf, type Ran, run, up } from "../../support/scenario.ts";

const golden = (name: string): string => `../golden/${name}.txt`;

/** The registry, or the builder, has another image of that name from now on. */
const renew = (engine: MemoryEngine, name: string): void =>
  void engine.registry.set(name, { ...engine.addImage(`${name} anew`), references: [name] });

const idOf = (engine: MemoryEngine, name: string): string | undefined => containerOf(engine, name)?.id;

/** Runs a plan with its calls at once, in an order drawn from the seed. */
async function runMixed(plan: Parameters<typeof run>[0], engine: MemoryEngine, seed: number): Promise<Ran> {
  const copy = engine.copy();
  copy.takeTurns(seed);
  return run(plan, copy, Number.POSITIVE_INFINITY);
}

/** The edit's plan as text; it ends well in whatever order its calls come, and a second run has nothing to do. */
async function edited(from: string, to: string, options: Partial<UpOptions> = {}): Promise<string> {
  const engine = engineWith("busybox");
  await up(await projectOf(from), engine);
  const project = await projectOf(to);
  const plan = await planOf(project, engine, options);
  for (let seed = 1; seed <= 10; seed++) expect((await runMixed(plan, engine, seed)).report.failures).toEqual([]);
  expect((await run(plan, engine)).report.failures).toEqual([]);
  expect((await planOf(project, engine)).steps).toEqual([]);
  return stepsText(plan);
}

describe("who has something of several containers is replaced with whichever is", () => {
  test("where only the image of its network's owner has moved", async () => {
    const engine = engineWith("vpn", "app");
    const project = await projectOf('services: {vpn: {image: vpn}, app: {image: app, network_mode: "service:vpn"}}');
    await up(project, engine);
    renew(engine, "vpn");
    const [vpn, app] = [idOf(engine, "shop-vpn-1"), idOf(engine, "shop-app-1")];
    expect((await up(project, engine, { pull: "always" })).report.outcome).toBe("done");
    expect(idOf(engine, "shop-vpn-1")).not.toBe(vpn);
    expect(idOf(engine, "shop-app-1")).not.toBe(app);
    expect(containerOf(engine, "shop-app-1")?.run?.joined.network?.id).toBe(idOf(engine, "shop-vpn-1"));
  });

  test.each(["vpn", "box"])("of two owners, where the image of %s turns out to be another one", async (moved) => {
    const engine = engineWith("vpn", "box", "app");
    const project = await projectOf(
      'services: {vpn: {image: vpn, pull_policy: always}, box: {image: box, pull_policy: always}, app: {image: app, network_mode: "service:vpn", pid: "service:box"}}',
    );
    await up(project, engine);
    renew(engine, moved);
    const app = idOf(engine, "shop-app-1");
    expect((await up(project, engine)).report.outcome).toBe("done");
    expect(idOf(engine, "shop-app-1")).not.toBe(app);
    expect(containerOf(engine, "shop-app-1")?.run?.joined).toMatchObject({
      network: { id: idOf(engine, "shop-vpn-1") },
      pid: { id: idOf(engine, "shop-box-1") },
    });
    engine.calls.length = 0;
    await up(project, engine);
    expect(engine.calls.filter((call) => !call.startsWith("pull"))).toEqual([]);
  });

  test("where an image that it mounts is built anew, and its own as well but the same", async () => {
    const engine = engineWith("assets", "web");
    const project = await projectOf(
      "services:\n  assets: {image: assets, build: ./a}\n  web: {image: web, build: ./w, volumes: [{type: image, source: assets, target: /a}]}",
    );
    await up(project, engine);
    renew(engine, "assets");
    const web = idOf(engine, "shop-web-1");
    expect((await up(project, engine, { build: true })).report.outcome).toBe("done");
    expect(idOf(engine, "shop-web-1")).not.toBe(web);
  });
});

describe("names", () => {
  test("are exchanged by two services: one container stands aside for a while", async () => {
    const file = (a: string, b: string): string =>
      `services: {a: {image: busybox, container_name: ${a}}, b: {image: busybox, container_name: ${b}}}`;
    await expect(await edited(file("one", "two"), file("two", "one"))).toMatchFileSnapshot(golden("names-exchanged"));
  });

  test("go round among three services", async () => {
    const file = (...names: readonly string[]): string =>
      `services: {${names.map((name, i) => `s${i}: {image: busybox, container_name: ${name}}`).join(", ")}}`;
    expect(await edited(file("one", "two", "three"), file("two", "three", "one"))).toContain("aside");
  });

  test("move to what their old holder depends on, and is replaced after", async () => {
    const from = "services: {a: {image: busybox}, b: {image: busybox, container_name: front, depends_on: [a]}}";
    const to =
      "services: {a: {image: busybox, container_name: front}, b: {image: busybox, tty: true, depends_on: [a]}}";
    await expect(await edited(from, to)).toMatchFileSnapshot(golden("name-moves-to-dependency"));
  });
});

describe("a host port moves", () => {
  const ports = 'ports: ["8080:80"]';

  test("to another service once its holder has stopped", async () => {
    const from = `services: {a: {image: busybox, ${ports}}, b: {image: busybox}}`;
    const to = `services: {a: {image: busybox}, b: {image: busybox, ${ports}}}`;
    await expect(await edited(from, to)).toMatchFileSnapshot(golden("port-moves"));
  });

  test("to the service's new name, with --remove-orphans", async () => {
    const file = (name: string): string => `services: {${name}: {image: busybox, ${ports}}}`;
    const text = await edited(file("old"), file("new"), { removeOrphans: true });
    await expect(text).toMatchFileSnapshot(golden("service-renamed"));
  });

  test.each([
    ["one address to every one", "127.0.0.1:8080:80", "8080:80"],
    ["every address to one", "8080:80", "127.0.0.1:8080:80"],
  ])("from %s, all the same", async (_what, held, needed) => {
    const from = `services: {a: {image: busybox, ports: ["${held}"]}, b: {image: busybox}}`;
    await edited(from, `services: {a: {image: busybox}, b: {image: busybox, ports: ["${needed}"]}}`);
  });

  test("between two services that exchange theirs", async () => {
    const file = (a: string, b: string): string =>
      `services: {a: {image: busybox, ports: ["${a}:80"]}, b: {image: busybox, ports: ["${b}:80"]}}`;
    await edited(file("8001", "8002"), file("8002", "8001"));
  });
});

describe("a static address moves", () => {
  const file = (a: string, b: string, more = ""): string => `
services:
  a: {image: busybox, networks: {n: ${a}}}
  b: {image: busybox, networks: {n: ${b}}${more}}
networks: {n: {ipam: {config: [{subnet: 10.2.0.0/16}]}}}
`;
  const seven = "{ipv4_address: 10.2.0.7}";
  const eight = "{ipv4_address: 10.2.0.8}";

  test("to a service that runs, once its holder has left the network", async () => {
    await expect(await edited(file(seven, "{}"), file("{}", seven))).toMatchFileSnapshot(golden("address-moves"));
  });

  test("to a service that is replaced", async () => {
    await edited(file(seven, "{}"), file("{}", seven, ", tty: true"));
  });

  test("between two services that exchange theirs", async () => {
    await edited(file(seven, eight), file(eight, seven));
  });

  test("to the service's new name, with --remove-orphans", async () => {
    const only = (name: string): string =>
      `services: {${name}: {image: busybox, networks: {n: ${seven}}}}\nnetworks: {n: {ipam: {config: [{subnet: 10.2.0.0/16}]}}}`;
    await edited(only("old"), only("new"), { removeOrphans: true });
  });
});

test("--replace-volume takes along who shares processes with its user, and restarts who restarts with that", async () => {
  const file =
    'services: {db: {image: busybox, volumes: ["data:/data"]}, side: {image: busybox, pid: "service:db"}, web: {image: busybox, depends_on: {db: {condition: service_started, restart: true}}}}\nvolumes: {data: }';
  await expect(await edited(file, file, { replaceVolumes: ["data"] })).toMatchFileSnapshot(
    golden("replace-volume-sharers"),
  );
});

describe("while a network is recreated, its containers", () => {
  const file = (internal: boolean, more = ""): string =>
    `services: {a: {image: mine, build: ., networks: [n]${more}}}\nnetworks: {n: {internal: ${internal}}}`;

  test("run until all that is built is there", async () => {
    const engine = engineWith("mine");
    await up(await projectOf(file(false)), engine);
    const plan = await planOf(await projectOf(file(true)), engine, { build: true });
    await expect(stepsText(plan)).toMatchFileSnapshot(golden("changed-network-build"));
  });

  test.each<[string, string, Partial<UpOptions>]>([
    ["build", ", build: .", { build: true }],
    ["pull", "", { pull: "always" }],
  ])("run on where a %s fails, on the network as it is", async (call, build, options) => {
    const engine = engineWith("mine");
    const of = (internal: boolean) => projectOf(file(internal).replace(", build: .", build));
    await up(await of(false), engine);
    engine.failing.set(`${call} mine`, new WindlassError("engine-refused", "no"));
    engine.calls.length = 0;
    const { report } = await up(await of(true), engine, options);
    expect(report.outcome).toBe("failed");
    expect(engine.calls).toEqual([`${call} mine`]);
    expect(engine.states()).toEqual({ "shop-a-1": "running" });
    expect([...(containerOf(engine, "shop-a-1")?.endpoints.keys() ?? [])]).toEqual(["shop_n"]);
  });
});
