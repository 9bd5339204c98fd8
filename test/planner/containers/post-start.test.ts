/** Commands after a start: until they have ended, the container does not have its name, and the next run goes on from there. */
import { describe, expect, test } from "vitest";
import { stepsText } from "../../../src/cli/render/plan-steps.ts";
import { WindlassError } from "../../../src/core/errors.ts";
import type { Stored } from "../../support/memory/state.ts";
import type { MemoryEngine } from "../../support/memory-engine.ts";
import { engineWith, planOf, projectOf, up } from "../../support/scenario.ts";

const file = (tty = false): string =>
  `services: {a: {image: busybox, tty: ${tty}, post_start: [{command: seed}, {command: warm}]}, b: {image: busybox, depends_on: [a]}}`;

const seeded = ["seed", "warm"];

/** The one container of `a`. */
function onlyA(engine: MemoryEngine): Stored {
  const found = [...engine.containers.values()].filter(({ name }) => name.endsWith("-a-1"));
  const [one] = found;
  if (one === undefined || found.length > 1) throw new Error(`containers of a: ${found.map(({ name }) => name)}`);
  return one;
}

/** The next run makes it complete: every command has ended in the run that goes on, the name is its own, and nothing is left to do. */
async function expectCompleted(engine: MemoryEngine, compose: string): Promise<void> {
  const project = await projectOf(compose);
  const { report } = await up(project, engine);
  expect(report.failures).toEqual([]);
  const { name, run, status } = onlyA(engine);
  expect({ name, state: status.state }).toEqual({ name: "shop-a-1", state: "running" });
  expect(run?.commands.slice(-seeded.length)).toEqual(seeded);
  expect(engine.states()).toEqual({ "shop-a-1": "running", "shop-b-1": "running" });
  expect((await planOf(project, engine)).steps).toEqual([]);
}

const kills = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

async function killedAfter(calls: number, compose: string, engine: MemoryEngine): Promise<void> {
  engine.callsLeft = calls;
  await up(await projectOf(compose), engine);
  engine.callsLeft = Number.POSITIVE_INFINITY;
}

describe.each([false, true])("where the last call had its effect and no answer: %s", (losesLast) => {
  test.each(kills)("a new container whose run was killed after %i calls is completed", async (calls) => {
    const engine = engineWith("busybox");
    engine.losesLast = losesLast;
    await killedAfter(calls, file(), engine);
    engine.losesLast = false;
    await expectCompleted(engine, file());
  });

  test.each(kills)("one that is started again, after %i calls", async (calls) => {
    const engine = engineWith("busybox");
    await up(await projectOf(file()), engine);
    engine.become("shop-a-1", { state: "exited", exitCode: 1 });
    engine.losesLast = losesLast;
    await killedAfter(calls, file(), engine);
    engine.losesLast = false;
    await expectCompleted(engine, file());
  });

  test.each(kills)("one that is replaced, after %i calls", async (calls) => {
    const engine = engineWith("busybox");
    await up(await projectOf(file()), engine);
    engine.losesLast = losesLast;
    await killedAfter(calls, file(true), engine);
    engine.losesLast = false;
    await expectCompleted(engine, file(true));
    expect(onlyA(engine).config.tty).toBe(true);
  });
});

test("what failed is run again in the container that runs, all from the first command on", async () => {
  const engine = engineWith("busybox");
  engine.commands.set("warm", { exits: 1 });
  const project = await projectOf(file());
  expect((await up(project, engine)).report.outcome).toBe("failed");
  const { id } = onlyA(engine);
  expect(engine.states()).toEqual({ "new_shop-a-1": "running", "shop-b-1": "created" });
  engine.commands.clear();
  const plan = await planOf(project, engine);
  await expect(stepsText(plan)).toMatchFileSnapshot("../golden/post-start-unfinished.txt");
  expect(plan.verdicts.find(({ resource }) => resource.name === "shop-a-1")).toMatchObject({
    action: "start",
    reason: { code: "unfinished-start" },
  });
  await expectCompleted(engine, file());
  expect(onlyA(engine)).toMatchObject({ id, run: { commands: ["seed", "warm", "seed", "warm"] } });
});

test("a container that ended before its commands is started again with all of them", async () => {
  const engine = engineWith("busybox");
  engine.commands.set("seed", { exits: 1 });
  await up(await projectOf(file()), engine);
  engine.commands.clear();
  engine.become("new_shop-a-1", { state: "exited", exitCode: 137 });
  await expectCompleted(engine, file());
});

test("the name is what completes a start: without it the commands run again", async () => {
  const engine = engineWith("busybox");
  const lost = new WindlassError("engine-unreachable", "nobody answers");
  engine.failing.set("rename new_shop-a-1 to shop-a-1", lost);
  await up(await projectOf(file()), engine);
  expect(onlyA(engine).run?.commands).toEqual(seeded);
  engine.failing.clear();
  await expectCompleted(engine, file());
  expect(onlyA(engine).run?.commands).toEqual([...seeded, ...seeded]);
});

test("a service without such commands gives its container the name at once", async () => {
  const engine = engineWith("busybox");
  const { steps } = await planOf(await projectOf("services: {a: {image: busybox}}"), engine);
  expect(steps.map(({ id }) => id)).not.toContain("rename a-1");
});
