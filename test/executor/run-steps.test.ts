import { getEventListeners } from "node:events";
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
    /** Steps whose names begin like this are a lane of that width. */
    readonly lanes?: Readonly<Record<string, number>>;
    readonly abortAfter?: string;
    /** They end after all others that began with them. */
    readonly slow?: readonly string[];
    /** Aborts while that step runs. */
    readonly abortIn?: string;
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
      lane: ({ id }) => {
        const [name = "", most] = Object.entries(options.lanes ?? {}).find(([start]) => id.startsWith(start)) ?? [];
        return most === undefined ? undefined : { name, most };
      },
      run: async ({ id }) => {
        log.push(`+${id}`);
        most = Math.max(most, ++running);
        if (options.abortIn === id) stop.abort();
        await sleep(options.slow?.includes(id) ? 50 : 5);
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

test("of a lane so many run at once as it is wide, and others go past them", async () => {
  const steps = ["x1", "x2", "x3", "a", "b"].map((id) => step(id));
  const { log, most } = await trace(steps, { lanes: { x: 1 } });
  expect(log.slice(0, 3)).toEqual(["+x1", "+a", "+b"]);
  expect(most).toBe(3);
  expect((await trace(steps, { lanes: { x: 2 }, parallel: 1 })).most).toBe(1);
  expect((await trace(steps, { lanes: { x: 1 }, parallel: 2 })).log.slice(0, 2)).toEqual(["+x1", "+a"]);
});

test("after an abort no step of a lane begins", async () => {
  const { endings } = await trace(
    ["x1", "x2", "x3"].map((id) => step(id)),
    { lanes: { x: 1 }, abortIn: "x1" },
  );
  expect(Object.fromEntries([...endings].map(([id, { how }]) => [id, how]))).toEqual({
    x1: "done",
    x2: "aborted",
    x3: "aborted",
  });
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

test("under a signal that is aborted already no step begins, and all have an ending", async () => {
  const begun: string[] = [];
  const endings = await runSteps<string, Step>(
    [step("a"), step("b", ["a"]), step("c", [], ["b"])],
    {
      isJoin: () => false,
      unneeded: () => undefined,
      bounded: () => true,
      run: async ({ id }) => void begun.push(id),
      ended: () => {},
    },
    1,
    AbortSignal.abort(),
  );
  expect(begun).toEqual([]);
  expect([...endings.values()]).toEqual([{ how: "aborted" }, { how: "aborted" }, { how: "aborted" }]);
});

test("an abort ends what waits for a place at once, not when the running steps have ended", async () => {
  const { log } = await trace([step("a"), step("b")], { parallel: 1, abortIn: "a" });
  expect(log).toEqual(["+a", "b aborted", "a done"]);
});

test("a step is skipped as soon as one need has failed, though another still runs", async () => {
  const steps = [step("bad"), step("slow"), step("c", ["bad", "slow"]), step("after", [], ["c"])];
  const { log } = await trace(steps, { fails: ["bad"], slow: ["slow"] });
  expect(log.slice(2)).toEqual(["bad failed", "c skipped", "+after", "after done", "slow done"]);
});

test("a failed need is not forgotten while an end is waited for and other needs end well", async () => {
  const steps = [step("bad"), step("good", [], ["bad"]), step("end"), step("c", ["bad", "good"], ["end"])];
  const { log, endings } = await trace(steps, { fails: ["bad"], slow: ["end"] });
  expect(log).not.toContain("+c");
  expect(endings.get("good")).toEqual({ how: "done" });
  expect(endings.get("c")).toEqual({ how: "skipped", blockedBy: "bad" });
});

test("a run that is over no longer listens for an abort", async () => {
  const { signal } = new AbortController();
  const idle = {
    isJoin: () => false,
    unneeded: () => undefined,
    bounded: () => true,
    run: async () => {},
    ended: () => {},
  };
  await runSteps<string, Step>([step("a")], idle, 1, signal);
  expect(getEventListeners(signal, "abort")).toEqual([]);
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

test("places are given in the order of the plan, in whatever order steps came to wait for one", async () => {
  const numbers = [1, 2, 3, 4, 5];
  const openers = [5, 1, 3, 2, 4].map((n) => `open ${n}`);
  const steps = [step("first"), ...openers.map((id) => step(id)), ...numbers.map((n) => step(`${n}`, [`open ${n}`]))];
  const { log } = await trace(steps, { parallel: 1, unbounded: openers, slow: ["first"] });
  expect(log.filter((line) => /^\+\d/.test(line))).toEqual(["+1", "+2", "+3", "+4", "+5"]);
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

test.each([true, false])("who is told of endings and throws ends the run with that (bounded: %s)", async (bounded) => {
  const run = runSteps<string, Step>(
    [step("a"), step("b", ["a"])],
    {
      isJoin: () => false,
      unneeded: () => undefined,
      bounded: () => bounded,
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
