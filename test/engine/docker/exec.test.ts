/** A command in a container, through an engine that answers badly. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { logText } from "../../../src/engine/output-line.ts";
import type { Engine, ExecSpec } from "../../../src/engine/port.ts";
import { cleanUp, engineAddresses, idle, never, newProject, open } from "../../support/engines.ts";
import { type FaultRule, startFaultProxy } from "../../support/fault-proxy.ts";

const shell = (script: string): ExecSpec => ({ command: ["sh", "-c", script], privileged: false, environment: {} });

describe.each(engineAddresses.filter((address) => address.startsWith("unix://")))("on %s", (address) => {
  const project = newProject();
  let direct: Engine;
  let container: string;

  beforeAll(async () => {
    direct = await open(address);
    container = await direct.createContainer({ name: project, config: idle(project) }, never);
    await direct.startContainer(container, never);
  });
  afterAll(async () => {
    await cleanUp(direct, project);
    direct.close();
  });

  interface Ran {
    readonly code: number;
    readonly lines: readonly string[];
  }

  async function run(engine: Engine, command: ExecSpec, signal: AbortSignal = never): Promise<Ran> {
    const lines: string[] = [];
    const code = await engine.exec(
      container,
      command,
      (line) => lines.push(`${line.stream}: ${logText(line)}`),
      signal,
    );
    return { code, lines };
  }

  async function through(rules: readonly FaultRule[], command: ExecSpec): Promise<Ran> {
    const proxy = await startFaultProxy(address, rules);
    const engine = await open(proxy.address, { retryMs: [10, 20, 40] });
    try {
      const value = await run(engine, command);
      expect(proxy.unmet()).toEqual([]);
      return value;
    } finally {
      engine.close();
      await proxy.close();
    }
  }

  test("its output comes line by line, each with its stream, and its exit code at the end", async () => {
    const ran = await run(direct, shell("echo one; sleep 0.1; echo two >&2; sleep 0.1; printf three; exit 5"));
    expect(ran).toEqual({ code: 5, lines: ["stdout: one", "stderr: two", "stdout: three"] });
  });

  test("in a container that does not run it is refused", async () => {
    const still = await direct.createContainer({ name: `${project}-still`, config: idle(project) }, never);
    await expect(direct.exec(still, shell("true"), () => {}, never)).rejects.toMatchObject({ code: "engine-refused" });
  });

  test("an abort ends the wait for it", async () => {
    const stop = new AbortController();
    const ran = direct.exec(
      container,
      shell("echo begun; sleep 60"),
      () => stop.abort(new Error("enough")),
      stop.signal,
    );
    await expect(ran).rejects.toThrow("enough");
  });

  const start = /^POST \/exec\/[^/]+\/start$/;

  test("an output that is cut off is no end: how the command ended is asked for", async () => {
    const cut: FaultRule = { match: start, action: { kind: "cut", bytes: 4 } };
    expect((await through([cut], shell("echo one; sleep 0.5; exit 7"))).code).toBe(7);
  });

  test("a start whose answer never came is not made again", async () => {
    const rule: FaultRule = { match: start, action: { kind: "reset-after" } };
    expect((await through([rule], shell("echo x >>/tmp/once; exit 0"))).code).toBe(0);
    expect((await run(direct, shell("wc -l </tmp/once"))).lines).toEqual(["stdout: 1"]);
  });

  test("a start that the engine never heard of is an error", async () => {
    const rule: FaultRule = { match: start, action: { kind: "reset-before" } };
    await expect(through([rule], shell("true"))).rejects.toMatchObject({ code: "engine-reply-broken" });
  });

  test("making it known again after a lost answer runs it once", async () => {
    const rule: FaultRule = { match: /^POST \/containers\/[^/]+\/exec$/, nth: 1, action: { kind: "reset-after" } };
    expect(await through([rule], shell("echo done"))).toEqual({ code: 0, lines: ["stdout: done"] });
  });
});
