import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Clock } from "../../src/core/clock.ts";
import { logText } from "../../src/engine/output-line.ts";
import { type Followed, type FollowOptions, follow } from "../../src/executor/follow.ts";
import { pastLogs } from "../../src/executor/past-logs.ts";
import { LogEngine } from "../support/log-engine.ts";

let engine: LogEngine;
let stop: AbortController;
let allEnded: AbortController;

beforeEach(() => {
  engine = new LogEngine();
  stop = new AbortController();
  allEnded = new AbortController();
});
afterEach(() => stop.abort(new Error("the test is over")));

/** Sleeping takes no time: a log that stays silent is left at once. */
const hasty: Clock = { now: () => 0, sleep: () => new Promise((resolve) => setImmediate(resolve)) };
/** Nobody ever loses patience. */
const patient: Clock = { now: () => 0, sleep: () => new Promise(() => {}) };

function texts(item: Followed): readonly string[] {
  return item.type === "lines" ? item.lines.map((line) => `${item.container.name}: ${logText(line)}`) : [text(item)];
}

function text(item: Exclude<Followed, { type: "lines" }>): string {
  switch (item.type) {
    case "listening":
      return `listening to ${item.containers.map(({ name }) => name).join(", ") || "nobody"}`;
    case "started":
      return `${item.container.name} started`;
    case "exited":
      return `${item.container.name} exited ${item.exitCode}${item.restarting ? " (restarting)" : ""}`;
    case "unreadable":
      return `${item.container.name}: ${item.why}`;
  }
}

/** Reads on its own; `until` waits for a text. */
function read(options: Partial<FollowOptions> = {}, clock = patient) {
  const seen: string[] = [];
  let wake = (): void => {};
  const items = follow(
    engine,
    { project: "shop", interest: () => "read", before: "none", untilAllEnded: allEnded.signal, ...options },
    clock,
    stop.signal,
  );
  const over = (async () => {
    for await (const batch of items) {
      seen.push(...batch.flatMap(texts));
      wake();
    }
  })();
  over.catch(() => {});
  const until = async (expected: string): Promise<void> => {
    while (!seen.includes(expected))
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
  };
  return { seen, until, over };
}

test("a container that starts later is followed from its first line to its end", async () => {
  const { seen, until, over } = read();
  await until("listening to nobody");
  engine.create("a", "web");
  engine.write("a", "before the start was heard of");
  engine.start("a");
  await until("web-1: before the start was heard of");
  engine.write("a", "hello");
  engine.die("a", 3);
  allEnded.abort();
  await over;
  expect(seen).toEqual([
    "listening to nobody",
    "web-1 started",
    "web-1: before the start was heard of",
    "web-1: hello",
    "web-1 exited 3",
  ]);
});

test("of a container that runs already only what it writes from now on is shown", async () => {
  engine.create("a", "web");
  engine.start("a");
  engine.write("a", "old");
  const { seen, until, over } = read();
  await until("listening to web-1");
  await new Promise(setImmediate);
  engine.write("a", "new");
  await until("web-1: new");
  engine.die("a", 0);
  allEnded.abort();
  await over;
  expect(seen).not.toContain("web-1: old");
});

test("a container that is only shown does not hold up the end of the others", async () => {
  const { seen, until, over } = read({ interest: ({ service }) => (service === "db" ? "show" : "read") });
  await until("listening to nobody");
  for (const name of ["db", "web"]) {
    engine.create(name, name);
    engine.start(name);
    engine.write(name, "hello");
  }
  await until("db-1: hello");
  allEnded.abort();
  engine.die("web", 0);
  await over;
  expect(seen).toContain("web-1 exited 0");
});

test("a job that ran before and starts again shows only its new run", async () => {
  engine.create("a", "job");
  engine.start("a");
  engine.write("a", "first run");
  engine.die("a", 0);
  const { seen, until, over } = read();
  await until("listening to job-1");
  engine.start("a");
  engine.write("a", "second run");
  engine.die("a", 0);
  await until("job-1 exited 0");
  allEnded.abort();
  await over;
  expect(seen).toEqual(["listening to job-1", "job-1 started", "job-1: second run", "job-1 exited 0"]);
});

test("what a run wrote before the engine took the time of its start is shown, nothing of the run before", async () => {
  engine.create("a", "job");
  engine.start("a");
  engine.write("a", "first run");
  engine.die("a", 0);
  const { seen, until, over } = read();
  await until("listening to job-1");
  for (const number of [2, 3]) {
    engine.write("a", `run ${number}`);
    engine.start("a");
    await until(`job-1: run ${number}`);
    engine.die("a", number);
    await until(`job-1 exited ${number}`);
  }
  allEnded.abort();
  await over;
  const run = (number: number): readonly string[] => [
    "job-1 started",
    `job-1: run ${number}`,
    `job-1 exited ${number}`,
  ];
  expect(seen.slice(1)).toEqual([...run(2), ...run(3)]);
});

test("the end of a run is told, though its log goes on with the next one", async () => {
  const { seen, until, over } = read();
  await until("listening to nobody");
  engine.create("a", "web");
  engine.endless.add("a");
  engine.start("a");
  engine.write("a", "one");
  await until("web-1: one");
  engine.die("a", 1, { state: "restarting" });
  engine.start("a");
  await new Promise(setImmediate);
  engine.write("a", "two");
  await until("web-1: two");
  expect(seen.slice(1)).toEqual([
    "web-1 started",
    "web-1: one",
    "web-1 exited 1 (restarting)",
    "web-1 started",
    "web-1: two",
  ]);
  stop.abort(new Error("enough"));
  await expect(over).rejects.toThrow("enough");
});

test("a container that its restart policy starts again and again is up in between, and no line comes twice", async () => {
  const { seen, until, over } = read();
  await until("listening to nobody");
  engine.create("a", "web");
  engine.start("a");
  engine.write("a", "one");
  await until("web-1: one");
  engine.die("a", 1, { state: "restarting" });
  await until("web-1 exited 1 (restarting)");
  allEnded.abort();
  engine.start("a");
  engine.write("a", "two");
  await until("web-1: two");
  engine.die("a", 2);
  await over;
  expect(seen.slice(1)).toEqual([
    "web-1 started",
    "web-1: one",
    "web-1 exited 1 (restarting)",
    "web-1 started",
    "web-1: two",
    "web-1 exited 2",
  ]);
});

test("a run that had begun and ended before the end of the one before it was heard of is told", async () => {
  const { seen, until, over } = read();
  await until("listening to nobody");
  allEnded.abort();
  engine.create("a", "job");
  engine.start("a");
  engine.write("a", "one");
  await until("job-1: one");
  engine.slow();
  engine.die("a", 1, { state: "restarting" });
  engine.start("a");
  engine.write("a", "two");
  engine.die("a", 2);
  engine.hearNext();
  await until("job-1 exited 1 (restarting)");
  await new Promise(setImmediate);
  engine.hearNext();
  engine.hearNext();
  await over;
  expect(seen.filter((line) => / (started|exited .*)$/.test(line))).toEqual([
    "job-1 started",
    "job-1 exited 1 (restarting)",
    "job-1 started",
    "job-1 exited 2",
  ]);
});

test("what happened while the events were cut is found by looking", async () => {
  const { seen, until, over } = read({}, hasty);
  await until("listening to nobody");
  engine.create("a", "web");
  engine.create("b", "job");
  engine.start("a", { heard: false });
  engine.start("b", { heard: false });
  engine.write("b", "quick");
  engine.die("b", 4, { heard: false });
  engine.reconnect();
  await until("job-1 exited 4");
  await until("web-1 started");
  engine.die("a", 0, { heard: false });
  engine.reconnect();
  await until("web-1 exited 0");
  allEnded.abort();
  await over;
  expect(seen.filter((line) => line.startsWith("job-1"))).toEqual(["job-1 started", "job-1: quick", "job-1 exited 4"]);
});

test("what started just before the end was asked for is not missed", async () => {
  const { seen, until, over } = read();
  await until("listening to nobody");
  engine.create("a", "web");
  engine.start("a", { heard: false });
  allEnded.abort();
  await new Promise(setImmediate);
  engine.hear("a");
  await until("web-1 started");
  engine.write("a", "still here");
  engine.die("a", 0);
  await over;
  expect(seen.at(-1)).toBe("web-1 exited 0");
});

test("it ends at once when nothing is up and only that was waited for", async () => {
  allEnded.abort();
  const { seen, over } = read();
  await over;
  expect(seen).toEqual(["listening to nobody"]);
});

test("a replacement is called by the name that it is going to have", async () => {
  const { until, over } = read();
  await until("listening to nobody");
  engine.create("a", "web", "0123456789ab_shop-web-1");
  engine.start("a");
  await until("web-1 started");
  engine.rename("a", "shop-web-1");
  engine.write("a", "renamed");
  await until("web-1: renamed");
  engine.die("a", 0);
  allEnded.abort();
  await over;
});

test("what is only watched is not read, what doesn't matter is not waited for", async () => {
  engine.create("a", "watched");
  engine.create("b", "ignored");
  engine.create("c", "web", "shop-web-run-1", { "com.docker.compose.oneoff": "True" });
  for (const id of ["a", "b", "c"]) engine.start(id);
  allEnded.abort();
  const { seen, until, over } = read({
    before: "all",
    interest: ({ service }) => (service === "watched" ? "await" : service === "ignored" ? "ignore" : "read"),
  });
  await until("listening to watched-1");
  engine.write("a", "not shown");
  engine.die("a", 5);
  await over;
  expect(seen).toEqual(["listening to watched-1", "watched-1 exited 5"]);
  expect(engine.asked).toEqual([]);
});

test("the last lines of before are asked for where they are wanted", async () => {
  engine.create("a", "web");
  engine.start("a");
  engine.write("a", "one", "two", "three");
  engine.die("a", 0);
  allEnded.abort();
  const { seen, over } = read({ before: 2 });
  await over;
  expect(seen).toEqual(["listening to web-1", "web-1: two", "web-1: three"]);
});

test("a log that stays open after its container ended is left", async () => {
  engine.stuck.add("a");
  const { seen, until, over } = read({}, hasty);
  await until("listening to nobody");
  engine.create("a", "web");
  engine.start("a");
  engine.write("a", "last words");
  await until("web-1: last words");
  engine.die("a", 1);
  allEnded.abort();
  await over;
  expect(seen.at(-1)).toBe("web-1 exited 1");
});

test("output that can't be read is said once, and the end is still told", async () => {
  engine.unreadable.add("a");
  const { seen, until, over } = read();
  await until("listening to nobody");
  engine.create("a", "web");
  engine.start("a");
  await until("web-1: its logging driver can't be read");
  engine.die("a", 0);
  allEnded.abort();
  await over;
  expect(seen.at(-1)).toBe("web-1 exited 0");
});

test("a container that is gone is no longer waited for", async () => {
  engine.create("a", "web");
  engine.start("a");
  const { until, over } = read({}, hasty);
  await until("listening to web-1");
  engine.destroy("a");
  allEnded.abort();
  await over;
});

test("a container waits when the reader does, and nothing is lost", async () => {
  engine.create("a", "web");
  engine.start("a");
  const texts = Array.from({ length: 5_000 }, (_, i) => `line ${i}`);
  engine.write("a", ...texts);
  engine.die("a", 0);
  allEnded.abort();
  const lines: string[] = [];
  const options: FollowOptions = {
    project: "shop",
    interest: () => "read",
    before: "all",
    untilAllEnded: allEnded.signal,
  };
  let most = 0;
  for await (const batch of follow(engine, options, patient, stop.signal)) {
    most = Math.max(most, engine.taken - lines.length);
    for (const item of batch) if (item.type === "lines") lines.push(...item.lines.map(logText));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(lines).toEqual(texts);
  expect(most).toBeLessThan(1_100);
});

test("the reader may leave, and the signal ends it with its reason", async () => {
  engine.create("a", "web");
  engine.start("a");
  const { until, over } = read();
  await until("listening to web-1");
  stop.abort(new Error("enough"));
  await expect(over).rejects.toThrow("enough");

  for await (const _ of follow(
    engine,
    { project: "shop", interest: () => "read", before: "none", untilAllEnded: allEnded.signal },
    patient,
    new AbortController().signal,
  ))
    break;
});

test("what was written so far is merged in the order in which it was written", async () => {
  engine.create("a", "web");
  engine.create("b", "db");
  engine.create("c", "mute");
  for (const id of ["a", "b", "c"]) engine.start(id);
  engine.unreadable.add("c");
  engine.write("a", "1");
  engine.write("b", "2", "3");
  engine.write("a", "4");
  const seen: string[] = [];
  for await (const batch of pastLogs(
    engine,
    { project: "shop", interest: () => "read", before: "all" },
    new AbortController().signal,
  ))
    seen.push(...batch.flatMap(texts));
  expect(seen).toEqual([
    "listening to web-1, db-1, mute-1",
    "mute-1: its logging driver can't be read",
    "web-1: 1",
    "db-1: 2",
    "db-1: 3",
    "web-1: 4",
  ]);
});

describe("events that are lost or come in the wrong order", () => {
  test("an end that no event told is found by looking", async () => {
    const { seen, until, over } = read({}, hasty);
    await until("listening to nobody");
    engine.create("a", "web");
    engine.start("a");
    await until("web-1 started");
    allEnded.abort();
    engine.die("a", 3, { heard: false });
    await over;
    expect(seen.at(-1)).toBe("web-1 exited 3");
  });

  test("a start that no event told is found by looking", async () => {
    const { until } = read({}, hasty);
    await until("listening to nobody");
    engine.create("a", "web");
    engine.start("a", { heard: false });
    engine.write("a", "hello");
    await until("web-1: hello");
  });

  test("a container that was removed while it ran has ended, killed, though no event told", async () => {
    const { seen, until, over } = read({}, hasty);
    await until("listening to nobody");
    engine.create("a", "web");
    engine.start("a");
    await until("web-1 started");
    engine.destroy("a");
    allEnded.abort();
    await over;
    expect(seen.at(-1)).toBe("web-1 exited 137");
  });

  test("an end that is heard of before its start is told after it, with its code", async () => {
    const { seen, until, over } = read();
    await until("listening to nobody");
    allEnded.abort();
    engine.slow();
    engine.create("a", "job");
    engine.start("a");
    engine.write("a", "quick");
    engine.die("a", 4);
    engine.hearBackwards();
    await over;
    expect(seen.slice(1)).toEqual(["job-1 started", "job-1: quick", "job-1 exited 4"]);
  });

  test("a start that is heard of before the end of the run before begins after it", async () => {
    const { seen, until, over } = read();
    await until("listening to nobody");
    engine.create("a", "job");
    engine.start("a");
    await until("job-1 started");
    allEnded.abort();
    engine.slow();
    engine.die("a", 1, { state: "restarting" });
    engine.start("a");
    engine.hearBackwards();
    await until("job-1 exited 1 (restarting)");
    engine.die("a", 0);
    engine.hearBackwards();
    await over;
    expect(seen.slice(1)).toEqual(["job-1 started", "job-1 exited 1 (restarting)", "job-1 started", "job-1 exited 0"]);
  });

  test("what an event tells before a look can count is told once", async () => {
    const { seen, until, over } = read({}, hasty);
    await until("listening to nobody");
    engine.create("a", "web");
    engine.start("a");
    await until("web-1 started");
    engine.reconnect();
    engine.die("a", 5);
    engine.reconnect();
    allEnded.abort();
    await over;
    expect(seen.filter((item) => item.includes("exited"))).toEqual(["web-1 exited 5"]);
  });
});

test.each([-330, 120])("no line is lost on an engine whose clock is %d minutes from UTC", async (offset) => {
  engine.offsetMinutes = offset;
  const { seen, until, over } = read();
  await until("listening to nobody");
  engine.create("a", "web");
  for (const number of [1, 2]) {
    engine.start("a");
    await until("web-1 started");
    engine.write("a", `run ${number}`);
    await until(`web-1: run ${number}`);
    engine.die("a", 0);
    await until("web-1 exited 0");
  }
  allEnded.abort();
  await over;
  expect(seen.filter((item) => item.includes(": "))).toEqual(["web-1: run 1", "web-1: run 2"]);
});

test("lines are merged by when they were written, whatever zone they are written in", async () => {
  engine.create("a", "web");
  engine.create("b", "db");
  engine.write("a", "1");
  engine.offsetMinutes = -60;
  engine.write("b", "2");
  engine.offsetMinutes = 0;
  engine.write("a", "3");
  const seen: string[] = [];
  const options = { project: "shop", interest: () => "read" as const, before: "all" as const };
  for await (const batch of pastLogs(engine, options, stop.signal)) seen.push(...batch.flatMap(texts));
  expect(seen.slice(1)).toEqual(["web-1: 1", "db-1: 2", "web-1: 3"]);
});

test.each(["removing", "dead"] as const)(
  "that the output of a container can't be read that is %s is no news",
  async (state) => {
    engine.unreadable.add("a");
    engine.create("a", "web");
    engine.start("a");
    engine.die("a", 0, { state });
    allEnded.abort();
    const { seen, over } = read({ before: "all" });
    await over;
    const past: string[] = [];
    const options = { project: "shop", interest: () => "read" as const, before: "all" as const };
    for await (const batch of pastLogs(engine, options, stop.signal)) past.push(...batch.flatMap(texts));
    expect([seen, past]).toEqual([["listening to web-1"], ["listening to web-1"]]);
  },
);
