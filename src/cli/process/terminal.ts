/**
 * The terminal, or whatever stands at standard input in its place: its bytes, raw mode, its size, and the signals that somebody
 * may pass on. Raw mode never outlives the process.
 */
import { addAbortSignal, type Readable } from "node:stream";
import type { TerminalSize } from "../../index.ts";

/** Signals that mean nothing to the tool itself, and may mean something to a process in a container. */
export const passedSignals = ["SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGCONT"] as const;
export type PassedSignal = (typeof passedSignals)[number];
/** What a terminal sends for a key while it is not raw. */
export type KeySignal = "SIGINT" | "SIGTSTP" | "SIGQUIT";

export interface Terminal {
  /** Whether standard input is one. */
  readonly isTTY: boolean;
  /** What is typed or piped in, to its end or until the signal; can be read once. */
  input(until?: AbortSignal): AsyncIterable<Uint8Array>;
  /** Each key as it is pressed, Ctrl-C among them, and no echo. @returns how to have it back as it was */
  raw(): () => void;
  /** The same, and what is pressed to the listener. @returns how to have it back as it was */
  onKeys(listener: (bytes: Uint8Array) => void): () => void;
  /** Sends what the terminal itself would: to this process and all that run beside it in the foreground. */
  raise(signal: KeySignal): void;
  /** Of standard output's; undefined where that is none. */
  size(): TerminalSize | undefined;
  /** @returns how to hear no more of it */
  onResize(listener: () => void): () => void;
  /** @param which absent: all of them @returns how to hear no more of them */
  onSignal(listener: (signal: PassedSignal) => void, which?: readonly PassedSignal[]): () => void;
}

type Input = Pick<NodeJS.ReadStream, "isTTY" | "setRawMode"> & Readable;
type Screen = Pick<NodeJS.WriteStream, "isTTY" | "columns" | "rows" | "on" | "off">;
type Signals = Pick<NodeJS.Process, "on" | "off" | "kill">;

/** @param stdin asked for when it is needed: opening it takes a while */
export const processTerminal = (stdin: () => Input, screen: Screen, signals: Signals): Terminal => ({
  get isTTY() {
    return stdin().isTTY === true;
  },
  input: (until) => (until === undefined ? stdin() : addAbortSignal(until, stdin())),
  raw: () => raw(stdin(), signals),
  onKeys(listener) {
    const input = stdin();
    const restore = raw(input, signals);
    input.on("data", listener).resume();
    return () => {
      input.off("data", listener).pause();
      restore();
    };
  },
  raise: (signal) => void signals.kill(0, signal),
  size: () => (screen.isTTY ? { columns: screen.columns, rows: screen.rows } : undefined),
  onResize(listener) {
    screen.on("resize", listener);
    return () => void screen.off("resize", listener);
  },
  onSignal(listener, which = passedSignals) {
    for (const signal of which) signals.on(signal, listener);
    return () => {
      for (const signal of which) signals.off(signal, listener);
    };
  },
});

function raw(input: Input, signals: Signals): () => void {
  if (input.isTTY !== true) return () => {};
  const restore = (): void => {
    signals.off("exit", restore);
    // The terminal may be gone by now, and then there is nothing to restore.
    try {
      input.setRawMode(false);
    } catch {}
  };
  signals.on("exit", restore);
  input.setRawMode(true);
  return restore;
}
