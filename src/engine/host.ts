/**
 * This machine as the rest of the tool sees it: what is asked of it beside the engine. Plain types only; host/ implements
 * it. Every method rejects with the signal's reason once it is aborted.
 */

/** `no`: somebody said no, at once or with a status. `silent`: nobody was there to say anything. */
export type Answer = "yes" | "no" | "silent";

export interface ProgramRun {
  readonly program: string;
  readonly args: readonly string[];
  /** Told of each line on standard output. */
  readonly onLine: (line: string) => void;
  /** Told of each line on standard error. */
  readonly onErrorLine?: (line: string) => void;
}

/** How a program ended: its code, 0 or not, and the last that it wrote to standard error. */
export interface ProgramEnd {
  readonly code: number;
  readonly errors: string;
}

/** An image on one engine. */
export interface PulledImage {
  /** What tells the engine apart: its id, or its address where it has none. */
  readonly engine: string;
  readonly image: string;
  readonly platform?: string;
}

export interface Host {
  /** Where a plugin of docker is: `model` for the program `docker-model` among them; `undefined` if there is none. */
  findPlugin(name: string): Promise<string | undefined>;
  /** Where a plugin of docker or a program of that name is; `undefined` if there is none. */
  findProgram(name: string): Promise<string | undefined>;
  /** Runs a program to its end, with this process's environment and nothing to read. */
  runProgram(run: ProgramRun, signal: AbortSignal): Promise<ProgramEnd>;
  /** Whether a TCP connection is taken, and kept for a moment. */
  connects(address: string, port: number, signal: AbortSignal): Promise<Answer>;
  /** Whether a GET is answered with a status from 200 to 399. */
  answers(address: string, port: number, path: string, signal: AbortSignal): Promise<Answer>;
  /** When this user last pulled the image, whether or not that brought anything; milliseconds since the epoch. */
  lastPull(image: PulledImage): Promise<number | undefined>;
  /** That it was pulled just now. */
  rememberPull(image: PulledImage): Promise<void>;
}

/** Where a container can be reached, as it stands now. */
export interface Addresses {
  /** Its own, one for each of its networks; empty while it does not run. */
  readonly own: readonly string[];
  /** It has the addresses of the engine's host. */
  readonly isHost: boolean;
  readonly published: readonly {
    /** `80/tcp` */
    readonly container: string;
    readonly hostIp: string;
    readonly hostPort: number;
  }[];
}
