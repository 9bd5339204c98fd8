/**
 * Standard output and standard error as the CLI uses them: writing never throws, what went wrong is found at the next
 * `drained()` or through `broken`. A reader that went away (EPIPE) is told apart from a disk that is full.
 */
import type { Writable } from "node:stream";
import { WindlassError } from "../../core/errors.ts";
import { withoutSteering } from "../terminal/paint.ts";

export interface Output {
  readonly isTTY: boolean;
  /** Of the terminal now; 80 by 24 where there is none. */
  readonly columns: number;
  readonly rows: number;
  /** Text is written as UTF-8, bytes as they are. On a terminal only colours steer it, whatever a text came from. */
  write(content: string | Uint8Array): void;
  /** Sequences that steer the terminal, as they are. */
  steer(sequences: string): void;
  /** Whether it was steered: then the cursor may be hidden. */
  readonly steered: boolean;
  /**
   * Resolves when more may be written, or `until` is aborted: a reader may never read again.
   * @throws OutputClosed, WindlassError `output-failed`
   */
  drained(until?: AbortSignal): Promise<void>;
  /** Resolves when everything written has left. Never rejects. */
  flushed(): Promise<void>;
  /** Aborted once writing failed; the reason says how. */
  readonly broken: AbortSignal;
}

/** The terminal has echoed ^C at the beginning of the line: what is said next stands in its place. @param steers whether it may be steered */
export function eraseEcho(output: Pick<Output, "isTTY" | "steer">, steers: boolean): void {
  if (output.isTTY && steers) output.steer("\r\u001b[K");
}

/** The reader of the pipe has gone: nothing is wrong, there is just nobody left to tell. */
export class OutputClosed extends Error {
  override readonly name = "OutputClosed";
}

type Stream = Writable & { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number };

export function streamOutput(stream: Stream): Output {
  const broken = new AbortController();
  const fail = (error: Error | null | undefined): void => {
    if (error) broken.abort(failure(error));
  };
  // Counted here: where stdout is a pipe, Bun's own stream does not say that it is full.
  const most = stream.writableHighWaterMark;
  let underWay = 0;
  let idle = Promise.withResolvers<void>();
  let room = Promise.withResolvers<void>();
  const written = (length: number, error: Error | null | undefined): void => {
    fail(error);
    underWay -= length;
    if (underWay < most) room.resolve();
    if (underWay === 0) idle.resolve();
  };
  stream.on("error", fail);
  const isTTY = stream.isTTY === true;
  let steered = false;
  const send = (content: string | Uint8Array): void => {
    if (broken.signal.aborted || content.length === 0) return;
    const { length } = content;
    if (underWay === 0) idle = Promise.withResolvers();
    if (underWay < most) room = Promise.withResolvers();
    underWay += length;
    stream.write(content, (error) => written(length, error));
  };
  return {
    isTTY,
    get columns() {
      return stream.columns || 80;
    },
    get rows() {
      return stream.rows || 24;
    },
    broken: broken.signal,
    write: (content) => send(isTTY && typeof content === "string" ? withoutSteering(content) : content),
    steer(sequences) {
      steered = true;
      send(sequences);
    },
    get steered() {
      return steered;
    },
    async drained(until) {
      broken.signal.throwIfAborted();
      if (underWay >= most) await settledOr(room.promise, [broken.signal, ...(until ? [until] : [])]);
      broken.signal.throwIfAborted();
    },
    async flushed() {
      if (underWay > 0) await idle.promise;
    },
  };
}

/** Waits until it is resolved, or one of the signals is aborted. */
function settledOr(promise: Promise<void>, ends: readonly AbortSignal[]): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      for (const end of ends) end.removeEventListener("abort", done);
      resolve();
    };
    for (const end of ends) end.addEventListener("abort", done);
    if (ends.some(({ aborted }) => aborted)) done();
    promise.then(done);
  });
}

function failure(error: NodeJS.ErrnoException): Error {
  if (error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED") return new OutputClosed("the reader went away");
  const why = error.code === "ENOSPC" ? "no space left on the device" : error.message;
  return new WindlassError("output-failed", `can't write the output: ${why}`, { cause: error });
}
