/** The way back: what runs after a replacement did not come up. */
import { describe, expect, test } from "vitest";
import { stepsText } from "../../../src/cli/render/plan-steps.ts";
import { WindlassError } from "../../../src/core/errors.ts";
import { containerOf } from "../../support/memory/state.ts";
import type { MemoryEngine } from "../../support/memory-engine.ts";
import { engineWith, planOf, projectOf, up } from "../../support/scenario.ts";

const golden = (name: string): string => `../golden/${name}.txt`;
const idOf = (engine: MemoryEngine, name: string): string => containerOf(engine, name)?.id ?? "";

/** The start of the candidate for this container. */
const candidateStart = (engine: MemoryEngine, name: string): string =>
  `start ${idOf(engine, name).slice(0, 12)}_${name}`;

function breakStart(engine: MemoryEngine, name: string): void {
  engine.failing.set(candidateStart(engine, name), new WindlassError("start-failed", "no such program"));
}

/** Every container that was there before runs under its name, in namespaces of runs that go on; nothing else runs. */
function expectAllBack(engine: MemoryEngine, before: readonly (readonly [id: string, name: string])[]): void {
  const running = [...engine.containers.values()].filter(({ status }) => status.state === "running");
  expect(running.map(({ id, name }) => [id, name]).sort()).toEqual(before.toSorted());
  for (const { name, run } of running)
    for (const owner of Object.values(run?.joined ?? {}))
      expect({ of: name, ...owner }).toMatchObject({ startedAt: containerOf(engine, owner.id)?.status.startedAt });
}

const allOf = (engine: MemoryEngine): [string, string][] =>
  [...engine.containers.values()].map(({ id, name }) => [id, name]);

test("who restarts with a dependency runs again beside the old one", async () => {
  const file = (tty: boolean): string =>
    `services: {db: {image: busybox, tty: ${tty}}, app: {image: busybox, depends_on: {db: {condition: service_started, restart: true}}}, web: {image: busybox, depends_on: {app: {condition: service_started, restart: true}}}}`;
  const engine = engineWith("busybox");
  await up(await projectOf(file(false)), engine);
  const before = allOf(engine);
  breakStart(engine, "shop-db-1");
  const { report } = await up(await projectOf(file(true)), engine);
  expect(report.failures).toMatchObject([{ step: "start db-1", code: "start-failed" }]);
  expectAllBack(engine, before);
});

describe("who is in a namespace of the old container", () => {
  const sharing = (tty: boolean): string =>
    `services: {vpn: {image: busybox, tty: ${tty}}, app: {image: busybox, network_mode: "service:vpn"}}`;

  test("was to be replaced with it, and runs again in its namespace", async () => {
    const engine = engineWith("busybox");
    await up(await projectOf(sharing(false)), engine);
    const before = allOf(engine);
    breakStart(engine, "shop-vpn-1");
    await up(await projectOf(sharing(true)), engine);
    expectAllBack(engine, before);
  });

  test("runs again too where it was to restart with its owner, and the owner with a dependency", async () => {
    const file = (tty: boolean): string =>
      `services: {dns: {image: busybox, tty: ${tty}}, vpn: {image: busybox, depends_on: {dns: {condition: service_started, restart: true}}}, app: {image: busybox, network_mode: "service:vpn"}}`;
    const engine = engineWith("busybox");
    await up(await projectOf(file(false)), engine);
    const before = allOf(engine);
    breakStart(engine, "shop-dns-1");
    await up(await projectOf(file(true)), engine);
    expectAllBack(engine, before);
  });

  test("is replaced by the next run where its own replacement is what fails: its old owner does not run any more", async () => {
    const engine = engineWith("busybox");
    await up(await projectOf(sharing(false)), engine);
    const app = idOf(engine, "shop-app-1");
    breakStart(engine, "shop-app-1");
    const { report } = await up(await projectOf(sharing(true)), engine);
    expect(report.failures[0]).toMatchObject({ step: "start app-1", message: "no such program" });
    engine.failing.clear();
    expect((await up(await projectOf(sharing(true)), engine)).report.outcome).toBe("done");
    expect(engine.states()).toEqual({ "shop-app-1": "running", "shop-vpn-1": "running" });
    expect(idOf(engine, "shop-app-1")).not.toBe(app);
  });

  test("is stopped and started in the plan, after its owner's way back", async () => {
    const engine = engineWith("busybox");
    await up(await projectOf(sharing(false)), engine);
    const { steps } = await planOf(await projectOf(sharing(true)), engine);
    expect(steps.map(({ id }) => id).filter((id) => /again|old app/.test(id))).toEqual([
      "start vpn-1 again",
      "stop old app-1",
      "start app-1 again",
      "remove old app-1",
    ]);
  });
});

test("a start that had its effect and no answer does not leave two running", async () => {
  const file = (tty: boolean): string => `services: {a: {image: busybox, tty: ${tty}}}`;
  const engine = engineWith("busybox");
  await up(await projectOf(file(false)), engine);
  const before = allOf(engine);
  engine.losing.add(candidateStart(engine, "shop-a-1"));
  const { report } = await up(await projectOf(file(true)), engine);
  expect(report.outcome).toBe("failed");
  expectAllBack(engine, before);
});

test("a candidate holds no host port when the old container wants it back", async () => {
  const file = (tty: boolean): string => `services: {a: {image: busybox, tty: ${tty}, ports: ["8080:80"]}}`;
  const engine = engineWith("busybox");
  await up(await projectOf(file(false)), engine);
  const before = allOf(engine);
  engine.losing.add(candidateStart(engine, "shop-a-1"));
  const { report } = await up(await projectOf(file(true)), engine);
  expect(report.failures).toHaveLength(1);
  expectAllBack(engine, before);
});

test("on a network that was recreated the old container joins it again, with its aliases", async () => {
  const file = (internal: boolean): string =>
    `services: {a: {image: busybox, tty: ${internal}, networks: {n: {aliases: [first]}}}}\nnetworks: {n: {internal: ${internal}}}`;
  const engine = engineWith("busybox");
  await up(await projectOf(file(false)), engine);
  const before = allOf(engine);
  breakStart(engine, "shop-a-1");
  const plan = await planOf(await projectOf(file(true)), engine);
  await expect(stepsText(plan)).toMatchFileSnapshot(golden("changed-network-restore"));
  await up(await projectOf(file(true)), engine);
  expectAllBack(engine, before);
  expect(containerOf(engine, "shop-a-1")?.endpoints.get("shop_n")?.aliases).toContain("first");
});

test("nothing is started again where the replacement works, or its old container had ended", async () => {
  const file = (tty: boolean): string => `services: {a: {image: busybox, tty: ${tty}}}`;
  const engine = engineWith("busybox");
  await up(await projectOf(file(false)), engine);
  engine.calls.length = 0;
  await up(await projectOf(file(true)), engine);
  expect(engine.calls.filter((call) => call.startsWith("start"))).toHaveLength(1);
  engine.become("shop-a-1", { state: "exited", exitCode: 1 });
  const { steps } = await planOf(await projectOf(file(false)), engine);
  expect(steps.map(({ id }) => id).filter((id) => id.includes("again"))).toEqual([]);
});
