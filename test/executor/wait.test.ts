/** Waiting for containers on an engine whose events come late, twice, out of order or not at all. */
import { expect, test } from "vitest";
import type { Clock } from "../../src/core/clock.ts";
import type { ContainerStatus, EngineEvent } from "../../src/engine/port.ts";
import { StatusFeed } from "../../src/executor/status-feed.ts";
import { systemClock } from "../../src/executor/system-clock.ts";
import { type WaitIo, waitCompleted, waitHealthy, waitRunning } from "../../src/executor/wait.ts";
import { MemoryEngine } from "../support/memory-engine.ts";
import { projectOf, up } from "../support/scenario.ts";

const name = "shop-web-1";

interface Waiting {
  readonly memory: MemoryEngine;
  readonly id: string;
  readonly io: WaitIo;
  /** An event of the container, whatever has happened to it or not. */
  event(action: string, attributes?: Readonly<Record<string, string>>): void;
  /** Something happens to the container, and nobody hears of it. */
  silently(status: Partial<ContainerStatus>): void;
}

/** A running container with a check that has not said anything yet. */
async function running(status: Partial<ContainerStatus> = {}): Promise<Waiting> {
  const memory = new MemoryEngine();
  memory.addImage("web");
  memory.startsHealthy = false;
  await up(await projectOf("services: {web: {image: web, healthcheck: {test: 'true'}}}"), memory);
  const [container] = memory.containers.values();
  if (container === undefined) throw new Error("up makes a container");
  const { id } = container;
  const silently = (parts: Partial<ContainerStatus>): void => {
    container.status = { ...container.status, ...parts };
  };
  silently(status);
  let tell = (_: EngineEvent): void => {};
  memory.events = async function* (_project, signal): AsyncGenerator<EngineEvent | undefined> {
    yield undefined;
    while (!signal.aborted) yield await new Promise<EngineEvent>((resolve) => (tell = resolve));
  };
  // Looks again sooner than usual.
  const hasty: Clock = { now: systemClock.now, sleep: (ms, signal) => systemClock.sleep(ms / 10, signal) };
  const statuses = new StatusFeed(memory, "shop", hasty);
  const io = { statuses, clock: systemClock, signal: new AbortController().signal };
  const event: Waiting["event"] = (action, attributes = {}) =>
    tell({ action, containerId: id, timeNano: "0", attributes });
  return { memory, id, io, event, silently };
}

const soon = (act: () => void, ms = 20): void => void setTimeout(act, ms);

test("a healthy container that restarted long ago counts as running", async () => {
  const { id, io } = await running({ restartCount: 1, health: "healthy" });
  await waitRunning(id, name, io);
});

test("a container that restarts while it is waited for does not stay up", async () => {
  const { id, io, silently } = await running({ restartCount: 1 });
  soon(() => silently({ restartCount: 2 }));
  await expect(waitRunning(id, name, io)).rejects.toMatchObject({ code: "dependency-exited" });
});

test("of a container that runs again, the event of its end tells with which code", async () => {
  const { id, io, event, silently } = await running({ exitCode: 0 });
  soon(() => silently({ restartCount: 1 }));
  soon(() => event("die", { exitCode: "3" }), 1_200);
  await expect(waitRunning(id, name, io)).rejects.toThrow("container shop-web-1 exited (3) and keeps restarting");
});

test("where no event tells it, no code is made up", async () => {
  const { id, io, silently } = await running({ exitCode: 0 });
  soon(() => silently({ restartCount: 1 }));
  await expect(waitRunning(id, name, io)).rejects.toThrow(/^container shop-web-1 keeps restarting$/);
});

test("a container that is between two runs does not stay up", async () => {
  const { id, io } = await running({ restartCount: 7, state: "restarting", exitCode: 3 });
  await expect(waitRunning(id, name, io)).rejects.toThrow("container shop-web-1 exited (3) and keeps restarting");
});

test("an event that comes twice, or tells of what is long over, decides nothing", async () => {
  const { id, io, event, silently } = await running();
  let isOver = false;
  const wait = waitHealthy(id, name, undefined, io).then(() => {
    isOver = true;
  });
  for (const [index, action] of ["die", "health_status: healthy", "health_status: healthy", "start"].entries())
    soon(() => event(action), 20 * (index + 1));
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(isOver).toBe(false);
  silently({ health: "healthy" });
  event("start");
  await wait;
});

test("an end is seen though its event tells of something else", async () => {
  const { id, io, event, silently } = await running();
  soon(() => {
    silently({ state: "exited", exitCode: 0 });
    event("health_status: healthy");
  });
  await waitCompleted(id, name, "web", io);
});

test("what happened without any event is seen when the container is looked at again", async () => {
  const { id, io, silently } = await running();
  const wait = waitHealthy(id, name, undefined, io);
  soon(() => silently({ health: "healthy" }));
  await wait;
});
