/** `run`: a container for one command, beside the service's own. */
import { describe, expect, test } from "vitest";
import type { RunOptions } from "../../src/planner/plan/options.ts";
import type { Plan } from "../../src/planner/plan/plan.ts";
import { planRun } from "../../src/planner/run.ts";
import type { Project } from "../../src/spec/project.ts";
import type { MemoryEngine } from "../support/memory-engine.ts";
import { defaultUp, engineWith, observedOf, planOf, projectOf, run, up } from "../support/scenario.ts";

const slug = "ab".repeat(32);

const planRunOf = async (project: Project, engine: MemoryEngine, options: Partial<RunOptions> = {}): Promise<Plan> =>
  planRun(project, await observedOf(engine, project), {
    ...defaultUp,
    service: "web",
    slug,
    useAliases: false,
    keepsStdin: false,
    remove: false,
    ...options,
  });

const idsOf = ({ steps }: Plan): string[] => steps.map(({ id }) => id);

const compose = (more = ""): string =>
  `services: {web: {image: busybox, depends_on: [db]${more}}, db: {image: busybox}}`;
/** As the command line lays it over the file. */
const asked = ", container_name: shop-web-run-abababababab, command: [ls], stdin_open: true";

describe("run", () => {
  test("starts what the service depends on, then one container of its own", async () => {
    const plan = await planRunOf(await projectOf(compose(asked)), engineWith("busybox"));
    expect(idsOf(plan)).toEqual([
      "create network shop_default",
      "create db-1",
      "start db-1",
      "create shop-web-run-abababababab",
      "start shop-web-run-abababababab",
    ]);
    const create = plan.steps.find(({ id }) => id === "create shop-web-run-abababababab");
    expect(create?.operation).toMatchObject({
      name: "shop-web-run-abababababab",
      config: {
        command: ["ls"],
        stdinOnce: true,
        labels: { "com.docker.compose.oneoff": "True", "com.docker.compose.slug": slug },
        networks: [{ network: "shop_default", aliases: ["shop-web-run-abababababab"] }],
      },
    });
    expect(JSON.stringify(create)).not.toContain("container-number");
  });

  test("has the service's names where that is asked for", async () => {
    const plan = await planRunOf(await projectOf(compose(asked)), engineWith("busybox"), { useAliases: true });
    expect(JSON.stringify(plan.steps)).toContain('"aliases":["shop-web-run-abababababab","web"]');
  });

  test("leaves the service's own containers alone, even where the file has changed them", async () => {
    const engine = engineWith("busybox");
    await up(await projectOf(compose(", environment: {A: before}")), engine);
    const plan = await planRunOf(await projectOf(compose(`${asked}, environment: {A: after}`)), engine);
    expect(idsOf(plan)).toEqual(["create shop-web-run-abababababab", "start shop-web-run-abababababab"]);
  });

  test("does not count for the next up", async () => {
    const engine = engineWith("busybox");
    const project = await projectOf(compose());
    await up(project, engine);
    await run(await planRunOf(await projectOf(compose(asked)), engine), engine);
    expect(engine.states()).toMatchObject({ "shop-web-1": "running", "shop-web-run-abababababab": "running" });
    expect(idsOf(await planOf(project, engine))).toEqual([]);
  });

  test("waits for the conditions of what the service depends on", async () => {
    const plan = await planRunOf(
      await projectOf(
        `services: {web: {image: busybox, depends_on: {db: {condition: service_completed_successfully}}${asked}}, db: {image: busybox}}`,
      ),
      engineWith("busybox"),
    );
    const start = plan.steps.find(({ id }) => id === "start shop-web-run-abababababab");
    expect(start?.after).toContain("wait until db-1 has completed");
  });

  test("leaves what has ended as an orphan, which a later up tells of or takes away", async () => {
    const engine = engineWith("busybox");
    const project = await projectOf(compose());
    await run(await planRunOf(await projectOf(compose(asked)), engine), engine);
    await up(project, engine);
    engine.become("shop-web-run-abababababab", { state: "exited" });
    const plan = await planOf(project, engine);
    expect(idsOf(plan)).toEqual([]);
    expect(plan.warnings).toMatchObject([
      { code: "orphans", message: expect.stringContaining("(shop-web-run-abababababab)") },
    ]);
    await run(await planOf(project, engine, { removeOrphans: true }), engine);
    expect(engine.states()).toEqual({ "shop-db-1": "running", "shop-web-1": "running" });
  });

  test("lets the engine remove it where that is asked for", async () => {
    const plan = await planRunOf(await projectOf(compose(asked)), engineWith("busybox"), { remove: true });
    const create = plan.steps.find(({ id }) => id === "create shop-web-run-abababababab");
    expect(create?.operation).toMatchObject({ config: { autoRemove: true } });
  });
});
