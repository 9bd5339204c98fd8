import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Clock } from "../../src/core/clock.ts";
import { WindlassError } from "../../src/core/errors.ts";
import type { Event } from "../../src/core/events.ts";
import { execute } from "../../src/executor/execute.ts";
import { systemClock } from "../../src/executor/system-clock.ts";
import { MemoryEngine } from "../support/memory-engine.ts";
import { noHost, planOf, projectOf, run, up } from "../support/scenario.ts";

function engine(): MemoryEngine {
  const memory = new MemoryEngine();
  memory.addImage("busybox");
  return memory;
}

/** `app` waits for `db`, whose container starts without a word about its health. */
const waiting = (
  condition: string,
  check = "healthcheck: {test: 'true', interval: 1s, timeout: 1s, retries: 1}",
): string =>
  `services:\n  db: {image: busybox, ${check}}\n  app: {image: busybox, depends_on: {db: {condition: ${condition}}}}`;

/** Runs an up and lets something happen to a container once its start is done. */
async function upWhile(
  compose: string,
  memory: MemoryEngine,
  happen: () => void,
  clock: Clock = systemClock,
): Promise<readonly Event[]> {
  const plan = await planOf(await projectOf(compose), memory);
  const events: Event[] = [];
  memory.startsHealthy = false;
  const emit = (event: Event): void => {
    events.push(event);
    if (event.type === "step-done" && event.step === "start db-1") setTimeout(happen, 5);
  };
  await execute(plan, { host: async () => noHost, engine: memory, clock, emit, signal: new AbortController().signal });
  return events;
}

const failure = (events: readonly Event[]): Extract<Event, { type: "step-failed" }> | undefined =>
  events.find((event) => event.type === "step-failed");

test("a start that depends on health begins as soon as the engine says healthy", async () => {
  const memory = engine();
  await upWhile(waiting("service_healthy"), memory, () => memory.become("shop-db-1", { health: "healthy" }));
  expect(memory.states()).toEqual({ "shop-app-1": "running", "shop-db-1": "running" });
});

test("an unhealthy dependency fails the wait, quotes its last check, and skips what needs it", async () => {
  const memory = engine();
  const events = await upWhile(waiting("service_healthy"), memory, () =>
    memory.become("shop-db-1", { health: "unhealthy", healthOutput: "connection refused\n" }),
  );
  expect(failure(events)).toMatchObject({
    code: "dependency-unhealthy",
    message: "dependency failed to start: container shop-db-1 is unhealthy: connection refused",
  });
  expect(events.find(({ type }) => type === "step-skipped")).toMatchObject({
    step: "start app-1",
    blockedBy: "wait until db-1 is healthy",
  });
  expect(memory.states()["shop-app-1"]).toBe("created");
});

test("a dependency that ends while its health is awaited fails the wait with its code", async () => {
  const memory = engine();
  const events = await upWhile(waiting("service_healthy"), memory, () =>
    memory.become("shop-db-1", { state: "exited", exitCode: 5, oomKilled: true }),
  );
  expect(failure(events)).toMatchObject({
    code: "dependency-exited",
    message: expect.stringContaining("dependency failed to start: container shop-db-1 exited (5)"),
    hint: expect.stringContaining("memory"),
  });
});

test("a dependency that somebody removes fails the wait", async () => {
  const memory = engine();
  const events = await upWhile(
    waiting("service_healthy"),
    memory,
    () => void memory.removeContainer([...memory.containers.keys()][0] ?? "", { volumes: false }),
  );
  expect(failure(events)).toMatchObject({ code: "dependency-exited", message: expect.stringContaining("removed") });
});

test("a check that never says anything ends at its deadline", async () => {
  const memory = engine();
  /** A clock whose long sleeps are over at once. */
  const hasty: Clock = {
    now: () => performance.now(),
    sleep: (ms, signal) => sleep(ms > 10_000 ? 20 : ms, undefined, signal ? { signal } : {}),
  };
  const events = await upWhile(waiting("service_healthy"), memory, () => {}, hasty);
  expect(failure(events)).toMatchObject({
    code: "dependency-timeout",
    message: "container shop-db-1 is not healthy after 34s",
  });
});

test("a job that fails keeps back what waits for it", async () => {
  const memory = engine();
  memory.behaviours.set("db", { exits: 7 });
  const { report } = await up(await projectOf(waiting("service_completed_successfully")), memory);
  expect(report.failures).toMatchObject([
    { code: "dependency-exited", message: 'service "db" didn\'t complete successfully: exit 7 (container shop-db-1)' },
  ]);
  expect(memory.states()["shop-app-1"]).toBe("created");
});

test("--wait does not call a container running that restarts again and again", async () => {
  const memory = engine();
  const plan = await planOf(await projectOf("services: {loop: {image: busybox, restart: always}}"), memory, {
    wait: true,
  });
  const emit = (event: Event): void => {
    if (event.type === "step-done" && event.step === "start loop-1")
      memory.become("shop-loop-1", { state: "restarting", restartCount: 1, exitCode: 3 });
  };
  const report = await execute(plan, {
    host: async () => noHost,
    engine: memory,
    clock: systemClock,
    emit,
    signal: new AbortController().signal,
  });
  expect(report.failures).toMatchObject([
    { code: "dependency-exited", message: "container shop-loop-1 exited (3) and keeps restarting" },
  ]);
});

test("--wait takes a job that ended with code 0 for done", async () => {
  const memory = engine();
  memory.behaviours.set("job", { exits: 0 });
  const { report } = await up(await projectOf("services: {job: {image: busybox}}"), memory, { wait: true });
  expect(report.outcome).toBe("done");
});

test("after an interrupt nothing begins, and waits end at once", async () => {
  const memory = engine();
  memory.startsHealthy = false;
  const stop = new AbortController();
  const plan = await planOf(await projectOf(waiting("service_healthy")), memory);
  const emit = (event: Event): void => {
    if (event.type === "step-started" && event.step.startsWith("wait")) setTimeout(() => stop.abort(), 5);
  };
  const report = await execute(plan, {
    host: async () => noHost,
    engine: memory,
    clock: systemClock,
    emit,
    signal: stop.signal,
  });
  expect(report).toMatchObject({ outcome: "interrupted", failures: [] });
  expect(memory.states()["shop-app-1"]).toBe("created");
});

test("a failure of one service leaves the others to go on", async () => {
  const memory = engine();
  memory.failing.set(
    "start shop-a-1",
    new WindlassError("start-failed", "no such program", { hint: "look at its command" }),
  );
  const { report, events } = await run(
    await planOf(await projectOf("services: {a: {image: busybox}, b: {image: busybox}}"), memory),
    memory,
  );
  expect(report).toMatchObject({
    outcome: "failed",
    failures: [{ step: "start a-1", code: "start-failed", hint: "look at its command" }],
  });
  expect(memory.states()["shop-b-1"]).toBe("running");
  expect(events.at(-1)).toMatchObject({ type: "run-ended", outcome: "failed" });
});

test("a mistake in our own code is thrown as it is, once what does not need its step is done", async () => {
  const memory = engine();
  const bug = new TypeError("a bug");
  memory.createNetwork = () => Promise.reject(bug);
  const project = await projectOf("services: {a: {image: busybox, volumes: [data:/d]}}\nvolumes: {data: }");
  await expect(up(project, memory)).rejects.toBe(bug);
  expect(memory.calls).toContain("create volume shop_data");
});

test("what this machine refuses is a failed step", async () => {
  const memory = engine();
  const error = Object.assign(new Error("EACCES: permission denied, open '/s'"), { code: "EACCES", syscall: "open" });
  memory.createNetwork = () => Promise.reject(error);
  const { report } = await up(await projectOf("services: {a: {image: busybox}}"), memory);
  expect(report.failures).toMatchObject([{ code: "file-unreadable", message: error.message }]);
});

test("what is made carries the labels that other tools look for", async () => {
  const memory = engine();
  await up(await projectOf("services: {a: {image: busybox, volumes: ['v:/v']}}\nvolumes: {v: }"), memory);
  const [container] = memory.containers.values();
  expect(Object.keys(container?.config.labels ?? {}).sort()).toEqual(
    [
      "config-hash",
      "container-number",
      "depends_on",
      "image",
      "oneoff",
      "project",
      "project.config_files",
      "project.working_dir",
      "service",
      "version",
    ]
      .map((name) => `com.docker.compose.${name}`)
      .concat(["dev.windlass.applied", "dev.windlass.made-from", "dev.windlass.operation"]),
  );
  const [network] = memory.networks.values();
  expect(Object.keys(network?.labels ?? {}).sort()).toEqual(
    ["config-hash", "network", "project", "version"].map((name) => `com.docker.compose.${name}`),
  );
  expect(Object.keys(memory.volumes.get("shop_v")?.labels ?? {}).sort()).toEqual(
    ["config-hash", "project", "version", "volume"].map((name) => `com.docker.compose.${name}`),
  );
});

test("whoever wants a container's first words is asked before it starts", async () => {
  const memory = engine();
  const plan = await planOf(await projectOf("services: {web: {image: busybox}}"), memory);
  const before: unknown[] = [];
  const io = { host: async () => noHost, engine: memory, clock: systemClock, emit: () => {} };
  await execute(plan, {
    ...io,
    signal: new AbortController().signal,
    beforeStart: async ({ id, name }) => {
      await sleep(5);
      before.push([name, memory.containers.get(id)?.status.state]);
    },
  });
  expect(before).toEqual([["shop-web-1", "created"]]);
  expect(memory.states()).toEqual({ "shop-web-1": "running" });
});
