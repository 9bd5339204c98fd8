/**
 * The input and output of a container, or of a command in one, over a connection that is turned into a stream of bytes. It is
 * never opened again: what a process reads and writes happens once.
 */
import type { Duplex } from "node:stream";
import type { Attachment, AttachOptions, ExecSession, ExecSpec, OutputPart, TerminalSize } from "../engine/port.ts";
import { execBody, exitCode } from "./exec.ts";
import { CallError } from "./http/call-error.ts";
import { failure } from "./http/failures.ts";
import { type Call, harmlessTwice, type Transport } from "./http/transport.ts";
import { batches } from "./logs/batches.ts";
import { framedParts } from "./logs/log-parts.ts";
import { containerId } from "./wire/facts.ts";

/** Of a container, from now on: whoever wants its first words attaches before it starts. */
export async function attachContainer(
  transport: Transport,
  id: string,
  options: AttachOptions,
  signal: AbortSignal,
): Promise<Attachment> {
  const { stdin, detachKeys } = options;
  const query = { stream: true, stdout: true, stderr: true, stdin, ...(detachKeys !== undefined && { detachKeys }) };
  try {
    return attachment(
      await transport.upgrade({ method: "POST", path: ["containers", id, "attach"], query }, signal),
      options,
      signal,
    );
  } catch (error) {
    signal.throwIfAborted();
    throw failure(error, "attach to the container");
  }
}

/** A command that is begun in a running container, with somebody at its input and output. */
export async function openExec(
  transport: Transport,
  container: string,
  command: ExecSpec,
  options: AttachOptions & { readonly size?: TerminalSize },
  signal: AbortSignal,
): Promise<ExecSession> {
  const { stdin, tty, detachKeys, size } = options;
  const console_ = tty && size ? { ConsoleSize: [size.rows, size.columns] } : {};
  const keys = detachKeys === undefined ? {} : { DetachKeys: detachKeys };
  try {
    const body = { ...execBody(command), AttachStdin: stdin, Tty: tty, ...keys, ...console_ };
    const call: Call = { method: "POST", path: ["containers", container, "exec"], body };
    const id = containerId((await transport.write(call, signal, harmlessTwice)).body);
    const start: Call = {
      method: "POST",
      path: ["exec", id, "start"],
      body: { Detach: false, Tty: tty, ...console_ },
    };
    const socket = await transport.upgrade(start, signal);
    return {
      ...attachment(socket, options, signal),
      exitCode: async (until) => {
        try {
          return await exitCode(transport, id, undefined, until);
        } catch (error) {
          until.throwIfAborted();
          throw failure(error, "look at the command in the container");
        }
      },
      resize: (to, until) => resized(transport, ["exec", id, "resize"], to, until),
    };
  } catch (error) {
    signal.throwIfAborted();
    throw failure(error, "run the command in the container");
  }
}

/** What the terminal's size is by now; a process that has ended meanwhile has none. */
export async function resized(
  transport: Transport,
  path: readonly string[],
  { rows, columns }: TerminalSize,
  signal: AbortSignal,
): Promise<void> {
  const call: Call = { method: "POST", path, query: { h: rows, w: columns } };
  await transport.write(call, signal, harmlessTwice).catch((error: unknown) => {
    if (error instanceof CallError && error.fault.kind === "refused") return;
    signal.throwIfAborted();
    throw failure(error, "change the terminal's size");
  });
}

function attachment(socket: Duplex, { tty }: AttachOptions, signal: AbortSignal): Attachment {
  const close = (): void => void socket.destroy();
  signal.addEventListener("abort", close, { once: true });
  socket.once("close", () => signal.removeEventListener("abort", close));
  // Whoever reads the output hears of it.
  socket.on("error", () => {});
  return {
    output: output(socket, tty, signal),
    write: (bytes) =>
      new Promise((resolve) => {
        if (!socket.writable) resolve();
        else socket.write(bytes, () => resolve());
      }),
    end: () => void socket.end(),
    close,
  };
}

async function* output(socket: Duplex, tty: boolean, signal: AbortSignal): AsyncGenerator<OutputPart> {
  try {
    if (!tty)
      for await (const parts of batches(socket, framedParts(false)))
        for (const { stream, bytes, from, to } of parts) yield { stream, content: bytes.subarray(from, to) };
    else for await (const content of socket) yield { stream: "stdout", content: content as Buffer };
  } catch (error) {
    signal.throwIfAborted();
    throw failure(error, "read what the process writes");
  } finally {
    socket.destroy();
  }
}
