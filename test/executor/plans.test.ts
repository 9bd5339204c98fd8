/** What the runner does with plans made by hand: joins, conditions, interrupts, optional providers. */
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { WindlassError } from "../../src/core/errors.ts";
import type { Event } from "../../src/core/events.ts";
import { stepId } from "../../src/core/ids.ts";
import { execute } from "../../src/executor/execute.ts";
import type { RunReport } from "../../src/executor/report.ts";
import { systemClock } from "../../src/executor/system-clock.ts";
import type { Plan, Step } from "../../src/planner/plan/plan.ts";
import { MemoryEngine } from "../support/memory-engine.ts";
import { noHost, planOf, projectOf } from "../support/scenario.ts";

type Parts = Partial<Omit<Step, "id" | "after" | "afterEnd">> & {
  readonly after?: readonly string[];
  readonly afterEnd?: readonly string[];
};

const volume = (name: string): Step["operation"] => ({
  kind: "create-volume",
  volume: { name, driver: "local", driverOptions: {}, labels: {} },
});

/** By default a step makes the volume of its name. */
const step = (id: string, { after = [], afterEnd = [], ...parts }: Parts = {}): Step => ({
  id: stepId(id),
  after: after.map(stepId),
  afterEnd: afterEnd.map(stepId),
  operation: volume(id),
  resource: { kind: "volume", name: id },
  reason: { code: "absent" },
  ...parts,
});
const join = (id: string, after: readonly string[]): Step => step(id, { after, operation: { kind: "join" } });
const planFrom = (...steps: readonly Step[]): Plan => ({
  version: 1,
  engine: { address: "memory:" },
  project: "shop",
  steps,
  verdicts: [],
  warnings: [],
});

interface Ran {
  readonly events: readonly Event[];
  readonly report: RunReport;
}

async function run(
  plan: Plan,
  engine: MemoryEngine,
  { signal = new AbortController().signal, heard = (_: Event): void => {}, host = noHost } = {},
): Promise<Ran> {
  const events: Event[] = [];
  const emit = (event: Event): void => {
    events.push(event);
    heard(event);
  };
  const report = await execute(plan, { host: async () => host, engine, clock: systemClock, emit, signal });
  return { events, report };
}

const failing = (words: string): MemoryEngine => {
  const engine = new MemoryEngine();
  engine.failing.set(words, new WindlassError("engine-refused", "no"));
  return engine;
};

test("nobody sees a join: those behind it come after those before it", async () => {
  const plan = planFrom(
    step("a"),
    step("b"),
    join("all", ["a", "b"]),
    join("again", ["all"]),
    step("c", { after: ["again"] }),
  );
  const { events, report } = await run(plan, new MemoryEngine());
  const [first] = events;
  expect(first?.type === "plan" && first.steps.map(({ id, after }) => [id, after])).toEqual([
    ["a", []],
    ["b", []],
    ["c", ["a", "b"]],
  ]);
  const steps = events.flatMap((event) => ("step" in event ? [event.step] : []));
  expect([...new Set(steps)]).toEqual(["a", "b", "c"]);
  expect(report.outcome).toBe("done");
});

test("what is skipped behind a join says which step failed", async () => {
  const plan = planFrom(step("a"), join("all", ["a"]), step("b", { after: ["all"] }));
  const { events } = await run(plan, failing("create volume a"));
  expect(events.find(({ type }) => type === "step-skipped")).toMatchObject({ step: "b", blockedBy: "a" });
});

test("a step whose condition does not hold is left out and says why; one behind it goes on", async () => {
  const engine = new MemoryEngine();
  const onlyIf = { kind: "failed", step: stepId("a") } as const;
  const plan = planFrom(step("a"), step("b", { onlyIf }), step("c", { after: ["b"] }));
  const { events } = await run(plan, engine);
  expect(events.find(({ type }) => type === "step-unneeded")).toMatchObject({ step: "b", why: '"a" did not fail' });
  expect(engine.calls).toEqual(["create volume a", "create volume c"]);
});

test("a condition is asked once the steps are over that it speaks of, whatever else is waited for", async () => {
  const engine = new MemoryEngine();
  const plan = planFrom(step("a"), step("b", { onlyIf: { kind: "succeeded", step: stepId("a") } }));
  await run(plan, engine);
  expect(engine.calls).toEqual(["create volume a", "create volume b"]);
});

test("a container is made without the variables of a provider that failed and that nobody requires", async () => {
  const engine = new MemoryEngine();
  engine.addImage("busybox");
  const made = await planOf(await projectOf("services: {a: {image: busybox, environment: {OWN: '1'}}}"), engine);
  const provider = step("run db", {
    operation: { kind: "run-provider", provider: "nobody", command: "up", options: [] },
    resource: { kind: "provider", name: "db" },
    mayFail: true,
  });
  const steps = made.steps.map((one): Step => {
    if (one.operation.kind !== "create-container") return one;
    return { ...one, afterEnd: [provider.id], operation: { ...one.operation, variablesOf: [provider.id] } };
  });
  const { report } = await run({ ...made, steps: [provider, ...steps] }, engine);
  expect(report.outcome).toBe("done");
  expect([...engine.containers.values()][0]?.config.environment).toMatchObject({ OWN: "1" });
});

/** An engine whose starts or creates take a while, and end early where their caller gives up. */
function slow(method: "startContainer" | "createContainer" | "pullImage", ms: number): MemoryEngine {
  const engine = new MemoryEngine();
  engine.addImage("busybox");
  const act = engine[method].bind(engine) as (...args: unknown[]) => Promise<unknown>;
  const late = async (...args: unknown[]): Promise<unknown> => {
    await sleep(ms, undefined, { signal: args.at(-1) as AbortSignal });
    return act(...args);
  };
  return Object.assign(engine, { [method]: late });
}

/** `up`, with Ctrl-C as soon as a step begins. */
async function interrupted(engine: MemoryEngine, during: string, compose: string): Promise<Ran & { tookMs: number }> {
  const stop = new AbortController();
  const plan = await planOf(await projectOf(compose), engine);
  let stoppedAt = 0;
  const heard = (event: Event): void => {
    if (event.type !== "step-started" || event.step !== during) return;
    setTimeout(() => {
      stoppedAt = performance.now();
      stop.abort(new Error("interrupted"));
    }, 10);
  };
  const ran = await run(plan, engine, { signal: stop.signal, heard });
  return { ...ran, tookMs: performance.now() - stoppedAt };
}

const two = "services: {a: {image: busybox}, b: {image: busybox, depends_on: [a]}}";
const doneSteps = ({ events }: Ran): string[] =>
  events.flatMap((event) => (event.type === "step-done" ? [event.step] : []));

test("a start under way at an interrupt may finish and counts, and nothing begins after it", async () => {
  const engine = slow("startContainer", 200);
  const ran = await interrupted(engine, "start a-1", two);
  expect(ran.report).toMatchObject({ outcome: "interrupted", failures: [] });
  expect(doneSteps(ran)).toContain("start a-1");
  expect(engine.states()).toEqual({ "shop-a-1": "running", "shop-b-1": "created" });
});

test("a container whose create is under way at an interrupt is known to the report", async () => {
  const engine = slow("createContainer", 200);
  const { report } = await interrupted(engine, "create a-1", two);
  expect(report.outcome).toBe("interrupted");
  expect(report.containers.get("create a-1")).toBe([...engine.containers.keys()][0]);
});

test("a change that does not finish is given up in the end", async () => {
  const engine = slow("startContainer", 60_000);
  const hasty = {
    now: systemClock.now,
    sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(ms / 100, signal),
  };
  const stop = new AbortController();
  const events: Event[] = [];
  const report = await execute(await planOf(await projectOf(two), engine), {
    host: async () => noHost,
    engine,
    clock: hasty,
    emit: (event) => {
      events.push(event);
      if (event.type === "step-started" && event.step === "start a-1") stop.abort(new Error("interrupted"));
    },
    signal: stop.signal,
  });
  expect(report).toMatchObject({ outcome: "interrupted", failures: [] });
  expect(doneSteps({ events, report })).not.toContain("start a-1");
});

test("a second interrupt ends changes too", async () => {
  const engine = slow("startContainer", 60_000);
  const stop = new AbortController();
  const began = performance.now();
  const report = await execute(await planOf(await projectOf(two), engine), {
    host: async () => noHost,
    engine,
    clock: systemClock,
    emit: (event) => {
      if (event.type === "step-started" && event.step === "start a-1") stop.abort(new Error("interrupted"));
    },
    signal: stop.signal,
    giveUp: stop.signal,
  });
  expect(report.outcome).toBe("interrupted");
  expect(performance.now() - began).toBeLessThan(5_000);
});

test("an interrupt ends a pull at once", async () => {
  const engine = slow("pullImage", 60_000);
  const { report, tookMs } = await interrupted(
    engine,
    "pull busybox",
    "services: {a: {image: busybox, pull_policy: always}}",
  );
  expect(report.outcome).toBe("interrupted");
  expect(tookMs).toBeLessThan(5_000);
});
