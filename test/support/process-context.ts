/** A shell for commands without a process: texts instead of streams, an engine in memory, files in memory. */

import type { Output } from "../../src/cli/process/output.ts";
import type { ProcessContext } from "../../src/cli/process/process-context.ts";
import type { KeySignal, PassedSignal, Terminal } from "../../src/cli/process/terminal.ts";
import type { Engine, TerminalSize } from "../../src/engine/port.ts";
import { memoryContext } from "./memory-context.ts";

export class TextOutput implements Output {
  text = "";
  readonly isTTY: boolean;
  columns = 80;
  rows = 24;
  readonly #broken = new AbortController();
  #stalled: PromiseWithResolvers<void> | undefined;
  /** Fails once so many bytes were written, with that reason. */
  failAfter: { readonly length: number; readonly reason: Error } | undefined;

  constructor(isTTY = false) {
    this.isTTY = isTTY;
  }

  get broken(): AbortSignal {
    return this.#broken.signal;
  }

  write(content: string | Uint8Array): void {
    if (this.#broken.signal.aborted) return;
    this.text += typeof content === "string" ? content : Buffer.from(content).toString();
    if (this.failAfter !== undefined && this.text.length >= this.failAfter.length)
      this.#broken.abort(this.failAfter.reason);
  }

  steered = false;

  steer(sequences: string): void {
    this.steered = true;
    this.write(sequences);
  }

  /** The reader stops reading. */
  stall(): void {
    this.#stalled ??= Promise.withResolvers<void>();
  }

  /** It reads on. */
  resume(): void {
    this.#stalled?.resolve();
    this.#stalled = undefined;
  }

  /** As a real reader, it takes its time. */
  async drained(until?: AbortSignal): Promise<void> {
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    for (const signal of [this.#broken.signal, ...(until ? [until] : [])]) {
      signal.addEventListener("abort", () => resolve(), { once: true });
      if (signal.aborted) resolve();
    }
    await new Promise(setImmediate);
    if (this.#stalled !== undefined) await Promise.race([this.#stalled.promise, ended]);
    this.#broken.signal.throwIfAborted();
  }

  async flushed(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A keyboard for tests: what is typed, and what was done to the terminal. */
export class TestTerminal implements Terminal {
  readonly isTTY: boolean;
  /** Whether each key is given as it is pressed. */
  isRaw = false;
  wasRaw = false;
  rows = 24;
  readonly #typed: Uint8Array[] = [];
  #more = Promise.withResolvers<void>();
  #ended = false;
  readonly #resized = new Set<() => void>();
  readonly #signalled = new Set<(signal: PassedSignal) => void>();
  readonly #keys = new Set<(bytes: Uint8Array) => void>();
  /** What keys sent. */
  readonly raised: KeySignal[] = [];
  onRaise: (signal: KeySignal) => void = () => {};

  constructor(isTTY: boolean) {
    this.isTTY = isTTY;
  }

  type(text: string): void {
    const bytes = Buffer.from(text);
    for (const listener of this.#keys) listener(bytes);
    if (this.#keys.size > 0) return;
    this.#typed.push(bytes);
    this.#more.resolve();
  }

  /** There is no more to come. */
  hangUp(): void {
    this.#ended = true;
    this.#more.resolve();
  }

  resize(rows: number): void {
    this.rows = rows;
    for (const listener of this.#resized) listener();
  }

  signal(signal: PassedSignal): void {
    for (const listener of this.#signalled) listener(signal);
  }

  async *input(): AsyncIterable<Uint8Array> {
    for (;;) {
      const next = this.#typed.shift();
      if (next !== undefined) yield next;
      else if (this.#ended) return;
      else {
        this.#more = Promise.withResolvers();
        await this.#more.promise;
      }
    }
  }

  raw(): () => void {
    this.isRaw = this.isTTY;
    this.wasRaw = this.isTTY;
    return () => {
      this.isRaw = false;
    };
  }

  onKeys(listener: (bytes: Uint8Array) => void): () => void {
    const restore = this.raw();
    this.#keys.add(listener);
    return () => {
      this.#keys.delete(listener);
      restore();
    };
  }

  raise(signal: KeySignal): void {
    this.raised.push(signal);
    this.onRaise(signal);
  }

  size(): TerminalSize | undefined {
    return this.isTTY ? { rows: this.rows, columns: 80 } : undefined;
  }

  onResize(listener: () => void): () => void {
    this.#resized.add(listener);
    return () => void this.#resized.delete(listener);
  }

  onSignal(listener: (signal: PassedSignal) => void): () => void {
    this.#signalled.add(listener);
    return () => void this.#signalled.delete(listener);
  }
}

export interface TestContext extends ProcessContext {
  readonly out: TextOutput;
  readonly err: TextOutput;
  readonly terminal: TestTerminal;
  /** Path → text of what was saved; no folder is missing but `/nowhere`. */
  readonly saved: ReadonlyMap<string, string>;
  /** Ctrl-C: the first, then the second. */
  interrupt(): void;
}

export function fakeShell(
  files: Readonly<Record<string, string>>,
  engine: Engine,
  {
    env = {},
    tty = false,
    answers = [],
  }: { readonly env?: Record<string, string>; readonly tty?: boolean; readonly answers?: readonly string[] } = {},
): TestContext {
  const first = new AbortController();
  const second = new AbortController();
  let code = 0;
  const saved = new Map<string, string>();
  const lines = [...answers];
  return {
    ...memoryContext(files, env),
    saved,
    save: async (path, text) => {
      if (path.startsWith("/nowhere/"))
        throw Object.assign(new Error(`ENOENT: no such file or directory, open '${path}'`), { code: "ENOENT" });
      saved.set(path, text);
    },
    out: new TextOutput(tty),
    err: new TextOutput(tty),
    answer: async () => lines.shift() ?? "",
    terminal: new TestTerminal(tty),
    clock: {
      now: () => performance.now(),
      sleep: (ms, signal) =>
        new Promise((resolve, reject) => {
          const timer = setTimeout(resolve, ms);
          signal?.addEventListener("abort", () => {
            clearTimeout(timer);
            reject(signal.reason);
          });
        }),
    },
    wallMs: () => Date.parse("2026-01-01T00:10:00Z"),
    interrupts: { first: first.signal, second: second.signal, exitCode: () => code },
    connect: async () => engine,
    interrupt() {
      code = 130;
      (first.signal.aborted ? second : first).abort(new Error("interrupted"));
    },
  };
}
