/** What processes in containers write and read, as bytes. */

/** A command in a container that runs. */
export interface ExecSpec {
  readonly command: readonly string[];
  /** Absent: the container's, as the folder. */
  readonly user?: string;
  readonly workingDir?: string;
  readonly privileged: boolean;
  /** Besides the container's own. */
  readonly environment: Readonly<Record<string, string | null>>;
}

/** A line that a process wrote. */
export interface OutputLine {
  readonly stream: "stdout" | "stderr";
  /** Its bytes, without the line's end, are those from `from` up to `to`: lines that came together share a chunk. */
  readonly chunk: Buffer;
  readonly from: number;
  readonly to: number;
}

export interface LogLine extends OutputLine {
  /** RFC 3339 in UTC with nine digits of a second, so that such texts compare as the moments do. Empty where it was not wanted. */
  readonly timestamp: string;
  /** The line is too long to be held, and continues with the next one of its stream. */
  readonly continues?: true;
  /** The connection was lost before this line and made again; `gap`: lines before this one may be missing. */
  readonly afterCut?: "complete" | "gap";
}

export interface LogOptions {
  /** To the end of the container's run: what it writes when it is started again is asked for anew. */
  readonly follow: boolean;
  /** The last n lines; absent: all. */
  readonly tail?: number;
  /** RFC 3339, inclusive. */
  readonly since?: string;
  /** RFC 3339, inclusive: with `follow` the stream ends then. */
  readonly until?: string;
  /** The lines' times are of no interest; engines are faster without. Neither with `follow` nor with `tail`. */
  readonly untimed?: boolean;
}

/** What a container uses of its host. */
export interface Usage {
  /** Of one processor: 200 where it keeps two of them busy. */
  readonly cpuPercent: number;
  /** Bytes, without what the system only keeps because there is room. */
  readonly memory: number;
  /** Bytes; 0 where nothing is known. */
  readonly memoryLimit: number;
  /** Bytes over all networks since its start. */
  readonly received: number;
  readonly sent: number;
  /** Bytes of block devices since its start. */
  readonly read: number;
  readonly written: number;
  readonly processes: number;
}

/** A piece of what a process writes. With a terminal both streams are one. */
export interface OutputPart {
  readonly stream: "stdout" | "stderr";
  readonly content: Uint8Array;
}

export interface AttachOptions {
  /** Whether its input comes from here. */
  readonly stdin: boolean;
  /** Whether the process has a terminal: its output is not in frames then. */
  readonly tty: boolean;
  /** Keys that leave it running: `ctrl-p,ctrl-q`; absent: the engine's. */
  readonly detachKeys?: string;
}

/** Somebody at the input and output of a process. */
export interface Attachment {
  /** Ends with the process's output, or when the detach keys are pressed. Can be read once. */
  readonly output: AsyncIterable<OutputPart>;
  /** Resolves once there is room for more; what a process that has ended does not read is lost. */
  write(bytes: Uint8Array): Promise<void>;
  /** There is no more input. */
  end(): void;
  close(): void;
}

export interface TerminalSize {
  readonly rows: number;
  readonly columns: number;
}

export interface ExecSession extends Attachment {
  /** Of the command, once it has ended. */
  exitCode(signal: AbortSignal): Promise<number>;
  resize(size: TerminalSize, signal: AbortSignal): Promise<void>;
}

export interface StreamsPort {
  /**
   * Runs a command in a running container, to its end.
   * @param onOutput told of each line that it prints
   * @returns its exit code
   */
  exec(
    containerId: string,
    command: ExecSpec,
    onOutput: (line: OutputLine) => void,
    signal: AbortSignal,
  ): Promise<number>;
  /** Begins one, and leaves it to itself. */
  startExec(
    containerId: string,
    command: ExecSpec,
    options: { readonly tty: boolean },
    signal: AbortSignal,
  ): Promise<void>;
  /** A command with somebody at its input and output. */
  openExec(
    containerId: string,
    command: ExecSpec,
    options: AttachOptions & { readonly size?: TerminalSize },
    signal: AbortSignal,
  ): Promise<ExecSession>;
  /** The input and output of a container, from now on. */
  attach(id: string, options: AttachOptions, signal: AbortSignal): Promise<Attachment>;
  /**
   * The lines as they come, all that have come at once in one batch, never an empty one. Ends when the container's log
   * ends, or never with `follow` while it lives. Reconnects where it was cut.
   */
  logs(id: string, options: LogOptions, signal: AbortSignal): AsyncIterable<readonly LogLine[]>;
  /**
   * What it uses, about once a second, until it is removed; zeros of one that is not up.
   * @param options.once now, and no more
   */
  usage(id: string, options: { readonly once: boolean }, signal: AbortSignal): AsyncIterable<Usage>;
  resizeContainer(id: string, size: TerminalSize, signal: AbortSignal): Promise<void>;
}
