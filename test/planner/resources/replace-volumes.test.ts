import { describe, expect, test } from "vitest";
import { stepsText as planText } from "../../../src/cli/render/plan-steps.ts";
import type { Project } from "../../../src/spec/project.ts";
import { idle } from "../../support/engines.ts";
import { MemoryEngine } from "../../support/memory-engine.ts";
import { planOf, projectOf, run, up } from "../../support/scenario.ts";

const compose = `
services:
  db:
    image: redis:7
    volumes: ["data:/data", /scratch]
  backup:
    image: busybox
    volumes: ["data:/data:ro"]
    depends_on: [db]
  web:
    image: busybox
    depends_on: {db: {condition: service_started, restart: true}}
volumes: {data: }
`;

const again = { replaceVolumes: ["data"] };

async function running(text = compose): Promise<{ engine: MemoryEngine; project: Project }> {
  const engine = new MemoryEngine();
  engine.addImage("busybox");
  engine.addImage("redis:7", { volumes: ["/data", "/more"] });
  const project = await projectOf(text);
  await up(project, engine);
  return { engine, project };
}

/** As the engine gave it a size. */
const sized = (engine: MemoryEngine, size: number): void => {
  const volume = engine.volumes.get("shop_data");
  if (volume) engine.volumes.set("shop_data", { ...volume, size });
};

test("its users go, it is made anew, and they come back", async () => {
  const { engine, project } = await running();
  sized(engine, 1_234_567);
  const plan = await planOf(project, engine, again);
  await expect(planText(plan)).toMatchFileSnapshot("../golden/replace-volume.txt");
  expect(plan.verdicts).toContainEqual({
    observed: { id: "shop_data" },
    resource: { kind: "volume", name: "shop_data" },
    action: "replace-data",
    reason: { code: "volume-replaced", volume: "shop_data", flag: "--replace-volume data", bytes: 1_234_567 },
  });
  const { report } = await run(plan, engine, Number.POSITIVE_INFINITY);
  expect(report.failures).toEqual([]);
  expect(engine.states()).toEqual({ "shop-backup-1": "running", "shop-db-1": "running", "shop-web-1": "running" });
  expect(engine.volumes.get("shop_data")).not.toHaveProperty("size");
  expect(planText(await planOf(project, engine))).toBe("nothing to do\n");
});

test("volumes without a name that its users have go on", async () => {
  const { engine, project } = await running();
  const unnamed = (): string[] => [...engine.volumes.keys()].filter((name) => name.length === 64).sort();
  const before = unnamed();
  await up(project, engine, again);
  expect(unnamed()).toEqual(before);
});

test("one that is not there is made as always", async () => {
  const { engine, project } = await running();
  for (const { id } of [...engine.containers.values()]) await engine.removeContainer(id, { volumes: false });
  engine.volumes.delete("shop_data");
  const plan = await planOf(project, engine, again);
  expect(plan.steps.map(({ id }) => id)).not.toContain("remove volume shop_data");
  expect(plan.steps.map(({ id }) => id)).toContain("create volume shop_data");
});

test("a container that stands aside or shares a network with a user follows", async () => {
  const { engine, project } = await running(
    `${compose.replace("  web:\n    image: busybox\n", "  web:\n    image: busybox\n    network_mode: service:db\n")}`,
  );
  engine.become("shop-backup-1", { state: "exited" });
  const { report } = await up(project, engine, again);
  expect(report.failures).toEqual([]);
  expect(planText(await planOf(project, engine))).toBe("nothing to do\n");
});

test("a network that is made anew along with it is left first", async () => {
  const { engine } = await running(`${compose}networks: {default: {internal: false}}\n`);
  const project = await projectOf(`${compose}networks: {default: {internal: true}}\n`);
  const { report } = await up(project, engine, again);
  expect(report.failures).toEqual([]);
  expect(planText(await planOf(project, engine))).toBe("nothing to do\n");
});

test("killed after any call, an ordinary up reaches the declared state", async () => {
  const { length } = (await running()).engine.calls;
  for (let calls = 0; calls < 20; calls++) {
    const { engine, project } = await running();
    engine.callsLeft = calls;
    await up(project, engine, again);
    engine.callsLeft = Number.POSITIVE_INFINITY;
    await up(project, engine);
    expect(engine.states(), `after ${calls} calls`).toEqual({
      "shop-backup-1": "running",
      "shop-db-1": "running",
      "shop-web-1": "running",
    });
    expect(planText(await planOf(project, engine))).toBe("nothing to do\n");
  }
  expect(length).toBeGreaterThan(0);
});

describe("refused, and nothing is touched:", () => {
  const refused = async (
    engine: MemoryEngine,
    project: Project,
    key = "data",
    services: string[] = [],
  ): Promise<unknown> => {
    const calls = engine.calls.length;
    const asked = services.length > 0 ? await projectOf(compose, {}, { services }) : project;
    const outcome = await planOf(asked, engine, { replaceVolumes: [key] }).then(
      () => "planned",
      ({ diagnostics }) => (diagnostics as { code: string; message: string }[]).map(({ code }) => code),
    );
    expect(engine.calls.length).toBe(calls);
    return outcome;
  };

  test("a key that no service has", async () => {
    const { engine, project } = await running();
    expect(await refused(engine, project, "date")).toEqual(["undefined-volume"]);
  });

  test("an external volume", async () => {
    const { engine } = await running();
    const project = await projectOf(
      `services: {a: {image: busybox, volumes: ["data:/d"]}}\nvolumes: {data: {external: true, name: shop_data}}`,
    );
    expect(await refused(engine, project)).toEqual(["volume-not-ours"]);
  });

  test("one that was not made for this project", async () => {
    const { engine, project } = await running();
    engine.volumes.set("shop_data", { name: "shop_data", driver: "local", driverOptions: {}, labels: {} });
    expect(await refused(engine, project)).toEqual(["volume-not-ours"]);
  });

  test("one that a container of somebody else has", async () => {
    const { engine, project } = await running();
    const mounts = [{ type: "volume", source: "shop_data", target: "/d", readOnly: true, noCopy: false }] as const;
    await engine.createContainer({ name: "spy", config: idle("other", { mounts }) });
    expect(await refused(engine, project)).toEqual(["resource-in-use"]);
  });

  test("one that a service has which is not to be touched", async () => {
    const { engine, project } = await running();
    expect(await refused(engine, project, "data", ["db"])).toEqual(["resource-in-use"]);
  });
});

test("with pre_start hooks and what shares its processes, too", async () => {
  const { engine } = await running();
  engine.programs.set("true", { exits: 0 });
  const project = await projectOf(
    `services: {db: {image: redis:7, volumes: ["data:/data"], pre_start: [{command: "true"}]}, web: {image: busybox, pid: "service:db"}}\nvolumes: {data: }`,
  );
  const options = { ...again, removeOrphans: true };
  const { report } = await run(await planOf(project, engine, options), engine, Number.POSITIVE_INFINITY);
  expect(report.failures).toEqual([]);
  expect(engine.states()).toEqual({ "shop-db-1": "running", "shop-web-1": "running" });
});
