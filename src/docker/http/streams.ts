/** Answers that are read as they come, over a connection of their own each: a log that is followed may never end. */
import type { Duplex } from "node:stream";
import type { Line } from "../reach/line.ts";
import type { Response } from "./exchange.ts";
import { hungUp, Incoming, incomplete } from "./incoming.ts";

/** So many bytes wait for whoever reads them; then the engine waits. */
const mostHeld = 64 << 10;

export class Streams {
  readonly #line: Line;
  readonly #open = new Set<Stream>();

  constructor(line: Line) {
    this.#line = line;
  }

  /** Sends a request; its response, once the head is there. */
  async ask(request: string, signal: AbortSignal): Promise<Response> {
    await this.#line.room?.(signal);
    const stream: Stream = new Stream(this.#line.connect("long"), request, () => this.#open.delete(stream));
    this.#open.add(stream);
    await stream.begun(signal);
    return stream;
  }

  close(): void {
    for (const stream of this.#open) stream.destroy();
  }
}

class Stream implements Response {
  complete = false;
  readonly #socket: Duplex;
  readonly #incoming = new Incoming((bytes) => {
    this.#held.push(bytes);
    this.#length += bytes.length;
  });
  #held: Buffer[] = [];
  #length = 0;
  #ended: { readonly error?: unknown } | undefined;
  #changed = Promise.withResolvers<void>();

  constructor(socket: Duplex, request: string, onClose: () => void) {
    this.#socket = socket;
    socket.on("data", (bytes: Buffer) => this.#take(bytes));
    socket.on("error", (error) => this.#end({ error }));
    socket.on("end", () => this.#finish());
    socket.on("close", () => {
      this.#finish();
      onClose();
    });
    socket.write(request);
  }

  get statusCode(): number {
    return this.#incoming.status;
  }

  get headers(): Response["headers"] {
    return this.#incoming.headers;
  }

  /** Resolves once the head is there. */
  async begun(signal: AbortSignal): Promise<void> {
    const onAbort = (): void => this.destroy(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    if (signal.aborted) onAbort();
    try {
      while (!this.#incoming.hasBegun && this.#ended === undefined) await this.#changed.promise;
    } finally {
      signal.removeEventListener("abort", onAbort);
    }
    if (!this.#incoming.hasBegun) throw this.#ended?.error ?? hungUp();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer, void, undefined> {
    while (this.#ended === undefined || this.#held.length > 0) {
      const held = this.#held;
      this.#held = [];
      this.#length = 0;
      this.#socket.resume();
      if (held.length > 0) yield* held;
      else await this.#changed.promise;
    }
    if (this.#ended.error !== undefined) throw this.#ended.error;
  }

  destroy(error?: unknown): void {
    if (this.#ended === undefined) this.#held = [];
    this.#end({ error });
  }

  #take(bytes: Buffer): void {
    if (this.#ended !== undefined) return;
    try {
      this.complete = this.#incoming.take(bytes);
    } catch (error) {
      this.#end({ error });
      return;
    }
    if (this.complete) this.#end({});
    else if (this.#length >= mostHeld) this.#socket.pause();
    this.#change();
  }

  /** No more bytes will come. */
  #finish(): void {
    this.complete ||= this.#incoming.lastsToTheEnd;
    this.#end(this.complete ? {} : { error: this.#incoming.hasBegun ? incomplete() : hungUp() });
  }

  #end(how: { readonly error?: unknown }): void {
    this.#ended ??= how;
    this.#change();
    this.#socket.destroy();
  }

  #change(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}
