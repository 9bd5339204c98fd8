/** Somebody at the input and output of a process, against a real engine. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Attachment, Engine, ExecSession } from "../../../src/engine/port.ts";
import { cleanUp, engineAddresses, idle, never, newProject, open } from "../../support/engines.ts";

describe.each(engineAddresses)("on %s", (address) => {
  let engine: Engine;
  let project: string;

  beforeEach(async () => {
    engine = await open(address);
    project = newProject();
  });
  afterEach(async () => {
    await cleanUp(engine, project);
    engine.close();
  });

  const made = (more: Parameters<typeof idle>[1] = {}): Promise<string> =>
    engine.createContainer({ name: `${project}-a-1`, config: idle(project, more) }, never);

  async function written({ output }: Attachment): Promise<Readonly<Record<"stdout" | "stderr", string>>> {
    const all = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[] };
    for await (const { stream, content } of output) all[stream].push(content);
    return {
      stdout: Buffer.concat(all.stdout).toString("latin1"),
      stderr: Buffer.concat(all.stderr).toString("latin1"),
    };
  }

  const run = async (script: string, options: { stdin?: boolean; tty?: boolean } = {}): Promise<ExecSession> => {
    const id = await made();
    await engine.startContainer(id, never);
    return engine.openExec(
      id,
      { command: ["sh", "-c", script], environment: { GREETING: "hello" }, privileged: false },
      { stdin: false, tty: false, ...options },
      never,
    );
  };

  test("a command's two streams arrive apart, as bytes, and its exit code after them", async () => {
    const session = await run("printf '\\377\\000'; echo \"$GREETING\" >&2; exit 7");
    expect(await written(session)).toEqual({ stdout: "\xff\x00", stderr: "hello\n" });
    expect(await session.exitCode(never)).toBe(7);
  });

  test("a command reads its input to the end", async () => {
    const session = await run("cat | wc -c", { stdin: true });
    const large = Buffer.alloc(300_000, "x");
    for (let i = 0; i < 10; i++) await session.write(large);
    session.end();
    expect(await written(session)).toEqual({ stdout: "3000000\n", stderr: "" });
    expect(await session.exitCode(never)).toBe(0);
  });

  test("a command with a terminal knows its size", async () => {
    const session = await run("read _; stty size", { stdin: true, tty: true });
    await session.resize({ rows: 11, columns: 77 }, never);
    await session.write(Buffer.from("\n"));
    expect((await written(session)).stdout).toContain("11 77");
  });

  test("whoever attaches before the start gets a container's first words, and its input ends with them", async () => {
    const id = await made({ command: ["sh", "-c", "echo first; cat; exit 3"], stdinOpen: true, stdinOnce: true });
    const attached = await engine.attach(id, { stdin: true, tty: false }, never);
    await engine.startContainer(id, never);
    await attached.write(Buffer.from("second\n"));
    attached.end();
    expect(await written(attached)).toEqual({ stdout: "first\nsecond\n", stderr: "" });
    await expect.poll(async () => (await engine.status(id, never))?.exitCode).toBe(3);
  });

  test("the detach keys leave the container running", async () => {
    const id = await made({ command: ["cat"], stdinOpen: true, tty: true });
    await engine.startContainer(id, never);
    const attached = await engine.attach(id, { stdin: true, tty: true, detachKeys: "ctrl-x" }, never);
    await attached.write(Buffer.from([0x18]));
    await written(attached);
    expect((await engine.status(id, never))?.state).toBe("running");
  });

  test("an abort ends it at once", async () => {
    const leave = new AbortController();
    const id = await made({ stdinOpen: true });
    await engine.startContainer(id, never);
    const attached = await engine.attach(id, { stdin: true, tty: false }, leave.signal);
    const reading = written(attached);
    leave.abort(new Error("enough"));
    await expect(reading).rejects.toThrow("enough");
  });

  test("a command that is not there fails with the engine's words", async () => {
    const id = await made();
    await engine.startContainer(id, never);
    const session = await engine.openExec(
      id,
      { command: ["no-such-program"], environment: {}, privileged: false },
      { stdin: false, tty: false },
      never,
    );
    await written(session);
    // Old engines say 126 of it.
    expect([126, 127]).toContain(await session.exitCode(never));
  });
});
