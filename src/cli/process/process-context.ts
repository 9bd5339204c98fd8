/** What a command may touch of the world. Made once in this-process.ts; tests make their own. */
import type { Clock } from "../../core/clock.ts";
import type { Disk, Engine, EngineSelector, Git, Registries } from "../../index.ts";
import type { Output } from "./output.ts";
import type { Interrupts } from "./signals.ts";
import type { Terminal } from "./terminal.ts";

export interface ProcessContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** The path or name by which this program was started; a link keeps its own. */
  readonly program?: string;
  /** What a link to this program leads to. */
  readonly programFile?: string;
  readonly home: string | undefined;
  /** By numbers; absent where users have none. */
  readonly user?: { readonly uid: number; readonly gid: number };
  readonly disk: Disk;
  readonly git?: Git;
  /** @param insecure hosts that are reached over plain HTTP */
  readonly openRegistries?: (insecure: readonly string[]) => Registries;
  /** Writes a file whole; rejects with Node's own errors. */
  readonly save: (path: string, text: string) => Promise<void>;
  readonly out: Output;
  readonly err: Output;
  /** One line from standard input, without its end; empty where the input has ended. Rejects once the signal is aborted. */
  readonly answer: (signal: AbortSignal) => Promise<string>;
  readonly terminal: Terminal;
  readonly clock: Clock;
  /** Milliseconds since the epoch. */
  readonly wallMs: () => number;
  readonly interrupts: Interrupts;
  /** Which engine the command line names, if it does. */
  readonly named?: { readonly host: string | undefined; readonly context: string | undefined };
  readonly connect: (
    where: EngineSelector,
    options: {
      readonly signal: AbortSignal;
      readonly mayAsk: boolean;
      readonly beforeAsking?: Promise<unknown>;
    },
  ) => Promise<Engine>;
  /** For who wants to know the project's name before the rest of it. */
  readonly onName?: (name: string) => void;
  /** For who has something under way while the project is loaded. */
  readonly pause?: () => Promise<void>;
}
