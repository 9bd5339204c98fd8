import { expect, test } from "vitest";
import { execute, systemClock } from "../src/index.ts";
import { MemoryEngine } from "./support/memory-engine.ts";
import { planOf, projectOf } from "./support/scenario.ts";

const io = (engine: MemoryEngine) => ({
  engine,
  clock: systemClock,
  emit: () => {},
  signal: new AbortController().signal,
});

test("a plan whose steps are out of order is refused before the first call", async () => {
  const engine = new MemoryEngine();
  engine.addImage("busybox");
  const plan = await planOf(await projectOf("services: {a: {image: busybox}}"), engine);
  await expect(execute({ ...plan, steps: plan.steps.toReversed() }, io(engine))).rejects.toThrow("the plan is unsound");
  expect(engine.calls).toEqual([]);
  expect((await execute(plan, io(engine))).outcome).toBe("done");
});

test("a sleep that is aborted rejects with the signal's own reason", async () => {
  const reason = new Error("enough");
  await expect(systemClock.sleep(60_000, AbortSignal.abort(reason))).rejects.toBe(reason);
});
