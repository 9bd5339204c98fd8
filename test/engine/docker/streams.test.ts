import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { logText } from "../../../src/engine/output-line.ts";
import type { Engine, EngineEvent, LogLine } from "../../../src/engine/port.ts";
import { cleanUp, engineAddresses, idle, never, newProject, open } from "../../support/engines.ts";
import { type FaultRule, startFaultProxy } from "../../support/fault-proxy.ts";

const timing = { retryMs: [10, 20, 40] };

describe.each(engineAddresses.filter((address) => address.startsWith("unix://")))("streams of %s", (address) => {
  const project = newProject();
  let direct: Engine;
  let count = 0;

  beforeAll(async () => {
    direct = await open(address);
  });
  afterAll(async () => {
    await cleanUp(direct, project);
    direct.close();
  });

  async function run(script: string, tty = false): Promise<string> {
    const config = idle(project, { command: ["sh", "-c", script], tty });
    const id = await direct.createContainer({ name: `${project}-${++count}`, config }, never);
    await direct.startContainer(id, never);
    return id;
  }

  const ended = (id: string): Promise<unknown> =>
    expect.poll(async () => (await direct.status(id, never))?.state).toBe("exited");

  async function collect(
    batches: AsyncIterable<readonly LogLine[]>,
  ): Promise<readonly (LogLine & { readonly text: string })[]> {
    const all: (LogLine & { readonly text: string })[] = [];
    for await (const lines of batches) all.push(...lines.map((line) => ({ ...line, text: logText(line) })));
    return all;
  }

  async function through<Value>(rules: readonly FaultRule[], act: (engine: Engine) => Promise<Value>): Promise<Value> {
    const proxy = await startFaultProxy(address, rules);
    const engine = await open(proxy.address, timing);
    try {
      const value = await act(engine);
      expect(proxy.unmet()).toEqual([]);
      return value;
    } finally {
      engine.close();
      await proxy.close();
    }
  }

  test.each([{ kind: "reset-before" }, { kind: "cut", bytes: 0 }, { kind: "status", status: 502 }] as const)(
    "the end of a container is known after $kind",
    async (action) => {
      const id = await run("sleep 1; exit 5");
      expect(await through([{ match: /\/wait/, action, nth: 1 }], (engine) => engine.exitOf(id, never))).toBe(5);
      expect(await direct.exitOf(id, never)).toBe(5);
      expect(await direct.exitOf("nobody", never)).toBeUndefined();
    },
  );

  test("what a container uses is told once, and again after a cut", async () => {
    const id = await run("sleep 600");
    const once: number[] = [];
    for await (const { processes } of direct.usage(id, { once: true }, never)) once.push(processes);
    expect(once).toHaveLength(1);
    expect(once[0]).toBeGreaterThan(0);
    const again = await through([{ match: /\/stats/, action: { kind: "cut", bytes: 100 }, nth: 1 }], async (engine) => {
      for await (const usage of engine.usage(id, { once: false }, never)) if (usage.processes > 0) return usage;
    });
    expect(again?.memory).toBeGreaterThan(0);
    await direct.removeContainer(id, { volumes: false }, never);
    for await (const usage of direct.usage(id, { once: false }, never)) expect(usage).toBe("nothing of what is gone");
  });

  test("events of a span of time end with it, and none is missing after a cut", async () => {
    const since = new Date(Date.now() - 1_000).toISOString();
    const id = await run("true");
    await ended(id);
    const span = { project, since, until: new Date(Date.now() + 1_000).toISOString() };
    const actions = async (engine: Engine): Promise<readonly string[]> => {
      const all: EngineEvent[] = [];
      for await (const event of engine.eventLog(span, never)) if (event.containerId === id) all.push(event);
      return all.map(({ action }) => action);
    };
    expect(await actions(direct)).toEqual(["create", "start", "die"]);
    const cut = { match: /\/events/, action: { kind: "cut", bytes: 1_500 }, nth: 1 } as const;
    expect(await through([cut], actions)).toEqual(["create", "start", "die"]);
    const later = { ...span, until: new Date(Date.now() + 6_000).toISOString() };
    const early = { match: /\/events/, action: { kind: "end-early", bytes: 900 }, nth: 1 } as const;
    const found = await through([early], async (engine) => {
      for await (const event of engine.eventLog(later, never))
        if (event.containerId === id && event.action === "die") return event.attributes.exitCode;
    });
    expect(found).toBe("0");
  });

  test("a log comes in lines, with times, from both streams", async () => {
    const id = await run("echo one; echo zwei é >&2; echo; printf last");
    await ended(id);
    const lines = await collect(direct.logs(id, { follow: false }, never));
    const of = (stream: string): string[] => lines.filter((line) => line.stream === stream).map(({ text }) => text);
    expect(of("stdout")).toEqual(["one", "", "last"]);
    expect(of("stderr")).toEqual(["zwei é"]);
    expect(lines[0]?.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/);
  });

  test.each([false, true])("a long line is one line, with a terminal: %s", async (tty) => {
    const id = await run(
      "head -c 100000 /dev/zero | tr '\\0' a; echo; echo two; head -c 16384 /dev/zero | tr '\\0' b; echo",
      tty,
    );
    await ended(id);
    const lines = await collect(direct.logs(id, { follow: false }, never));
    expect(lines.map(({ text }) => `${text.length} ${text[0]}`)).toEqual(["100000 a", "3 t", "16384 b"]);
  });

  test("a line longer than a mebibyte comes in pieces", async () => {
    const id = await run("head -c 2500000 /dev/zero | tr '\\0' a; echo");
    await ended(id);
    const lines = await collect(direct.logs(id, { follow: false }, never));
    expect(lines.map(({ text }) => text.length)).toEqual([1_048_576, 1_048_576, 402_848]);
  });

  test("the last lines only, or those since a moment", async () => {
    const id = await run("for i in 1 2 3 4 5; do echo $i; sleep 0.01; done");
    await ended(id);
    const all = await collect(direct.logs(id, { follow: false }, never));
    const tail = await collect(direct.logs(id, { follow: false, tail: 2 }, never));
    expect(tail.map(({ text }) => text)).toEqual(["4", "5"]);
    const since = await collect(direct.logs(id, { follow: false, since: all[2]?.timestamp ?? "" }, never));
    expect(since.map(({ text }) => text)).toEqual(["3", "4", "5"]);
  });

  const counting = "for i in $(seq 1 60); do echo line $i; [ $((i % 7)) = 0 ] && echo err $i >&2; sleep 0.02; done";
  const counted = [
    ...Array.from({ length: 60 }, (_, i) => `line ${i + 1}`),
    ...Array.from({ length: 8 }, (_, i) => `err ${7 * (i + 1)}`),
  ].sort();

  test("following ends when the container does", async () => {
    const id = await run(counting);
    const lines = await collect(direct.logs(id, { follow: true }, never));
    expect(lines.map(({ text }) => text).sort()).toEqual(counted);
  });

  test("following ends with the run of a container that the engine starts again", async () => {
    const script = "echo x >>/runs; for i in $(seq 1 5); do echo run $(wc -l </runs); sleep 0.1; done";
    const command = ["sh", "-c", `${script}; [ $(wc -l </runs) -gt 1 ] && exec sleep 600`];
    const config = idle(project, { command, restart: { name: "always", maxRetries: 0 } });
    const id = await direct.createContainer({ name: `${project}-${++count}`, config }, never);
    await direct.startContainer(id, never);
    const lines = await collect(direct.logs(id, { follow: true }, never));
    expect(lines.slice(0, 5).map(({ text }) => text)).toEqual(Array(5).fill("run 1"));
    await direct.removeContainer(id, { volumes: true }, never);
  });

  test.each([
    ["cut", 700],
    ["end-early", 700],
    ["cut", 1_501],
    ["end-early", 1_501],
    ["cut", 3],
  ] as const)("following loses no line and doubles none over a %s after %d bytes", async (kind, bytes) => {
    const id = await run(counting);
    const rules: FaultRule[] = [1, 2, 3].map((nth) => ({ action: { kind, bytes }, match: /\/logs$/, nth }));
    const lines = await through(rules, (engine) => collect(engine.logs(id, { follow: true }, never)));
    expect(lines.map(({ text }) => text).sort()).toEqual(counted);
  });

  test("what the engine leaves out at the end of a followed log is asked for", async () => {
    const id = await run(counting);
    await collect(direct.logs(id, { follow: true }, never));
    const rules: FaultRule[] = [{ action: { kind: "end-early", bytes: 700 }, match: /\/logs$/, nth: 1 }];
    const lines = await through(rules, (engine) => collect(engine.logs(id, { follow: true }, never)));
    expect(lines.map(({ text }) => text).sort()).toEqual(counted);
  });

  test("a log that is cut again and again ends in an error", async () => {
    const id = await run(counting);
    const rules: FaultRule[] = [{ action: { kind: "cut", bytes: 3 }, match: /\/logs$/ }];
    const read = through(rules, (engine) => collect(engine.logs(id, { follow: true }, never)));
    await expect(read).rejects.toMatchObject({ code: "engine-reply-broken" });
  });

  test("following ends at once when it is aborted", async () => {
    const id = await run("echo one; sleep 60");
    const reason = new Error("enough");
    const controller = new AbortController();
    const read = async (): Promise<void> => {
      for await (const _ of direct.logs(id, { follow: true }, controller.signal)) controller.abort(reason);
    };
    await expect(read()).rejects.toBe(reason);
  });

  test("the log of a container that is not there is an error", async () => {
    await expect(collect(direct.logs("no-such-container", { follow: false }, never))).rejects.toMatchObject({
      code: "engine-refused",
    });
  });

  /** Events of one container until its `destroy`, and how often listening began. */
  async function listen(engine: Engine, act: () => Promise<string>): Promise<{ actions: string[]; begins: number }> {
    const controller = new AbortController();
    const seen: EngineEvent[] = [];
    let begins = 0;
    let id: string | undefined;
    const listening = (async () => {
      for await (const event of engine.events(project, controller.signal)) {
        if (event === undefined) begins++;
        else seen.push(event);
        if (event?.action === "destroy" && event.containerId === id) return;
      }
    })();
    await expect.poll(() => begins).toBe(1);
    id = await act();
    await direct.removeContainer(id, { volumes: true }, never);
    const limit = setTimeout(() => controller.abort(new Error("no destroy event came")), 60_000);
    await listening;
    clearTimeout(limit);
    return { actions: seen.filter(({ containerId }) => containerId === id).map(({ action }) => action), begins };
  }

  test("events tell what happens to the project's containers", async () => {
    const { actions, begins } = await listen(direct, () => run("sleep 60"));
    expect(actions).toEqual(expect.arrayContaining(["create", "start", "die", "destroy"]));
    expect(begins).toBe(1);
  });

  test.each(["cut", "end-early"] as const)("events go on after a %s, once each", async (kind) => {
    const rules: FaultRule[] = [{ action: { kind, bytes: 900 }, match: /\/events$/, nth: 1 }];
    const { actions, begins } = await through(rules, (engine) => listen(engine, () => run("sleep 60")));
    expect(actions.filter((action) => action === "start")).toHaveLength(1);
    expect(actions).toEqual(expect.arrayContaining(["create", "start", "die", "destroy"]));
    expect(begins).toBe(2);
  });

  test("events that can't be had end in an error", async () => {
    const rules: FaultRule[] = [{ action: { kind: "end-early", bytes: 0 }, match: /\/events$/ }];
    const listening = through(rules, async (engine) => {
      for await (const _ of engine.events(project, never));
    });
    await expect(listening).rejects.toMatchObject({ code: "engine-reply-broken" });
  });
});
