import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WindlassError } from "../../../src/core/errors.ts";
import type { Timing } from "../../../src/docker/http/transport.ts";
import { labels } from "../../../src/engine/labels.ts";
import { logText } from "../../../src/engine/output-line.ts";
import type { ContainerFact, Engine } from "../../../src/engine/port.ts";
import { cleanUp, engineAddresses, idle, never, newProject, open } from "../../support/engines.ts";
import { type FaultAction, type FaultProxy, type FaultRule, startFaultProxy } from "../../support/fault-proxy.ts";

const retryMs = [10, 20, 40];
/** Where the engine is made to say nothing. What it does say comes in a fraction of that. */
const impatient: Partial<Timing> = { callMs: 5_000, retryMs };

describe.each(engineAddresses.filter((address) => address.startsWith("unix://")))(
  "faults in front of %s",
  (address) => {
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

    /** Does something through a proxy with these rules, each of which is met, and lets go of both. */
    async function through<Value>(
      rules: readonly FaultRule[],
      act: (engine: Engine, proxy: FaultProxy) => Promise<Value>,
    ): Promise<Value> {
      const proxy = await startFaultProxy(address, rules);
      try {
        const isSilent = rules.some(({ action: { kind } }) => kind === "stall" || kind === "hang");
        const engine = await open(proxy.address, isSilent ? impatient : { retryMs });
        try {
          const value = await act(engine, proxy);
          expect(proxy.unmet()).toEqual([]);
          return value;
        } finally {
          engine.close();
        }
      } finally {
        await proxy.close();
      }
    }

    const newName = (): string => `${project}-${++count}`;
    const make = (engine: Engine, name: string = newName(), operation = `op-${count}`): Promise<string> =>
      engine.createContainer({ name, config: idle(project, { labels: { [labels.operation]: operation } }) }, never);
    const mine = async (): Promise<readonly ContainerFact[]> =>
      (await direct.snapshot({ project, images: [] }, never)).containers;

    test("an engine that is gone when a command's end or a terminal's size is asked of it is an error in words", async () => {
      const id = await make(direct);
      await direct.startContainer(id, never);
      const proxy = await startFaultProxy(address, []);
      const engine = await open(proxy.address, { retryMs });
      const command = { command: ["true"], environment: {}, privileged: false };
      const session = await engine.openExec(id, command, { stdin: false, tty: true }, never);
      for await (const _ of session.output);
      await proxy.close();
      await expect(session.exitCode(never)).rejects.toMatchObject({ code: "engine-unreachable" });
      const size = { rows: 10, columns: 20 };
      await expect(session.resize(size, never)).rejects.toMatchObject({ code: "engine-unreachable" });
      await expect(engine.resizeContainer(id, size, never)).rejects.toMatchObject({ code: "engine-unreachable" });
      engine.close();
    });

    const passing: readonly FaultAction[] = [
      { kind: "reset-before" },
      { kind: "reset-after" },
      { kind: "status", status: 500 },
      { kind: "status", status: 502 },
      { kind: "status", status: 503 },
      { kind: "status", status: 429, retryAfter: 0.05 },
      { kind: "status", status: 503, body: "<html><h1>Service unavailable</h1></html>" },
      { kind: "cut", bytes: 10 },
      { kind: "cut", bytes: 0 },
      { kind: "bad-json" },
      { kind: "delay", ms: 200 },
    ];

    test.each(passing)("a read gets over one $kind $status", async (action) => {
      await make(direct);
      for (const match of [
        /GET \/containers\/json/,
        /GET \/containers\/[^/]+\/json/,
        /GET \/networks$/,
        /GET \/volumes/,
      ]) {
        const seen = await through([{ action, match, nth: 1 }], (engine) =>
          engine.snapshot({ project, images: ["busybox"] }, never),
        );
        expect(seen.containers.length).toBe((await mine()).length);
      }
    });

    const lasting: readonly [FaultAction, string][] = [
      [{ kind: "reset-before" }, "engine-reply-broken"],
      [{ kind: "status", status: 500 }, "engine-refused"],
      [{ kind: "cut", bytes: 5 }, "engine-reply-broken"],
      [{ kind: "end-early", bytes: 5 }, "engine-reply-broken"],
      [{ kind: "bad-json" }, "engine-reply-broken"],
      [{ kind: "hang" }, "engine-timeout"],
      [{ kind: "stall", bytes: 5 }, "engine-timeout"],
      [{ kind: "status", status: 503, retryAfter: 3600 }, "engine-refused"],
    ];

    test.each(lasting)("a read that always ends in %j fails with %s", async (action, code) => {
      await make(direct);
      const read = through([{ action, match: /GET \/containers\/json/ }], (engine) =>
        engine.snapshot({ project, images: [] }, never),
      );
      await expect(read).rejects.toBeInstanceOf(WindlassError);
      await expect(read).rejects.toMatchObject({ code });
    });

    const unsure: readonly FaultAction[] = [
      { kind: "reset-before" },
      { kind: "reset-after" },
      { kind: "status-after", status: 500 },
      { kind: "status", status: 503 },
      { kind: "cut", bytes: 4 },
      { kind: "stall", bytes: 4 },
    ];

    test.each(unsure)("a create gets over one $kind $status and makes exactly one container", async (action) => {
      const name = newName();
      const id = await through([{ action, match: /POST \/containers\/create/, nth: 1 }], (engine) =>
        make(engine, name),
      );
      const found = (await mine()).filter((container) => container.name === name);
      expect(found.map((container) => container.id)).toEqual([id]);
    });

    test("a create whose answer is lost does not take somebody else's container for its own", async () => {
      const name = newName();
      await make(direct, name, "theirs");
      const created = through(
        [{ action: { kind: "reset-after" }, match: /POST \/containers\/create/, nth: 1 }],
        (engine) => make(engine, name, "ours"),
      );
      await expect(created).rejects.toMatchObject({ code: "name-taken" });
    });

    test.each(unsure)("start, stop, rename, update and remove get over one $kind $status", async (action) => {
      const once = (match: RegExp): FaultRule => ({ action, match, nth: 1 });
      // Stalled, these two run into their deadlines: there is nothing to see whether they took place.
      const others = action.kind === "stall" ? [] : [/\/update$/, /\/stop$/];
      const rules = [/\/start$/, /\/rename$/, /^DELETE \/containers/, ...others].map(once);
      await through(rules, async (engine) => {
        const id = await make(engine);
        await engine.startContainer(id, never);
        expect((await direct.status(id, never))?.state).toBe("running");
        await engine.renameContainer(id, `${project}-new-${count}`, never);
        if (others.length > 0) {
          await engine.updateContainer(id, { restart: { name: "no", maxRetries: 0 } }, never);
          await engine.stopContainer(id, 0, never);
        }
        await engine.removeContainer(id, { volumes: true }, never);
        expect(await direct.status(id, never)).toBeUndefined();
      });
    });

    test("a job whose start was answered by silence does not run twice", async () => {
      const mounts = [
        { type: "volume", source: `${project}_runs`, target: "/r", readOnly: false, noCopy: false },
      ] as const;
      await direct.createVolume(
        { name: `${project}_runs`, driver: "local", driverOptions: {}, labels: { [labels.project]: project } },
        never,
      );
      const config = idle(project, { mounts, command: ["sh", "-c", "echo run >> /r/log; cat /r/log"] });
      const id = await direct.createContainer({ name: newName(), config }, never);
      await through([{ action: { kind: "reset-after" }, match: /\/start$/, nth: 1 }], (engine) =>
        engine.startContainer(id, never),
      );
      await expect.poll(() => direct.status(id, never)).toMatchObject({ state: "exited" });
      const lines: string[] = [];
      for await (const batch of direct.logs(id, { follow: false }, never)) lines.push(...batch.map(logText));
      expect(lines).toEqual(["run"]);
    });

    test.each(unsure)("networks get over one $kind $status", async (action) => {
      const name = `${project}_${newName()}`;
      const once = (match: RegExp): FaultRule => ({ action, match, nth: 1 });
      const rules = [/\/networks\/create/, /\/connect$/, /\/disconnect$/, /^DELETE \/networks/].map(once);
      const spec = { driverOptions: {}, ipamOptions: {}, subnets: [], internal: false, attachable: false };
      const wanted = { ...spec, labels: { [labels.project]: project, [labels.operation]: name } };
      await through(rules, async (engine) => {
        const networkId = await engine.createNetwork({ ...wanted, name }, never);
        const other = await direct.createNetwork({ ...wanted, name: `${name}-2` }, never);
        const config = idle(project, {
          networkMode: { kind: "named", name },
          networks: [{ network: name, aliases: [] }],
        });
        const id = await direct.createContainer({ name: newName(), config }, never);
        const on = async (): Promise<readonly string[] | undefined> =>
          (await mine()).find((container) => container.id === id)?.endpoints.map(({ network }) => network);
        await engine.connectNetwork(id, { network: `${name}-2`, aliases: [] }, never);
        expect(await on()).toEqual([name, `${name}-2`]);
        await engine.disconnectNetwork(id, `${name}-2`, never);
        expect(await on()).toEqual([name]);
        await direct.removeContainer(id, { volumes: true }, never);
        await engine.removeNetwork(networkId, never);
        await direct.removeNetwork(other, never);
      });
    });

    test("a start and a create that are answered late are done once", async () => {
      const slow: FaultAction = { kind: "answer-late", ms: 2_000 };
      const proxy = await startFaultProxy(address, [
        { action: slow, match: /\/containers\/create$/ },
        { action: slow, match: /\/start$/ },
      ]);
      const engine = await open(proxy.address, { callMs: 500, retryMs });
      try {
        const id = await make(engine);
        await engine.startContainer(id, never);
        expect((await direct.status(id, never))?.state).toBe("running");
        expect(proxy.unmet()).toEqual([]);
        expect(proxy.calls.filter((call) => call.startsWith("POST"))).toHaveLength(2);
      } finally {
        engine.close();
        await proxy.close();
      }
    });

    test("a removal that is under way elsewhere is waited for", async () => {
      const id = await make(direct);
      const body = JSON.stringify({ message: `removal of container ${id} is already in progress` });
      const calls = await through(
        [
          { action: { kind: "status", status: 409, body }, match: /^DELETE/, nth: 1 },
          { action: { kind: "status", status: 409, body }, match: /^DELETE/, nth: 2 },
        ],
        async (engine, proxy) => {
          await engine.removeContainer(id, { volumes: true }, never);
          return proxy.calls;
        },
      );
      expect(calls.filter((call) => call.startsWith("DELETE"))).toHaveLength(3);
      expect(await direct.status(id, never)).toBeUndefined();
    });

    test("a change whose outcome can't be known is not made twice", async () => {
      const id = await make(direct);
      await direct.startContainer(id, never);
      const rules: FaultRule[] = [{ action: { kind: "reset-after" }, match: /\/kill$/ }];
      await through(rules, async (engine, proxy) => {
        await expect(engine.killContainer(id, "SIGHUP", never)).rejects.toMatchObject({ code: "engine-reply-broken" });
        expect(proxy.calls.filter((call) => call.endsWith("/kill"))).toHaveLength(1);
      });
      await direct.removeContainer(id, { volumes: true }, never);
    });

    test.each([
      ["hang", "engine-timeout"],
      ["bad-json", "engine-reply-broken"],
      ["reset-before", "engine-reply-broken"],
    ] as const)("an engine whose ping ends in %s is no engine: %s", async (kind, code) => {
      const proxy = await startFaultProxy(address, [{ action: { kind }, match: /_ping/ }]);
      await expect(open(proxy.address, impatient)).rejects.toMatchObject({ code });
      expect(proxy.unmet()).toEqual([]);
      await proxy.close();
    });

    test("what vanishes between its listing and its inspection is left out", async () => {
      await make(direct);
      const gone = { kind: "status", status: 404, body: '{"message":"No such container"}' } as const;
      const before = (await mine()).length;
      const seen = await through([{ action: gone, match: /GET \/containers\/[0-9a-f]{64}\/json/, nth: 1 }], (engine) =>
        engine.snapshot({ project, images: [] }, never),
      );
      expect(seen.containers).toHaveLength(before - 1);
    });

    test("the snapshots of a look make one call for each thing", async () => {
      const other = newProject();
      const spec = { driverOptions: {}, ipamOptions: {}, subnets: [], internal: false, attachable: false };
      await direct.createNetwork({ ...spec, name: `${other}_net`, labels: { [labels.project]: other } }, never);
      for (const n of [1, 2]) await direct.createContainer({ name: `${other}-${n}`, config: idle(other) }, never);
      const calls = await through([], async (engine, proxy) => {
        const look = engine.look(other, never);
        const images = ["busybox", "busybox"];
        await look.snapshot({ images });
        await look.snapshot({ images, others: true, members: true, identity: true });
        return proxy.calls.map((call) => call.replace(/[0-9a-f]{64}/, "ID")).sort();
      });
      await cleanUp(direct, other);
      expect(calls).toEqual([
        "GET /_ping",
        "GET /containers/ID/json",
        "GET /containers/ID/json",
        "GET /containers/json",
        "GET /containers/json",
        "GET /images/busybox/json",
        "GET /info",
        "GET /networks",
        "GET /networks/ID",
        "GET /volumes",
      ]);
    });
  },
);
