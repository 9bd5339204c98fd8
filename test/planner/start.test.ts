/** `start` and `restart`: containers as they are, in the order of dependencies. */
import { describe, expect, test } from "vitest";
import type { RestartOptions, StartOptions } from "../../src/planner/plan/options.ts";
import type { Plan } from "../../src/planner/plan/plan.ts";
import { planRestart, planStart } from "../../src/planner/start.ts";
import { planStop } from "../../src/planner/stop.ts";
import type { Project } from "../../src/spec/project.ts";
import type { MemoryEngine } from "../support/memory-engine.ts";
import { engineWith, observedOf, projectOf, run, up } from "../support/scenario.ts";

const startOf = async (project: Project, engine: MemoryEngine, options: StartOptions = {}): Promise<Plan> =>
  planStart(project, await observedOf(engine, project), options);

const restartOf = async (project: Project, engine: MemoryEngine, options: RestartOptions = {}): Promise<Plan> =>
  planRestart(project, await observedOf(engine, project), options);

const stop = async (project: Project, engine: MemoryEngine): Promise<unknown> =>
  run(planStop(project, await observedOf(engine, project), {}), engine, 1, project);

const idsOf = ({ steps }: Plan): string[] => steps.map(({ id }) => id);

const idsOn = async (engine: MemoryEngine, project: Project): Promise<readonly string[]> =>
  (await observedOf(engine, project)).snapshot.containers.map(({ id }) => id);

const waits = ({ steps }: Plan): Record<string, readonly string[]> =>
  Object.fromEntries(steps.map(({ id, after }) => [id, after]));

const chain =
  "services: {web: {image: busybox, depends_on: [app]}, app: {image: busybox, depends_on: [db]}, db: {image: busybox}, other: {image: busybox}}";

async function running(compose: string): Promise<{ readonly project: Project; readonly engine: MemoryEngine }> {
  const engine = engineWith("busybox");
  const project = await projectOf(compose);
  await up(project, engine);
  return { project, engine };
}

describe("start", () => {
  test("plans nothing where everything runs", async () => {
    const { project, engine } = await running(chain);
    expect(idsOf(await startOf(project, engine))).toEqual([]);
  });

  test("starts the same containers, dependencies first", async () => {
    const { project, engine } = await running(chain);
    const before = await idsOn(engine, project);
    await stop(project, engine);
    const plan = await startOf(project, engine);
    expect(waits(plan)).toEqual({
      "start db-1": [],
      "start app-1": ["start db-1"],
      "start web-1": ["start app-1"],
      "start other-1": [],
    });
    await run(plan, engine, 1, project);
    expect(await idsOn(engine, project)).toEqual(before);
    expect(Object.values(engine.states())).toEqual(["running", "running", "running", "running"]);
  });

  test("of a service starts what it depends on, and nothing else", async () => {
    const { project, engine } = await running(chain);
    await stop(project, engine);
    expect(idsOf(await startOf(project, engine, { services: ["app"] }))).toEqual(["start db-1", "start app-1"]);
  });

  test("changes nothing, whatever the file says by now", async () => {
    const { project, engine } = await running("services: {web: {image: busybox}}");
    await stop(project, engine);
    const edited = await projectOf(
      "services: {web: {image: busybox, environment: {A: b}, networks: [n]}}\nnetworks: {n: }",
    );
    expect(idsOf(await startOf(edited, engine))).toEqual(["start web-1"]);
  });

  test("waits for a dependency's condition", async () => {
    const { project, engine } = await running(
      "services: {web: {image: busybox, depends_on: {db: {condition: service_healthy}}}, db: {image: busybox, healthcheck: {test: exit 0}}}",
    );
    await stop(project, engine);
    expect(waits(await startOf(project, engine))).toEqual({
      "start db-1": [],
      "wait until db-1 is healthy": ["start db-1"],
      "start web-1": ["wait until db-1 is healthy"],
    });
  });

  test("runs the commands after the start", async () => {
    const { project, engine } = await running("services: {web: {image: busybox, post_start: [{command: [echo]}]}}");
    await stop(project, engine);
    expect(idsOf(await startOf(project, engine))).toContain("post_start[0] web-1");
  });

  test("of a service with pre_start runs its commands, and refuses where their image is gone, with the line", async () => {
    const compose = "services:\n  web: {image: busybox, pre_start: [{image: tools, command: [echo]}]}";
    const engine = engineWith("busybox", "tools");
    const project = await projectOf(compose);
    await up(project, engine, { start: false });
    const observed = await observedOf(engine, project);
    expect(idsOf(planStart(project, observed, {}))).toEqual(["pre_start[0] web", "start web-1"]);
    const { tools: _, ...images } = observed.snapshot.images;
    const without = { ...observed, snapshot: { ...observed.snapshot, images } };
    expect(() => planStart(project, without, {})).toThrow(
      expect.objectContaining({
        code: "image-missing",
        diagnostics: [expect.objectContaining({ place: expect.objectContaining({ line: 2 }) })],
      }),
    );
  });

  test("of a service without a container says so, with its line", async () => {
    const project = await projectOf(chain);
    await expect(startOf(project, engineWith("busybox"), { services: ["db"] })).rejects.toMatchObject({
      code: "container-missing",
      message: 'service "db" has no container to start',
      diagnostics: [{ place: { line: 1 } }],
    });
  });

  test("with --wait waits until each is running", async () => {
    const { project, engine } = await running(chain);
    await stop(project, engine);
    expect(idsOf(await startOf(project, engine, { services: ["db"], wait: true }))).toEqual([
      "start db-1",
      "wait until db-1 is running",
    ]);
  });
});

describe("restart", () => {
  test("stops dependents first and starts dependencies first", async () => {
    const { project, engine } = await running(chain);
    const plan = await restartOf(project, engine, { services: ["app", "db"] });
    expect(waits(plan)).toMatchObject({
      "stop app-1": [],
      "stop db-1": ["stop app-1"],
      "start db-1": ["stop db-1"],
      "start app-1": ["start db-1", "stop app-1"],
    });
    expect(idsOf(plan)).toHaveLength(4);
  });

  test("starts what is not up", async () => {
    const { project, engine } = await running(chain);
    await stop(project, engine);
    expect(idsOf(await restartOf(project, engine, { services: ["web"] }))).toEqual(["start web-1"]);
  });

  test("does not wait for what it leaves alone, be it down", async () => {
    const { project, engine } = await running(
      "services: {web: {image: busybox, depends_on: {db: {condition: service_healthy}}}, db: {image: busybox, healthcheck: {test: exit 0}}}",
    );
    await run(planStop(project, await observedOf(engine, project), { services: ["db"] }), engine);
    expect(idsOf(await restartOf(project, engine, { services: ["web"] }))).toEqual(["stop web-1", "start web-1"]);
    expect(idsOf(await restartOf(project, engine))).toContain("wait until db-1 is healthy");
  });

  test("says nothing of containers that it does not touch", async () => {
    const { project, engine } = await running(chain);
    const { verdicts } = await restartOf(project, engine, { services: ["db"] });
    expect(verdicts.map(({ resource, action }) => `${action} ${resource.name}`)).toEqual(["restart shop-db-1"]);
  });

  const restarting =
    "services: {web: {image: busybox, depends_on: {db: {condition: service_started, restart: true}}}, db: {image: busybox}}";

  test("takes along who depends on it with `restart: true`", async () => {
    const { project, engine } = await running(restarting);
    expect(idsOf(await restartOf(project, engine, { services: ["db"] })).sort()).toEqual([
      "start db-1",
      "start web-1",
      "stop db-1",
      "stop web-1",
    ]);
  });

  test("leaves dependents alone where that is asked for", async () => {
    const { project, engine } = await running(restarting);
    const plan = await restartOf(project, engine, { services: ["db"], dependents: false });
    expect(idsOf(plan)).toEqual(["stop db-1", "start db-1"]);
  });

  test("takes along who lives in its network: it would be cut off", async () => {
    const { project, engine } = await running(
      'services: {web: {image: busybox, network_mode: "service:db"}, db: {image: busybox}}',
    );
    expect(idsOf(await restartOf(project, engine, { services: ["db"] }))).toContain("stop web-1");
  });
});
