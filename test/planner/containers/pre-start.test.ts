/** `pre_start`: when it runs, for whom, and what follows a failure. */
import { expect, test } from "vitest";
import { stepsText as planText } from "../../../src/cli/render/plan-steps.ts";
import { labels } from "../../../src/engine/labels.ts";
import { MemoryEngine } from "../../support/memory-engine.ts";
import { down, planOf, projectOf, up } from "../../support/scenario.ts";

const golden = (name: string): string => `../golden/${name}.txt`;

const file = (more = "", image = "nginx"): string => `
services:
  web:
    image: ${image}
    environment: {MODE: live}
    depends_on: {db: {condition: service_healthy}}
    volumes: ["files:/files"]
    ${more}
    pre_start:
      - {command: migrate, user: root, working_dir: /w, environment: {TOKEN: swordfish}}
      - {image: busybox, command: [chown, files], privileged: true}
  db: {image: postgres, healthcheck: {test: ok}}
volumes: {files: }
`;

function engine(): MemoryEngine {
  const made = new MemoryEngine();
  for (const image of ["nginx", "nginx:2", "postgres", "busybox"]) made.addImage(image);
  for (const words of ["migrate", "chown files"]) made.programs.set(words, { exits: 0 });
  return made;
}

/** What ran before starts, by the names of the containers in which it did. */
const hooksOf = ({ calls }: MemoryEngine): string[] =>
  calls.flatMap((call) => /^start (.*pre_start.*)$/.exec(call)?.[1] ?? []);

test("it runs once what the service needs is there, one after the other, before any container starts", async () => {
  const plan = await planOf(await projectOf(file("scale: 2")), engine());
  await expect(planText(plan)).toMatchFileSnapshot(golden("pre-start"));
});

test("its container has the service's image or its own, its networks and volumes, and no name there", async () => {
  const memory = engine();
  const plan = await planOf(await projectOf(file()), memory);
  const [first, second] = plan.steps.flatMap(({ operation }) =>
    operation.kind === "run-pre-start" ? [operation] : [],
  );
  expect(first).toMatchObject({
    name: "shop-web-1-pre_start-0",
    image: { by: "id", id: memory.images.get("nginx")?.id },
    connect: [],
    config: {
      volumesFrom: [{ of: { by: "step", step: "create web-1" }, readOnly: false }],
      image: "nginx",
      command: ["migrate"],
      user: "root",
      workingDir: "/w",
      privileged: false,
      environment: { MODE: "live", TOKEN: "swordfish" },
      labels: { [labels.service]: "web", [labels.hook]: "pre_start" },
      networks: [{ network: "shop_default", aliases: [] }],
    },
  });
  expect(second).toMatchObject({ config: { image: "busybox", privileged: true } });
});

test("an engine that takes one network at creation gets the others after it", async () => {
  const memory = new MemoryEngine("1.41");
  for (const image of ["nginx", "postgres", "busybox"]) memory.addImage(image);
  const project = await projectOf(`${file("networks: [a, b]")}networks: {a: , b: }\n`);
  const operations = (await planOf(project, memory)).steps.map(({ operation }) => operation);
  expect(operations.find(({ kind }) => kind === "run-pre-start")).toMatchObject({
    config: { networks: [{ network: "shop_a" }] },
    connect: [{ network: "shop_b" }],
  });
});

test("where it fails the service is made and not started, and what it printed is told", async () => {
  const memory = engine();
  memory.programs.set("chown files", { exits: 17 });
  const { report } = await up(await projectOf(file()), memory);
  expect(report.failures).toMatchObject([
    { code: "hook-failed", message: "pre_start[1]: web hook exited with status 17: chown files said no" },
  ]);
  expect(memory.states()).toEqual({ "shop-db-1": "running", "shop-web-1": "created" });
});

test("it does not run again while the service runs, neither unchanged nor when it is scaled up", async () => {
  const memory = engine();
  await up(await projectOf(file()), memory);
  expect(hooksOf(memory)).toHaveLength(2);
  expect((await planOf(await projectOf(file()), memory)).steps).toEqual([]);
  await up(await projectOf(file("scale: 2")), memory);
  expect(hooksOf(memory)).toHaveLength(2);
});

test("it runs again for a service that is replaced or started again", async () => {
  const memory = engine();
  await up(await projectOf(file()), memory);
  await up(await projectOf(file()), memory, { forceRecreate: true });
  expect(hooksOf(memory)).toHaveLength(4);
  await up(await projectOf(file("", "nginx:2")), memory);
  expect(hooksOf(memory)).toHaveLength(6);
  memory.become("shop-web-1", { state: "exited", exitCode: 1 });
  await up(await projectOf(file("", "nginx:2")), memory);
  expect(hooksOf(memory)).toHaveLength(8);
});

test("what is to be replaced runs on until it has succeeded", async () => {
  const memory = engine();
  await up(await projectOf(file("scale: 2")), memory);
  const changed = await projectOf(file("scale: 2", "nginx:2"));
  await expect(planText(await planOf(changed, memory))).toMatchFileSnapshot(golden("pre-start-replace"));
  memory.programs.set("migrate", { exits: 1 });
  memory.calls.length = 0;
  expect((await up(changed, memory)).report.outcome).toBe("failed");
  expect(memory.calls.filter((call) => call.startsWith("stop"))).toEqual([]);
  memory.programs.set("migrate", { exits: 0 });
  expect((await up(changed, memory)).report.outcome).toBe("done");
  expect([...memory.containers.values()].filter(({ config }) => config.image === "nginx")).toEqual([]);
});

test("an image that may turn out to be the same makes it as conditional as the replacement", async () => {
  const memory = engine();
  await up(await projectOf(file("pull_policy: always")), memory);
  const ran = hooksOf(memory).length;
  const plan = await planOf(await projectOf(file("pull_policy: always")), memory);
  const hooks = plan.steps.filter(({ operation }) => operation.kind === "run-pre-start");
  expect(hooks.map(({ onlyIf }) => onlyIf?.kind)).toEqual(["image-differs", "image-differs"]);
  await up(await projectOf(file("pull_policy: always")), memory);
  expect(hooksOf(memory)).toHaveLength(ran);
});

test("once for each container, where the hook says so", async () => {
  const memory = engine();
  const project = (scale: number): string => `
services:
  web:
    image: nginx
    scale: ${scale}
    pre_start:
      - {command: migrate}
      - {command: chown files, per_replica: true}
`;
  await up(await projectOf(project(2)), memory);
  expect(hooksOf(memory)).toEqual(["shop-web-1-pre_start-0", "shop-web-1-pre_start-1", "shop-web-2-pre_start-1"]);
  memory.calls.length = 0;
  await up(await projectOf(project(3)), memory);
  expect(hooksOf(memory)).toEqual(["shop-web-3-pre_start-1"]);
});

test("what a killed run left behind is taken away, and is no container of the service", async () => {
  const memory = engine();
  const project = await projectOf(file());
  memory.callsLeft = 7;
  await up(project, memory);
  memory.callsLeft = Number.POSITIVE_INFINITY;
  expect(memory.states()).toMatchObject({ "shop-web-1-pre_start-0": expect.any(String) });
  expect((await up(project, memory)).report.outcome).toBe("done");
  expect(memory.states()).toEqual({ "shop-db-1": "running", "shop-web-1": "running" });
});

test("down takes it away with the rest", async () => {
  const memory = engine();
  const project = await projectOf(file());
  memory.callsLeft = 7;
  await up(project, memory);
  memory.callsLeft = Number.POSITIVE_INFINITY;
  await down(project, memory);
  expect(memory.states()).toEqual({});
});

test("an image that can't be had is told with the hook's line", async () => {
  const text = file("pull_policy: never").replace("busybox", "nowhere");
  await expect(planOf(await projectOf(text), engine())).rejects.toMatchObject({
    diagnostics: [{ code: "image-missing", place: { line: 11 } }],
  });
});

test("create makes no container for it", async () => {
  const plan = await planOf(await projectOf(file()), engine(), { start: false });
  expect(plan.steps.map(({ operation }) => operation.kind)).not.toContain("run-pre-start");
});
