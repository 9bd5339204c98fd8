/** Containers that go: stopped once, removed once, and what is told of those that stay. */
import { describe, expect, test } from "vitest";
import { stepsText } from "../../../src/cli/render/plan-steps.ts";
import type { UpOptions } from "../../../src/planner/plan/options.ts";
import { containerOf } from "../../support/memory/state.ts";
import type { MemoryEngine } from "../../support/memory-engine.ts";
import { engineWith, noHost, planOf, projectOf, run, up } from "../../support/scenario.ts";

const golden = (name: string): string => `../golden/${name}.txt`;

describe("on a network that is recreated", () => {
  const file = (internal: boolean, scale: number): string =>
    `services: {a: {image: busybox, scale: ${scale}, networks: [n], pre_stop: [{command: drain}]}}\nnetworks: {n: {internal: ${internal}}}`;

  /** What is done to one container. */
  const callsFor = (engine: MemoryEngine, name: string): string[] =>
    engine.calls.filter((call) => call.split(" ").some((word) => word.replace(":", "") === name));

  async function recreated(engine: MemoryEngine, to: string, options: Partial<UpOptions> = {}): Promise<void> {
    engine.calls.length = 0;
    const { report } = await run(await planOf(await projectOf(to), engine, options), engine, Number.POSITIVE_INFINITY);
    expect(report.failures).toEqual([]);
  }

  test("those that are too many do not leave it first", async () => {
    const engine = engineWith("busybox");
    await up(await projectOf(file(false, 2)), engine);
    await expect(stepsText(await planOf(await projectOf(file(true, 1)), engine))).toMatchFileSnapshot(
      golden("changed-network-fewer"),
    );
    await recreated(engine, file(true, 1));
    expect(callsFor(engine, "shop-a-2")).toEqual(["exec shop-a-2: drain", "stop shop-a-2", "remove shop-a-2"]);
  });

  test("what a killed run left behind does not", async () => {
    const engine = engineWith("busybox");
    await up(await projectOf(file(false, 1)), engine);
    const own = containerOf(engine, "shop-a-1");
    if (!own) throw new Error("nothing was made");
    await engine.startContainer(await engine.createContainer({ name: "left_shop-a-1", config: own.config }));
    await recreated(engine, file(true, 1));
    expect(callsFor(engine, "left_shop-a-1").filter((call) => !call.startsWith("exec"))).toEqual([
      "stop left_shop-a-1",
      "remove left_shop-a-1",
    ]);
  });

  test("orphans that are removed do not", async () => {
    const engine = engineWith("busybox");
    const both = file(false, 1).replace("services: {", "services: {old: {image: busybox, networks: [n]}, ");
    await up(await projectOf(both), engine);
    await recreated(engine, file(true, 1), { removeOrphans: true });
    expect(callsFor(engine, "shop-old-1")).toEqual(["stop shop-old-1", "remove shop-old-1"]);
  });
});

describe("a service that becomes a provider", () => {
  const before = "services: {db: {image: db, ports: ['5432:5432']}, web: {image: web, depends_on: [db]}}";
  const after = "services: {db: {provider: {type: cloud}}, web: {image: web, depends_on: [db]}}";
  const host = { ...noHost, findProgram: async () => "/bin/cloud", runProgram: async () => ({ code: 0, errors: "" }) };

  test("leaves a container that is told as an orphan", async () => {
    const engine = engineWith("db", "web");
    await up(await projectOf(before), engine);
    const plan = await planOf(await projectOf(after), engine);
    expect(plan.warnings).toMatchObject([{ code: "orphans", message: expect.stringContaining("shop-db-1") }]);
    await run(plan, engine, 1, undefined, { host });
    expect(engine.states()).toEqual({ "shop-db-1": "running", "shop-web-1": "running" });
  });

  test("which --remove-orphans removes", async () => {
    const engine = engineWith("db", "web");
    await up(await projectOf(before), engine);
    const plan = await planOf(await projectOf(after), engine, { removeOrphans: true });
    expect(plan.warnings).toEqual([]);
    await run(plan, engine, 1, undefined, { host });
    expect(engine.states()).toEqual({ "shop-web-1": "running" });
  });
});
