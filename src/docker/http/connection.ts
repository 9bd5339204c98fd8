/** One connection on which requests are sent by hand, one after the other; the response that is on its way, and its body. */
import type { Duplex } from "node:stream";
import { CallError } from "./call-error.ts";
import type { Response } from "./exchange.ts";
import { type Head, Incoming, notHttp } from "./incoming.ts";

/** So many bytes wait for whoever reads them; then the engine waits. */
const mostHeld = 64 << 10;

const incomplete = (): CallError => new CallError({ kind: "broken", reason: "it is incomplete" });
export const hungUp = (): Error => Object.assign(new Error("the connection was closed"), { code: "ECONNRESET" });

/** What its owner does with it. */
export interface Turns {
  /** It can be used again. */
  readonly free: () => void;
  readonly gone: () => void;
}

/** A socket, and the response that is on its way over it. */
export class Connection {
  readonly #socket: Duplex & { ref?(): unknown; unref?(): unknown };
  readonly #turns: Turns;
  #asked: Asked | undefined;
  #ended: { readonly error: unknown } | undefined;

  constructor(socket: Duplex, turns: Turns) {
    this.#socket = socket;
    this.#turns = turns;
    socket.on("data", (bytes: Buffer) => this.#take(bytes));
    socket.on("error", (error) => this.end(error));
    socket.on("end", () => this.#finish());
    socket.on("close", () => {
      this.#finish();
      turns.gone();
    });
  }

  /** Sends a request; its response, once all of it or its head is there. From then on the signal does not count. */
  ask(request: string, how: "whole" | "as it comes", signal: AbortSignal): Promise<Response> {
    const { promise, resolve, reject } = Promise.withResolvers<Response>();
    const onAbort = (): void => this.end(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    this.#asked = { how, incoming: new Incoming(), body: new Body(this.#socket, how), resolve, reject };
    if (this.#ended !== undefined) this.end(this.#ended.error);
    else {
      this.#socket.ref?.();
      this.#socket.write(request);
    }
    return promise.finally(() => signal.removeEventListener("abort", onAbort));
  }

  end(error: unknown): void {
    this.#ended ??= { error };
    this.#asked?.reject(error);
    this.#asked?.body.end(error);
    this.#asked = undefined;
    this.#socket.destroy();
  }

  #take(bytes: Buffer): void {
    // Bytes that nobody asked for: the next answer would not be what it seems.
    if (this.#asked === undefined) this.end(notHttp());
    else
      try {
        this.#hear(this.#asked, bytes);
      } catch (error) {
        this.end(error);
      }
  }

  #hear(asked: Asked, bytes: Buffer): void {
    const { how, incoming, body } = asked;
    body.add(incoming.take(bytes));
    if (incoming.isWhole) this.#settle(asked);
    else if (how === "as it comes") this.#answer(asked);
  }

  /** Nothing more of it will come. */
  #settle(asked: Asked): void {
    this.#asked = undefined;
    asked.body.end();
    this.#answer(asked);
    if (asked.incoming.isLast) this.end(hungUp());
    else {
      // An idle connection does not keep the process.
      this.#socket.unref?.();
      this.#turns.free();
    }
  }

  #answer({ incoming, body, resolve }: Asked): void {
    const { head } = incoming;
    if (head !== undefined) resolve(responseOf(head, body, (error) => this.#leave(body, error)));
  }

  /** Its reader wants no more of it. By now the connection may serve somebody else. */
  #leave(body: Body, error: unknown): void {
    if (this.#asked?.body === body) this.end(error);
  }

  /** No more bytes will come. */
  #finish(): void {
    const asked = this.#asked;
    if (asked?.incoming.lastsToTheEnd) this.#settle(asked);
    this.end(asked?.incoming.head === undefined ? hungUp() : incomplete());
  }
}

interface Asked {
  readonly how: "whole" | "as it comes";
  readonly incoming: Incoming;
  readonly body: Body;
  resolve(response: Response): void;
  reject(error: unknown): void;
}

const responseOf = ({ status, headers }: Head, body: Body, end: (error: unknown) => void): Response => ({
  statusCode: status,
  headers,
  get complete() {
    return body.isComplete;
  },
  destroy(error) {
    if (!body.isComplete) end(error ?? hungUp());
  },
  [Symbol.asyncIterator]: () => body[Symbol.asyncIterator](),
});

/** What has come of a body and was not read yet. One that is asked for as it comes makes the engine wait for its reader. */
class Body {
  readonly #socket: Duplex;
  readonly #most: number;
  #held: Buffer[] = [];
  #length = 0;
  #ended: { readonly error?: unknown } | undefined;
  #wake: (() => void) | undefined;

  constructor(socket: Duplex, how: Asked["how"]) {
    this.#socket = socket;
    this.#most = how === "whole" ? Number.POSITIVE_INFINITY : mostHeld;
  }

  /** Its true end has come, and all of it was read. */
  get isComplete(): boolean {
    return this.#ended !== undefined && this.#ended.error === undefined && this.#held.length === 0;
  }

  add(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#held.push(bytes);
    this.#length += bytes.length;
    if (this.#length >= this.#most) this.#socket.pause();
    this.#wake?.();
  }

  /** @param error absent: it is whole */
  end(error?: unknown): void {
    this.#ended ??= error === undefined ? {} : { error };
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer, void, undefined> {
    for (;;) {
      const held = this.#held;
      this.#held = [];
      this.#length = 0;
      yield* held;
      if (this.#held.length > 0) continue;
      if (this.#ended !== undefined) break;
      this.#socket.resume();
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      await promise;
    }
    if (this.#ended.error !== undefined) throw this.#ended.error;
  }
}
