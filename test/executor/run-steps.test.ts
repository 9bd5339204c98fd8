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
    readonly joins?: readonly string[];
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
      isJoin: ({ id }) => options.joins?.includes(id) ?? false,
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

test("a join ends with what it waits for, takes no place, and nobody is told", async () => {
  const steps = [step("a"), step("b"), step("all", ["a", "b"]), step("c", ["all"]), step("d", ["all"])];
  const { log } = await trace(steps, { joins: ["all"], parallel: 1 });
  expect(log).toEqual(["+a", "a done", "+b", "b done", "+c", "c done", "+d", "d done"]);
});

test("what is skipped behind a join names the step that failed before it", async () => {
  const steps = [step("a"), step("b"), step("all", ["a", "b"]), step("again", ["all"]), step("c", ["again"])];
  const { log, endings } = await trace(steps, { joins: ["all", "again"], fails: ["b"] });
  expect(endings.get("c")).toEqual({ how: "skipped", blockedBy: "b" });
  expect(log).not.toContain("all skipped");
});

test("of those that could begin the first in the plan does", async () => {
  const { log } = await trace([step("a"), step("c", ["a"]), step("b"), step("d")], { parallel: 1 });
  expect(log.filter((line) => line.startsWith("+"))).toEqual(["+a", "+c", "+b", "+d"]);
});

test("a handler that throws instead of rejecting fails its step, and the run goes on", async () => {
  const told: string[] = [];
  const endings = await runSteps<string, Step>(
    [step("a"), step("b", ["a"]), step("c")],
    {
      isJoin: () => false,
      unneeded: () => undefined,
      bounded: () => true,
      run: ({ id }) => {
        if (id === "a") throw new Error("a broke");
        return Promise.resolve();
      },
      ended: ({ id }, { how }) => told.push(`${id} ${how}`),
    },
    1,
    new AbortController().signal,
  );
  expect(told.toSorted()).toEqual(["a failed", "b skipped", "c done"]);
  expect(endings.get("b")).toEqual({ how: "skipped", blockedBy: "a" });
});

test("who is told of endings and throws ends the run with that", async () => {
  const run = runSteps<string, Step>(
    [step("a"), step("b", ["a"])],
    {
      isJoin: () => false,
      unneeded: () => undefined,
      bounded: () => true,
      run: async () => {},
      ended: () => {
        throw new Error("nobody listens");
      },
    },
    1,
    new AbortController().signal,
  );
  await expect(run).rejects.toThrow("nobody listens");
});

test.each([
  ["for one that is not there", [step("a", ["b"])], 'the step "a" waits for "b", which is not there'],
  ["for itself", [step("a", ["a"])], "steps wait for each other: a → a"],
  [
    "in a circle",
    [step("a", ["c"]), step("b", ["a"]), step("c", [], ["b"])],
    "steps wait for each other: a → c → b → a",
  ],
  ["under a name that two have", [step("a"), step("a")], "two steps have the same id"],
])("a step that waits %s is refused before anything begins", async (_, steps, message) => {
  await expect(trace(steps)).rejects.toThrow(message);
});

test("what a step waits for is looked at as often as ever, however many steps there are", async () => {
  /** How often each step is asked what it waits for, in layers of ten that wait for all of the layer before. */
  const looksPerStep = async (layers: number): Promise<number> => {
    let looks = 0;
    const steps = Array.from({ length: layers * 10 }, (_, i): Step => {
      const layer = Math.floor(i / 10);
      const before = layer === 0 ? [] : Array.from({ length: 10 }, (_, k) => `${layer - 1}/${k}`);
      return {
        id: `${layer}/${i % 10}`,
        get after() {
          looks++;
          return before;
        },
      };
    });
    const { endings } = await trace(steps, { parallel: 8 });
    expect(endings.size).toBe(layers * 10);
    return looks / steps.length;
  };
  expect(await looksPerStep(40)).toBe(await looksPerStep(4));
});
