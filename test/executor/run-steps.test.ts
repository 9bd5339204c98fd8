import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { type Ending, type Runnable, runSteps } from "../../src/executor/run-steps.ts";

type Step = Runnable<string>;
const step = (id: string, after: readonly string[] = [], afterEnd: readonly string[] = []): Step => ({
  id,
  after,
  afterEnd,
});

interface Trace {
  readonly log: string[];
  readonly endings: ReadonlyMap<string, Ending<string>>;
  readonly most: number;
}

async function trace(
  steps: readonly Step[],
  options: {
    readonly parallel?: number;
    readonly fails?: readonly string[];
    readonly unneeded?: readonly string[];
    readonly unbounded?: readonly string[];
    readonly abortAfter?: string;
  } = {},
): Promise<Trace> {
  const log: string[] = [];
  const stop = new AbortController();
  let running = 0;
  let most = 0;
  const endings = await runSteps<string, Step>(
    steps,
    {
      unneeded: ({ id }) => (options.unneeded?.includes(id) ? "not needed" : undefined),
      bounded: ({ id }) => !options.unbounded?.includes(id),
      run: async ({ id }) => {
        log.push(`+${id}`);
        most = Math.max(most, ++running);
        await sleep(5);
        running--;
        if (options.abortAfter === id) stop.abort();
        if (options.fails?.includes(id)) throw new Error(`${id} broke`);
      },
      ended: ({ id }, { how }) => log.push(`${id} ${how}`),
    },
    options.parallel ?? Number.POSITIVE_INFINITY,
    stop.signal,
  );
  return { log, endings, most };
}

test("a step begins as soon as all that it waits for has ended well", async () => {
  const { log } = await trace([step("c", ["a", "b"]), step("a"), step("b", ["a"])]);
  expect(log).toEqual(["+a", "a done", "+b", "b done", "+c", "c done"]);
});

test("independent steps run at the same time, but never more than the bound", async () => {
  const steps = ["a", "b", "c", "d", "e"].map((id) => step(id));
  expect((await trace(steps)).most).toBe(5);
  expect((await trace(steps, { parallel: 2 })).most).toBe(2);
});

test("a step that is not bounded takes no place", async () => {
  const { most } = await trace([step("wait"), step("a"), step("b")], { parallel: 1, unbounded: ["wait"] });
  expect(most).toBe(2);
});

test("a failure skips what needs the step and lets the others go on", async () => {
  const { endings } = await trace([step("a"), step("b", ["a"]), step("c", ["b"]), step("d")], { fails: ["a"] });
  expect(endings.get("b")).toEqual({ how: "skipped", blockedBy: "a" });
  expect(endings.get("c")).toEqual({ how: "skipped", blockedBy: "a" });
  expect(endings.get("d")).toEqual({ how: "done" });
});

test("what is not needed holds nobody up", async () => {
  const { log } = await trace([step("a"), step("b", ["a"])], { unneeded: ["a"] });
  expect(log).toEqual(["a unneeded", "+b", "b done"]);
});

test("a step that waits only for an end runs after a failure, and not before", async () => {
  const { log } = await trace([step("a"), step("mend", [], ["a"])], { fails: ["a"] });
  expect(log).toEqual(["+a", "a failed", "+mend", "mend done"]);
});

test("after an abort no step begins", async () => {
  const { log, endings } = await trace([step("a"), step("b", ["a"]), step("c", ["b"])], { abortAfter: "a" });
  expect(log.toSorted()).toEqual(["+a", "a done", "b aborted", "c aborted"]);
  expect(endings.get("c")).toEqual({ how: "aborted" });
});

test("no step at all ends at once", async () => {
  expect((await trace([])).endings.size).toBe(0);
});
