/** `depends_on` across services that programs stand for, and across those that nobody requires. */
import { describe, expect, test } from "vitest";
import { stepsText } from "../../../src/cli/render/plan-steps.ts";
import type { Host } from "../../../src/engine/host.ts";
import { containerOf } from "../../support/memory/state.ts";
import type { MemoryEngine } from "../../support/memory-engine.ts";
import { engineWith, noHost, planOf, projectOf, type Ran, run } from "../../support/scenario.ts";

const golden = (name: string): string => `../golden/${name}.txt`;

/** A machine with the program `cloud`, which gives this variable, or ends with this code. */
const cloud = (url: string, code = 0): Host => ({
  ...noHost,
  findProgram: async () => "/bin/cloud",
  runProgram: async ({ args, onLine }) => {
    if (args[1] === "metadata") return { code: 1, errors: "" };
    if (code === 0) onLine(JSON.stringify({ type: "setenv", message: `URL=${url}` }));
    return { code, errors: "" };
  },
});

async function up(file: string, engine: MemoryEngine, host: Host): Promise<Ran> {
  return run(await planOf(await projectOf(file), engine), engine, 1, undefined, { host });
}

describe("a provider between two services", () => {
  const file = (tty: boolean): string => `
services:
  web: {image: web, depends_on: {db: {condition: service_started}}}
  db: {provider: {type: cloud}, depends_on: {net: {condition: service_started}}}
  net: {image: web, tty: ${tty}}
`;

  test("runs when what it depends on has been replaced, and who depends on it is made after it", async () => {
    const engine = engineWith("web");
    await up(file(false), engine, cloud("one"));
    const plan = await planOf(await projectOf(file(true)), engine);
    await expect(stepsText(plan)).toMatchFileSnapshot(golden("provider-between"));
  });

  test("replaces who depends on it in the same run, where it gives other variables then", async () => {
    const engine = engineWith("web");
    await up(file(false), engine, cloud("one"));
    expect((await up(file(true), engine, cloud("two"))).report.failures).toEqual([]);
    expect(containerOf(engine, "shop-web-1")?.config.environment).toMatchObject({ DB_URL: "two" });
  });
});

describe("a provider that nobody requires", () => {
  const file =
    "services: {web: {image: web, depends_on: {db: {condition: service_started, required: false}}}, db: {provider: {type: cloud}}}";

  test("gives its variables where it works", async () => {
    const engine = engineWith("web");
    expect((await up(file, engine, cloud("one"))).report.outcome).toBe("done");
    expect(containerOf(engine, "shop-web-1")?.config.environment).toMatchObject({ DB_URL: "one" });
  });

  test("may fail: who depends on it starts without them, and the failure is a warning", async () => {
    const engine = engineWith("web");
    const { report, events } = await up(file, engine, cloud("one", 3));
    expect(report).toMatchObject({ outcome: "done", failures: [] });
    expect(events).toContainEqual(
      expect.objectContaining({ type: "warning", diagnostic: expect.objectContaining({ code: "provider-failed" }) }),
    );
    expect(engine.states()).toEqual({ "shop-web-1": "running" });
    expect(containerOf(engine, "shop-web-1")?.config.environment).not.toHaveProperty("DB_URL");
  });

  test("fails the run where another service does require it", async () => {
    const engine = engineWith("web");
    const both = file.replace("services: {", "services: {job: {image: web, depends_on: [db]}, ");
    const { report } = await up(both, engine, cloud("one", 3));
    expect(report.failures).toMatchObject([{ code: "provider-failed" }]);
    expect(Object.keys(engine.states())).not.toContain("shop-job-1");
  });
});
