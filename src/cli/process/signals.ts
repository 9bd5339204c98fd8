/**
 * Ctrl-C and its relatives: the first asks to end in good order, the second to end now, the third ends the process at
 * once. What "in good order" means is each command's to say; it listens to the two AbortSignals.
 */
import { exitCodes } from "./exit-codes.ts";

export interface Interrupts {
  readonly first: AbortSignal;
  readonly second: AbortSignal;
  /** 130 after Ctrl-C, 143 after SIGTERM, 129 after SIGHUP: what a shell expects; 0 before any of them. */
  exitCode(): number;
}

const names = ["SIGHUP", "SIGINT", "SIGTERM"] as const;
type Name = (typeof names)[number];

interface Source {
  on(name: Name, listener: (name: Name) => void): unknown;
}

/** @param exit ends the process with that code, now */
export function listenForInterrupts(source: Source, exit: (code: number) => void): Interrupts {
  const first = new AbortController();
  const second = new AbortController();
  let code = 0;
  const heard = (name: Name): void => {
    if (second.signal.aborted) exit(code);
    else if (first.signal.aborted) second.abort(new Error("interrupted twice"));
    else {
      code = exitCodes[name];
      first.abort(new Error("interrupted"));
    }
  };
  for (const name of names) source.on(name, heard);
  return { first: first.signal, second: second.signal, exitCode: () => code };
}
