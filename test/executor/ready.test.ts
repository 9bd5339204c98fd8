/** Asking a container whether it is ready, with a clock and a machine of the test's own. */
import { expect, test } from "vitest";
import type { Clock } from "../../src/core/clock.ts";
import type { Addresses, Answer, Host } from "../../src/engine/host.ts";
import { outputLine } from "../../src/engine/output-line.ts";
import { waitReady } from "../../src/executor/ready.ts";
import type { Question } from "../../src/planner/plan/operation.ts";
import { MemoryEngine } from "../support/memory-engine.ts";
import { noHost, projectOf, up } from "../support/scenario.ts";

const question: Question = {
  ask: { kind: "tcp", port: 80 },
  everyMs: 1_000,
  timeoutMs: 5_000,
  graceMs: 0,
  failures: 3,
};

/** A running container, on an engine of this machine. */
async function running(): Promise<{ readonly memory: MemoryEngine; readonly id: string }> {
  const memory = new MemoryEngine();
  memory.addImage("web");
  await up(await projectOf("services: {web: {image: web}}"), memory);
  Object.assign(memory.facts, { local: true });
  const [id = ""] = memory.containers.keys();
  return { memory, id };
}

/** Time passes only where somebody sleeps between two tries; limits never pass. */
function patientClock(): Clock & { readonly slept: number[] } {
  let now = 0;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    sleep: (ms, signal) => {
      if (ms === question.timeoutMs)
        return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
      slept.push(ms);
      now += ms;
      return Promise.resolve();
    },
  };
}

/** Says these one after the other, the last one again and again. */
function saying(...answers: readonly Answer[]): Host & { readonly asked: string[] } {
  const asked: string[] = [];
  const next = (what: string): Promise<Answer> => {
    asked.push(what);
    return Promise.resolve(answers[Math.min(asked.length, answers.length) - 1] ?? "silent");
  };
  return {
    ...noHost,
    asked,
    connects: (address, port) => next(`${address}:${port}`),
    answers: (address, port, path) => next(`${address}:${port}${path}`),
  };
}

const never = new AbortController().signal;

test("it is asked at once, then at intervals, until it says yes", async () => {
  const { memory, id } = await running();
  const [clock, host] = [patientClock(), saying("no", "silent", "yes")];
  await waitReady(id, "web", question, { engine: memory, host: async () => host, clock, signal: never });
  expect(host.asked).toEqual(["192.0.2.1:80", "192.0.2.1:80", "192.0.2.1:80"]);
  expect(clock.slept).toEqual([1_000, 1_000]);
});

test("failures are counted after the start period, and enough of them are the end", async () => {
  const { memory, id } = await running();
  const [clock, host] = [patientClock(), saying("no")];
  const wait = waitReady(
    id,
    "web",
    { ...question, ask: { kind: "http", port: 80, path: "/ok" }, graceMs: 2_500 },
    { engine: memory, host: async () => host, clock, signal: never },
  );
  await expect(wait).rejects.toMatchObject({ code: "dependency-unhealthy" });
  expect(host.asked).toEqual(Array(6).fill("192.0.2.1:80/ok"));
});

test("a container that ends is not asked any more", async () => {
  const { memory, id } = await running();
  const clock = patientClock();
  memory.become("shop-web-1", { state: "exited", exitCode: 3 });
  const host = saying("yes");
  const wait = waitReady(id, "web", question, { engine: memory, host: async () => host, clock, signal: never });
  await expect(wait).rejects.toMatchObject({
    code: "dependency-exited",
    message: "dependency failed to start: container web exited (3)",
  });
  expect(host.asked).toEqual([]);
});

test("a word counts that the container printed before the engine took the time of its start, in this run alone", async () => {
  const { memory, id } = await running();
  const [ended, began] = ["2026-01-01T00:00:10Z", "2026-01-01T00:00:12Z"];
  memory.become("shop-web-1", { finishedAt: ended, startedAt: began });
  const lines = [
    { timestamp: "2026-01-01T00:00:10.1Z", text: "ready, said the run before" },
    { timestamp: "2026-01-01T00:00:11.9Z", text: "ready" },
  ];
  const read: string[] = [];
  memory.logs = async function* (_id, { since = "" }) {
    for (const line of lines) {
      if (Date.parse(line.timestamp) < Date.parse(since)) continue;
      read.push(line.text);
      yield [{ ...outputLine("stdout", line.text), timestamp: line.timestamp }];
    }
  };
  const ask = { kind: "log", text: "ready" } as const;
  const io = { engine: memory, host: async () => noHost, clock: patientClock(), signal: never };
  await waitReady(id, "web", { ...question, ask, everyMs: question.timeoutMs, failures: 1 }, io);
  expect(read).toEqual(["ready"]);
});

const published = { container: "80/tcp", hostIp: "0.0.0.0", hostPort: 8080 };

test.each([
  ["the container's own no goes before the yes of who forwards its port", true, "no", "yes", false],
  ["where nobody answers at its own address, the published port counts", true, "silent", "yes", true],
  ["on another machine only the published port is asked", false, "no", "yes", true],
] as const)("%s", async (_title, local, own, forwarded, ready) => {
  const { memory, id } = await running();
  Object.assign(memory.facts, { local, address: local ? "unix:///x.sock" : "tcp://192.0.2.9:2375" });
  const addresses: Addresses = { own: ["192.0.2.1"], isHost: false, published: [published] };
  Object.assign(memory, { addresses: async () => addresses });
  const machine = local ? "127.0.0.1" : "192.0.2.9";
  const host: Host = {
    ...noHost,
    connects: async (address) => (address === machine ? forwarded : own),
    answers: async () => "silent",
  };
  const wait = waitReady(
    id,
    "web",
    { ...question, failures: 1 },
    { engine: memory, host: async () => host, clock: patientClock(), signal: never },
  );
  if (ready) await wait;
  else await expect(wait).rejects.toMatchObject({ code: "dependency-unhealthy" });
});
