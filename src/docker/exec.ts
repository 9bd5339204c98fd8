/**
 * A command in a running container: made known, started with its output as the answer, asked at the end how it ended.
 * An output that is cut off is no end: the engine is asked until it says that the command has ended.
 */

import { defined } from "../core/defined.ts";
import type { ExecSpec, OutputLine } from "../engine/port.ts";
import { CallError, passing } from "./http/call-error.ts";
import { failure } from "./http/failures.ts";
import { harmlessTwice, type Transport } from "./http/transport.ts";
import { batches } from "./logs/batches.ts";
import { logLines } from "./logs/log-lines.ts";
import { framedParts } from "./logs/log-parts.ts";
import { containerId } from "./wire/facts.ts";
import { number, record } from "./wire/json.ts";

/** @returns the command's exit code */
export async function exec(
  transport: Transport,
  container: string,
  command: ExecSpec,
  onOutput: (line: OutputLine) => void,
  signal: AbortSignal,
): Promise<number> {
  try {
    const body = execBody(command);
    // Making it known twice does no harm: only what is started runs.
    const made = await transport.write(
      { method: "POST", path: ["containers", container, "exec"], body },
      signal,
      harmlessTwice,
    );
    const id = containerId(made.body);
    const cut = await output(transport, id, onOutput, signal);
    return await exitCode(transport, id, cut, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw failure(error, "run the command in the container");
  }
}

/** Begins it, and leaves it to itself. */
export async function startExec(
  transport: Transport,
  container: string,
  command: ExecSpec,
  { tty }: { readonly tty: boolean },
  signal: AbortSignal,
): Promise<void> {
  try {
    const body = { ...execBody(command), AttachStdout: false, AttachStderr: false, Tty: tty };
    const made = await transport.write(
      { method: "POST", path: ["containers", container, "exec"], body },
      signal,
      harmlessTwice,
    );
    const start = {
      method: "POST",
      path: ["exec", containerId(made.body), "start"],
      body: { Detach: true, Tty: tty },
    } as const;
    // What has begun can't be begun again: the engine refuses it.
    await transport.write(start, signal, harmlessTwice);
  } catch (error) {
    signal.throwIfAborted();
    throw failure(error, "run the command in the container");
  }
}

export const execBody = ({ command, environment, privileged, user, workingDir }: ExecSpec): object => ({
  AttachStdout: true,
  AttachStderr: true,
  Cmd: command,
  Env: Object.entries(environment).map(([name, value]) => (value === null ? name : `${name}=${value}`)),
  Privileged: privileged,
  ...defined({ User: user, WorkingDir: workingDir }),
});

/** Starts it and reads what it prints. @returns what cut it off, if something did */
async function output(
  transport: Transport,
  id: string,
  onOutput: (line: OutputLine) => void,
  signal: AbortSignal,
): Promise<CallError | undefined> {
  try {
    const body = { Detach: false, Tty: false };
    const { chunks } = await transport.open({ method: "POST", path: ["exec", id, "start"], body }, signal);
    for await (const lines of batches(chunks, logLines(framedParts(false), false))) lines.forEach(onOutput);
    return undefined;
  } catch (error) {
    if (error instanceof CallError && passing(error.fault)) return error;
    throw error;
  }
}

/** @param cut why its output ended early; if it never began to run, that is why */
export async function exitCode(
  transport: Transport,
  id: string,
  cut: CallError | undefined,
  signal: AbortSignal,
): Promise<number> {
  for (let tries = 0; ; tries++) {
    const { body } = await transport.read({ method: "GET", path: ["exec", id, "json"] }, signal);
    const { Running, ExitCode, CanRemove, Pid } = record(body);
    if (Running !== true) {
      // Podman says 0 of a command that never began to run; it can be removed once it has.
      const never = cut !== undefined && Pid === 0 && CanRemove === false;
      if (typeof ExitCode === "number" && !never) return number(ExitCode);
      throw cut ?? unended();
    }
    await transport.pause(Math.min(tries, longestPause, transport.timing.retryMs.length - 1), signal);
  }
}

/** Of the transport's pauses, so that a command's end is noticed soon. */
const longestPause = 3;

const unended = (): CallError =>
  new CallError({ kind: "broken", reason: "it does not contain the exit code of the command" });
