/** Commands around starts and stops: where in the plan they stand, and what becomes of it when one fails. */
import { expect, test } from "vitest";
import { stepsText as planText } from "../../../src/cli/render/plan-steps.ts";
import { planStop } from "../../../src/planner/stop.ts";
import { MemoryEngine } from "../../support/memory-engine.ts";
import { down, observedOf, planDownOf, planOf, projectOf, run, up } from "../../support/scenario.ts";

const golden = (name: string): string => `../golden/${name}.txt`;

const file = `
services:
  web:
    image: nginx
    depends_on: {db: {condition: service_started}}
  db:
    image: postgres
    post_start:
      - {command: [register, db], environment: {TOKEN: swordfish}}
      - {command: [warm, cache], privileged: true}
    pre_stop:
      - command: [drain]
      - {command: [unregister, db], environment: {TOKEN: swordfish}}
`;

function engine(): MemoryEngine {
  const made = new MemoryEngine();
  for (const image of ["nginx", "postgres", "postgres:2"]) made.addImage(image);
  return made;
}

const commands = ({ calls }: MemoryEngine): string[] => calls.filter((call) => !/network|create|remove/.test(call));

test("what follows a start comes one after the other, and dependents wait for it", async () => {
  const plan = await planOf(await projectOf(file), engine());
  await expect(planText(plan)).toMatchFileSnapshot(golden("hooks"));
});

test("a command that fails after a start fails the run, says what it printed, and is run again by the next up", async () => {
  const memory = engine();
  const project = await projectOf(file);
  memory.commands.set("register db", { exits: 3 });
  const { report } = await up(project, memory);
  expect(report.failures).toMatchObject([
    { code: "hook-failed", message: "post_start[0]: db hook exited with status 3: register db said no" },
  ]);
  expect(memory.states()).toEqual({ "new_shop-db-1": "running", "shop-web-1": "created" });
  memory.commands.clear();
  memory.calls.length = 0;
  await up(project, memory);
  expect(memory.calls.filter((call) => call.includes("db"))).toEqual([
    "exec new_shop-db-1: register db",
    "exec new_shop-db-1: warm cache",
    "rename new_shop-db-1 to shop-db-1",
  ]);
  expect(memory.states()).toEqual({ "shop-db-1": "running", "shop-web-1": "running" });
});

test("a replacement whose command fails after its start stops, and the old one goes on", async () => {
  const memory = engine();
  await up(await projectOf(file), memory);
  const [old] = [...memory.containers.keys()].filter((id) => memory.containers.get(id)?.name === "shop-db-1");
  const changed = await projectOf(file.replace("image: postgres", "image: postgres:2"));
  memory.commands.set("warm cache", { exits: 1 });
  await expect(planText(await planOf(changed, memory))).toMatchFileSnapshot(golden("hooks-replace"));
  const { report } = await up(changed, memory);
  expect(report.outcome).toBe("failed");
  expect(memory.containers.get(old ?? "")).toMatchObject({ name: "shop-db-1", status: { state: "running" } });
  memory.commands.clear();
  expect((await up(changed, memory)).report.outcome).toBe("done");
  expect(memory.states()).toEqual({ "shop-db-1": "running", "shop-web-1": "running" });
  expect([...memory.containers.values()].find(({ name }) => name === "shop-db-1")?.config.image).toBe("postgres:2");
});

test("a container that stands and is started again has its commands run again, one that runs has not", async () => {
  const memory = engine();
  const project = await projectOf(file);
  await up(project, memory);
  memory.become("shop-db-1", { state: "exited", exitCode: 1 });
  memory.calls.length = 0;
  await up(project, memory);
  const id = [...memory.containers.values()].find(({ name }) => name === "shop-db-1")?.id.slice(0, 12);
  expect(memory.calls).toEqual([
    `rename shop-db-1 to ${id}_shop-db-1`,
    `start ${id}_shop-db-1`,
    `exec ${id}_shop-db-1: register db`,
    `exec ${id}_shop-db-1: warm cache`,
    `rename ${id}_shop-db-1 to shop-db-1`,
  ]);
  expect((await planOf(project, memory)).steps).toEqual([]);
});

test("before a stop its commands run, after everything that the stop itself waits for", async () => {
  const memory = engine();
  const project = await projectOf(file);
  await up(project, memory);
  await expect(planText(await planDownOf(project, memory))).toMatchFileSnapshot(golden("hooks-down"));
  memory.calls.length = 0;
  await down(project, memory);
  expect(commands(memory)).toEqual([
    "stop shop-web-1",
    "exec shop-db-1: drain",
    "exec shop-db-1: unregister db",
    "stop shop-db-1",
  ]);
});

test("a command that fails before a stop fails down, and everything is taken away all the same", async () => {
  const memory = engine();
  const project = await projectOf(file);
  await up(project, memory);
  memory.commands.set("drain", { exits: 127 });
  const { report } = await down(project, memory);
  expect(report.failures).toMatchObject([{ message: "pre_stop[0]: db hook exited with status 127: drain said no" }]);
  expect(memory.calls).toContain("exec shop-db-1: unregister db");
  expect(memory.states()).toEqual({});
});

test("where a container is stopped on the way to what is declared, a failure is only told", async () => {
  const memory = engine();
  await up(await projectOf(file), memory);
  memory.commands.set("drain", { exits: 1 });
  const { report, events } = await up(await projectOf(file.replace("image: postgres", "image: postgres:2")), memory);
  expect(report).toMatchObject({ outcome: "done", failures: [] });
  expect(events).toContainEqual({
    type: "warning",
    diagnostic: {
      code: "hook-failed",
      severity: "warning",
      message: "pre_stop[0]: db hook exited with status 1: drain said no",
    },
  });
});

test("a command that does not end is given up in time for the stop", async () => {
  const memory = engine();
  const project = await projectOf(file);
  await up(project, memory);
  memory.commands.set("drain", "runs");
  const plan = await planDownOf(project, memory, { graceSeconds: 90 });
  const limits = plan.steps.flatMap(({ operation }) => (operation.kind === "run-pre-stop" ? [operation.limitMs] : []));
  expect(limits).toEqual([90_000, 90_000]);
  const clock = { now: () => 0, sleep: async () => {} };
  const { report } = await run(plan, memory, 1, undefined, { clock });
  expect(report.failures).toMatchObject([{ message: "pre_stop[0]: db hook did not finish within 90s" }]);
  expect(memory.states()).toEqual({});
});

test("scaling down runs the commands of those that go", async () => {
  const memory = engine();
  await up(await projectOf(file.replace("image: postgres", "image: postgres\n    scale: 2")), memory);
  memory.calls.length = 0;
  await up(await projectOf(file), memory);
  expect(memory.calls).toEqual([
    "exec shop-db-2: drain",
    "exec shop-db-2: unregister db",
    "stop shop-db-2",
    "remove shop-db-2",
  ]);
});

test("a restart along with a dependency runs both kinds", async () => {
  const text = `
services:
  web:
    image: nginx
    depends_on: {db: {condition: service_started, restart: true}}
    post_start: [{command: hello}]
    pre_stop: [{command: bye}]
  db: {image: IMAGE}
`;
  const memory = engine();
  await up(await projectOf(text.replace("IMAGE", "postgres")), memory);
  memory.calls.length = 0;
  await up(await projectOf(text.replace("IMAGE", "postgres:2")), memory);
  expect(commands(memory).filter((call) => call.includes("web"))).toEqual([
    "exec shop-web-1: bye",
    "stop shop-web-1",
    expect.stringMatching(/^rename shop-web-1 to \w+_shop-web-1$/),
    expect.stringMatching(/^start \w+_shop-web-1$/),
    expect.stringMatching(/^exec \w+_shop-web-1: hello$/),
    expect.stringMatching(/^rename \w+_shop-web-1 to shop-web-1$/),
  ]);
});

test("an orphan's commands are not in the file any more: none runs, and the plan says so", async () => {
  const memory = engine();
  await up(await projectOf(file), memory);
  const rest = await projectOf("services: {web: {image: nginx}}");
  const plan = await planOf(rest, memory, { removeOrphans: true });
  expect(plan.steps.find(({ id }) => id === "stop db-1")?.reason).toEqual({ code: "orphan" });
  await run(plan, memory);
  expect(memory.calls.filter((call) => call.includes("drain"))).toEqual([]);
});

test("a paused or restarting container is stopped without its commands: it can run none", async () => {
  const memory = engine();
  const project = await projectOf(file);
  await up(project, memory);
  memory.become("shop-db-1", { state: "paused" });
  const plan = await planDownOf(project, memory);
  expect(plan.steps.filter(({ operation }) => operation.kind === "run-pre-stop")).toEqual([]);
});

test("stop fails with a command that fails; a stop that only makes way for something else does not", async () => {
  const memory = engine();
  const project = await projectOf(file);
  await up(project, memory);
  const observed = await observedOf(memory, "shop");
  const tolerated = (options: object): unknown[] =>
    planStop(project, observed, options).steps.flatMap(({ operation }) =>
      operation.kind === "run-pre-stop" ? [operation.tolerated] : [],
    );
  expect(tolerated({})).toEqual([false, false]);
  expect(tolerated({ hooksMustSucceed: false })).toEqual([true, true]);
});

test("create runs nothing after starts that it does not make", async () => {
  const plan = await planOf(await projectOf(file), engine(), { start: false });
  expect(plan.steps.map(({ operation }) => operation.kind)).not.toContain("run-post-start");
});
