/** Containers that stay: what stops and starts them again, and where they join networks. */
import { describe, expect, test } from "vitest";
import { stepsText } from "../../../src/cli/render/plan-steps.ts";
import { containerOf } from "../../support/memory/state.ts";
import type { MemoryEngine } from "../../support/memory-engine.ts";
import { engineWith, planOf, projectOf, run, up } from "../../support/scenario.ts";

const golden = (name: string): string => `../golden/${name}.txt`;

/** The registry has another image of that name from now on. */
const renew = (engine: MemoryEngine, name: string): void =>
  void engine.registry.set(name, { ...engine.addImage(`${name} anew`), references: [name] });

const idOf = (engine: MemoryEngine, name: string): string | undefined => containerOf(engine, name)?.id;

/**
 * Runs the plan; then every namespace that a container is in is that of a run which goes on, and a second run changes nothing.
 * @returns the calls of the first
 */
async function settled(
  file: string,
  engine: MemoryEngine,
  options: Parameters<typeof planOf>[2] = {},
): Promise<readonly string[]> {
  const project = await projectOf(file);
  const runs: string[][] = [];
  for (let i = 0; i < 2; i++) {
    engine.calls.length = 0;
    const { report } = await run(await planOf(project, engine, options), engine);
    expect(report.failures).toEqual([]);
    runs.push([...engine.calls]);
  }
  for (const { name, run: own } of engine.containers.values())
    for (const owner of Object.values(own?.joined ?? {}))
      expect({ of: name, ...owner }).toMatchObject({ startedAt: containerOf(engine, owner.id)?.status.startedAt });
  expect(runs[1]?.filter((call) => !call.startsWith("pull"))).toEqual([]);
  return runs[0] ?? [];
}

describe("a container restarts", () => {
  test("where either of two dependencies turns out to have another image", async () => {
    const file =
      "services: {a: {image: a, pull_policy: always}, b: {image: b, pull_policy: always}, app: {image: app, depends_on: {a: {condition: service_started, restart: true}, b: {condition: service_started, restart: true}}}}";
    for (const image of ["a", "b"]) {
      const engine = engineWith("a", "b", "app");
      await up(await projectOf(file), engine);
      renew(engine, image);
      const calls = await settled(file, engine);
      expect(calls.filter((call) => call.includes("app"))).toEqual(["stop shop-app-1", "start shop-app-1"]);
    }
  });

  test("with its dependency, also where its own image is pulled again and is the same", async () => {
    const file = (tty: boolean): string =>
      `services: {db: {image: db, tty: ${tty}}, app: {image: app, pull_policy: always, depends_on: {db: {condition: service_started, restart: true}}}}`;
    const engine = engineWith("db", "app");
    await up(await projectOf(file(false)), engine);
    const app = idOf(engine, "shop-app-1");
    await expect(stepsText(await planOf(await projectOf(file(true)), engine))).toMatchFileSnapshot(
      golden("restart-with-pull"),
    );
    const calls = await settled(file(true), engine);
    expect(calls.filter((call) => /^(stop|start) shop-app/.test(call))).toEqual([
      "stop shop-app-1",
      "start shop-app-1",
    ]);
    expect(idOf(engine, "shop-app-1")).toBe(app);
  });

  const vpn = 'services: {vpn: {image: busybox}, app: {image: busybox, network_mode: "service:vpn", pid: host}}';

  test("where the owner of its namespace has exited and is started again", async () => {
    const engine = engineWith("busybox");
    await up(await projectOf(vpn), engine);
    engine.become("shop-vpn-1", { state: "exited", exitCode: 1 });
    await expect(stepsText(await planOf(await projectOf(vpn), engine))).toMatchFileSnapshot(golden("owner-exited"));
    await settled(vpn, engine);
    expect(engine.states()).toEqual({ "shop-app-1": "running", "shop-vpn-1": "running" });
  });

  test("where somebody has restarted the owner of its namespace since its own start", async () => {
    const engine = engineWith("busybox");
    await up(await projectOf(vpn), engine);
    engine.restart("shop-vpn-1");
    const plan = await planOf(await projectOf(vpn), engine);
    expect(plan.steps.map(({ id }) => id)).toEqual(["stop app-1", "start app-1"]);
    expect(plan.steps[0]?.reason).toEqual({ code: "owner-restarted", share: "network", owner: "vpn" });
    await settled(vpn, engine);
  });

  test("where the owner of its namespace restarts with a dependency of its own", async () => {
    const file = (tty: boolean): string =>
      `services: {dns: {image: busybox, tty: ${tty}}, vpn: {image: busybox, depends_on: {dns: {condition: service_started, restart: true}}}, app: {image: busybox, network_mode: "service:vpn", depends_on: [vpn]}}`;
    const engine = engineWith("busybox");
    await up(await projectOf(file(false)), engine);
    const app = idOf(engine, "shop-app-1");
    await expect(stepsText(await planOf(await projectOf(file(true)), engine))).toMatchFileSnapshot(
      golden("owner-restarted"),
    );
    await settled(file(true), engine);
    expect(idOf(engine, "shop-app-1")).toBe(app);
  });

  test("where the network of its namespace's owner is recreated", async () => {
    const file = (internal: boolean): string =>
      `services: {vpn: {image: busybox, networks: [n]}, app: {image: busybox, network_mode: "service:vpn"}}\nnetworks: {n: {internal: ${internal}}}`;
    const engine = engineWith("busybox");
    await up(await projectOf(file(false)), engine);
    await expect(stepsText(await planOf(await projectOf(file(true)), engine))).toMatchFileSnapshot(
      golden("owner-on-changed-network"),
    );
    await settled(file(true), engine);
  });
});

describe("with --no-recreate, a container is recreated all the same where its namespace's owner", () => {
  const file = 'services: {vpn: {image: busybox}, app: {image: busybox, pid: "service:vpn"}}';
  const noRecreate = true;

  test("was removed, and it has ended: it cannot start again", async () => {
    const engine = engineWith("busybox");
    await up(await projectOf(file), engine);
    engine.become("shop-app-1", { state: "exited", exitCode: 1 });
    await engine.removeContainer(idOf(engine, "shop-vpn-1") ?? "", { volumes: false });
    await settled(file, engine, { noRecreate });
    expect(engine.states()).toEqual({ "shop-app-1": "running", "shop-vpn-1": "running" });
  });

  test("is dead, and replaced itself", async () => {
    const engine = engineWith("busybox");
    await up(await projectOf(file), engine);
    engine.become("shop-vpn-1", { state: "dead" });
    await settled(file, engine, { noRecreate });
    expect(engine.states()).toEqual({ "shop-app-1": "running", "shop-vpn-1": "running" });
  });

  test("is an orphan that is removed, though the file asks for no owner any more", async () => {
    const engine = engineWith("busybox");
    await up(await projectOf(file), engine);
    await settled("services: {app: {image: busybox}}", engine, { noRecreate, removeOrphans: true });
    expect(engine.states()).toEqual({ "shop-app-1": "running" });
    expect(containerOf(engine, "shop-app-1")?.config.pid).toBeUndefined();
  });

  test("is dead, though the file lets it share nothing any more", async () => {
    const engine = engineWith("busybox");
    await up(await projectOf(file), engine);
    engine.become("shop-vpn-1", { state: "dead" });
    await settled("services: {vpn: {image: busybox}, app: {image: busybox}}", engine, { noRecreate });
    expect(engine.states()).toEqual({ "shop-app-1": "running", "shop-vpn-1": "running" });
  });

  test("goes because there are fewer replicas, and another one stays", async () => {
    const scaled = (count: number, tty: boolean): string =>
      file.replace("vpn: {image: busybox", `vpn: {image: busybox, tty: ${tty}, scale: ${count}`);
    const engine = engineWith("busybox");
    await up(await projectOf(scaled(1, false)), engine);
    await up(await projectOf(scaled(2, true)), engine, { noRecreate });
    const newer = idOf(engine, "shop-vpn-2");
    await settled(scaled(1, true), engine, { noRecreate });
    expect(engine.states()).toEqual({ "shop-app-1": "running", "shop-vpn-2": "running" });
    expect(containerOf(engine, "shop-app-1")?.run?.joined.pid?.id).toBe(newer);
  });
});

describe("a container that is on none of its networks joins them", () => {
  test("where somebody has taken it from its only one while it runs", async () => {
    const engine = engineWith("busybox");
    const file = "services: {a: {image: busybox, networks: {default: {aliases: [first]}}}}";
    await up(await projectOf(file), engine);
    const before = idOf(engine, "shop-a-1");
    await engine.disconnectNetwork(before ?? "", "shop_default");
    const plan = await planOf(await projectOf(file), engine);
    expect(plan.steps.map(({ id }) => id)).toEqual(["connect a-1 to shop_default"]);
    await settled(file, engine);
    expect(idOf(engine, "shop-a-1")).toBe(before);
    expect(containerOf(engine, "shop-a-1")?.endpoints.get("shop_default")?.aliases).toContain("first");
  });

  test.each([1, 2, 3, 4, 5])("where a run was killed after %i calls while a network was recreated", async (calls) => {
    const file = (internal: boolean): string =>
      `services: {a: {image: busybox, networks: {n: {aliases: [first]}}}}\nnetworks: {n: {internal: ${internal}}}`;
    const engine = engineWith("busybox");
    await up(await projectOf(file(false)), engine);
    const before = idOf(engine, "shop-a-1");
    engine.callsLeft = calls;
    await up(await projectOf(file(true)), engine);
    engine.callsLeft = Number.POSITIVE_INFINITY;
    await settled(file(true), engine);
    expect(engine.states()).toEqual({ "shop-a-1": "running" });
    expect(idOf(engine, "shop-a-1")).toBe(before);
    expect(containerOf(engine, "shop-a-1")?.endpoints.get("shop_n")?.aliases).toContain("first");
  });
});

test("a paused container leaves a recreated network stopped, and runs on the new one", async () => {
  const file = (internal: boolean): string =>
    `services: {a: {image: busybox, networks: [n]}}\nnetworks: {n: {internal: ${internal}}}`;
  const engine = engineWith("busybox");
  await up(await projectOf(file(false)), engine);
  engine.become("shop-a-1", { state: "paused" });
  await expect(stepsText(await planOf(await projectOf(file(true)), engine))).toMatchFileSnapshot(
    golden("changed-network-paused"),
  );
  await settled(file(true), engine);
  expect(engine.states()).toEqual({ "shop-a-1": "running" });
});
