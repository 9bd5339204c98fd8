import { expect, test } from "vitest";
import { stepsText as planText } from "../../../src/cli/render/plan-steps.ts";
import { MemoryEngine } from "../../support/memory-engine.ts";
import { planOf, projectOf, up } from "../../support/scenario.ts";

function engineWith(...images: readonly string[]): MemoryEngine {
  const engine = new MemoryEngine();
  for (const image of images) engine.addImage(image);
  return engine;
}

const shop = `
services:
  web: {image: busybox, depends_on: {db: {condition: service_healthy}}}
  db: {image: busybox, healthcheck: {test: "true"}, volumes: ["data:/data"]}
volumes: {data: }
`;

test("create makes everything and starts nothing", async () => {
  const engine = engineWith("busybox");
  const project = await projectOf(shop);
  const { report } = await up(project, engine, { start: false });
  expect(report.outcome).toBe("done");
  expect(engine.states()).toEqual({ "shop-db-1": "created", "shop-web-1": "created" });
  expect(planText(await planOf(project, engine, { start: false }))).toBe("nothing to do\n");
});

test("create does not wait, and what it makes is started by up under its own id", async () => {
  const engine = engineWith("busybox");
  const project = await projectOf(shop);
  const plan = await planOf(project, engine, { start: false });
  expect(plan.steps.map(({ operation }) => operation.kind).toSorted()).toEqual([
    "create-container",
    "create-container",
    "create-network",
    "create-volume",
  ]);
  await up(project, engine, { start: false });
  const made = engine.calls.length;
  await up(project, engine);
  expect(engine.states()).toEqual({ "shop-db-1": "running", "shop-web-1": "running" });
  expect(engine.calls.slice(made).filter((call) => call.startsWith("create "))).toEqual([]);
});

test("create says what it changes on a container that it does not start", async () => {
  const engine = engineWith("busybox");
  await up(await projectOf("services: {a: {image: busybox}, b: {image: busybox}}"), engine, { start: false });
  const changed = await projectOf("services: {a: {image: busybox, mem_limit: 64m}, b: {image: busybox}}");
  const { verdicts } = await planOf(changed, engine, { start: false });
  const told = verdicts.filter(({ resource }) => resource.kind === "container").map(({ action }) => action);
  expect(told).toEqual(["change", "keep"]);
});

test("create leaves what runs as declared running, and starts again what lost its network for a moment", async () => {
  const engine = engineWith("busybox");
  await up(await projectOf(shop), engine);
  const project = await projectOf(`${shop}networks: {default: {labels: {tier: back}}}`);
  await up(project, engine, { start: false });
  expect(engine.states()).toEqual({ "shop-db-1": "running", "shop-web-1": "running" });
});

test("create puts a changed container in the old one's place, not started", async () => {
  const engine = engineWith("busybox", "alpine");
  await up(
    await projectOf(
      "services: {a: {image: busybox}, b: {image: busybox, depends_on: {a: {condition: service_started, restart: true}}}}",
    ),
    engine,
  );
  const changed = await projectOf(
    "services: {a: {image: alpine}, b: {image: busybox, depends_on: {a: {condition: service_started, restart: true}}}}",
  );
  await up(changed, engine, { start: false });
  expect(engine.states()).toEqual({ "shop-a-1": "created", "shop-b-1": "running" });
  await up(changed, engine);
  expect(engine.states()).toEqual({ "shop-a-1": "running", "shop-b-1": "running" });
});

test("create does not ask whether ports are free or checks are there: nothing starts", async () => {
  const engine = engineWith("busybox");
  await up(await projectOf('name: other\nservices: {x: {image: busybox, ports: ["8080:80"]}}'), engine);
  const project = await projectOf(
    'services: {a: {image: busybox, ports: ["8080:80"]}, b: {image: busybox, depends_on: {a: {condition: service_healthy}}}}',
  );
  await up(project, engine, { start: false });
  expect(engine.states()).toMatchObject({ "shop-a-1": "created", "shop-b-1": "created" });
  await expect(planOf(project, engine)).rejects.toMatchObject({ code: "port-taken" });
});

test("create does without the variable of a config, which is copied in at the start", async () => {
  const engine = engineWith("busybox");
  const project = await projectOf(
    "services: {a: {image: busybox, configs: [motd]}}\nconfigs: {motd: {environment: MOTD}}",
  );
  await up(project, engine, { start: false });
  expect(engine.states()).toEqual({ "shop-a-1": "created" });
  await expect(planOf(project, engine)).rejects.toMatchObject({ code: "variable-required" });
});
