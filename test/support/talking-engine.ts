/** An engine in memory whose processes read and write: what one says to what it is given is the test's. */
import { WindlassError } from "../../src/core/errors.ts";
import type {
  Attachment,
  AttachOptions,
  Engine,
  ExecSession,
  ExecSpec,
  OutputPart,
  TerminalSize,
} from "../../src/engine/port.ts";
import { MemoryEngine } from "./memory-engine.ts";

/** One process with somebody at it. */
export class Talk implements ExecSession {
  readonly options: AttachOptions;
  /** What it was given. */
  given = "";
  hasEnded = false;
  isClosed = false;
  readonly sizes: TerminalSize[] = [];
  exits = 0;
  readonly #parts: (OutputPart | Error | undefined)[] = [];
  #more = Promise.withResolvers<void>();

  constructor(options: AttachOptions) {
    this.options = options;
  }

  says(text: string, stream: OutputPart["stream"] = "stdout"): void {
    this.#put({ stream, content: Buffer.from(text) });
  }

  /** Its output ends. */
  falls(exits = 0): void {
    this.exits = exits;
    this.#put(undefined);
  }

  /** The connection is lost. */
  breaks(): void {
    this.#put(new WindlassError("engine-unreachable", "nobody answers"));
  }

  readonly output: AsyncIterable<OutputPart> = {
    [Symbol.asyncIterator]: () => ({
      next: async () => {
        while (this.#parts.length === 0) {
          this.#more = Promise.withResolvers();
          await this.#more.promise;
        }
        const part = this.#parts.shift();
        if (part instanceof Error) throw part;
        return part === undefined ? { done: true, value: undefined } : { done: false, value: part };
      },
    }),
  };

  async write(bytes: Uint8Array): Promise<void> {
    this.given += Buffer.from(bytes).toString();
  }

  end(): void {
    this.hasEnded = true;
  }

  close(why: Error = new WindlassError("engine-reply-broken", "it was closed")): void {
    if (!this.isClosed) this.#put(why);
    this.isClosed = true;
  }

  async exitCode(): Promise<number> {
    return this.exits;
  }

  async resize(size: TerminalSize): Promise<void> {
    this.sizes.push(size);
  }

  #put(part: OutputPart | Error | undefined): void {
    this.#parts.push(part);
    this.#more.resolve();
  }
}

export class TalkingEngine extends MemoryEngine {
  readonly talks: Talk[] = [];
  readonly specs: ExecSpec[] = [];
  /** Told of every process that somebody has come to. */
  onTalk: (talk: Talk) => void = () => {};
  readonly signals: string[] = [];

  override readonly openExec: Engine["openExec"] = async (_container, spec, options, signal) => {
    this.specs.push(spec);
    return this.#talk(options, signal);
  };

  override readonly startExec: Engine["startExec"] = async (_container, spec) => void this.specs.push(spec);

  override readonly attach: Engine["attach"] = async (id, options, signal): Promise<Attachment> => {
    this.calls.push(`attach ${this.containers.get(id)?.name}`);
    return this.#talk(options, signal);
  };

  override readonly resizeContainer: Engine["resizeContainer"] = async (_id, size) =>
    void this.talks.at(-1)?.resize(size);

  /** Only SIGKILL ends a container here. */
  override async killContainer(id: string, signal?: string): Promise<void> {
    this.signals.push(signal ?? "");
    if (signal === "SIGKILL") await super.killContainer(id);
  }

  #talk(options: AttachOptions, signal: AbortSignal): Talk {
    const talk = new Talk(options);
    this.talks.push(talk);
    signal.addEventListener("abort", () => talk.close(signal.reason));
    this.onTalk(talk);
    return talk;
  }
}
