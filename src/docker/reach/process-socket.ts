/**
 * A program's standard input and output as a connection, with what an HTTP agent asks of a socket. The program is ended
 * with the connection; why a program ended that never said a word is told by who started it.
 */
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { Duplex } from "node:stream";

/** The end of what a program says on standard error, enough for its reasons. */
const keptErrors = 4_096;

export interface Ending {
  readonly exitCode: number | null;
  readonly errors: string;
}

export class ProcessSocket extends Duplex {
  readonly #child: ChildProcessWithoutNullStreams;
  #errors = "";
  #isSilent = true;

  /** @param reason the error of a program that could not be started, or ended without an answer */
  constructor(child: ChildProcessWithoutNullStreams, reason: (end: Ending | NodeJS.ErrnoException) => Error) {
    super({ allowHalfOpen: false });
    this.#child = child;
    child.stdout.on("data", (chunk: Buffer) => {
      this.#isSilent = false;
      if (!this.push(chunk)) child.stdout.pause();
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#errors = (this.#errors + text).slice(-keptErrors);
    });
    // What writing to a program that has ended says is less than what its end says.
    child.stdin.on("error", () => {});
    child.on("error", (error) => this.destroy(reason(error)));
    child.on("close", (exitCode) => {
      if (this.#isSilent) return void this.destroy(reason({ exitCode, errors: this.#errors }));
      this.push(null);
      // An idle connection is read by nobody: its end has to be seen all the same.
      if (this.readableLength === 0) this.resume();
    });
  }

  override _read(): void {
    this.#child.stdout.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    // Its end is told by `close`; a write that it did not take is no error of its own.
    this.#child.stdin.write(chunk, () => done());
  }

  override _final(done: () => void): void {
    // Nobody tells when a program that has ended took its last byte.
    this.#child.stdin.end();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#child.kill();
    for (const stream of [this.#child.stdin, this.#child.stdout, this.#child.stderr]) stream.destroy();
    done(error);
  }

  /** An idle connection does not keep this process alive. */
  unref(): this {
    for (const part of this.#parts()) part.unref?.();
    return this;
  }

  ref(): this {
    for (const part of this.#parts()) part.ref?.();
    return this;
  }

  /** The agent's wishes that mean nothing to a program. */
  setKeepAlive(): this {
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setTimeout(): this {
    return this;
  }

  #parts(): readonly { ref?(): unknown; unref?(): unknown }[] {
    const { stdin, stdout, stderr } = this.#child;
    return [this.#child, stdin, stdout, stderr] as readonly { ref?(): unknown; unref?(): unknown }[];
  }
}
