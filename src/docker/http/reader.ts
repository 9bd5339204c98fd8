/**
 * Reads from the engine with HTTP/1.1 spoken by hand: a request without a body, and its answer by length, in chunks, or to the
 * end. Ordinary reads share a few connections that are kept; what may take long is streams.ts's. A command that only looks
 * loads neither Node's http nor dockerode for that.
 */
import type { Duplex } from "node:stream";
import type { Line } from "../reach/line.ts";
import type { Modem, ModemRequest, Response } from "./exchange.ts";
import { hungUp, Incoming, incomplete, notHttp } from "./incoming.ts";
import { Streams } from "./streams.ts";

/** @param host what requests call the engine's host */
export function openReader(line: Line, host: string): Pick<Modem, "dial" | "close"> {
  const pool = new Pool(line);
  const streams = new Streams(line);
  return {
    async dial({ path, query, headers = {}, ownConnection, signal }) {
      const lines = Object.entries({ Host: host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
      const question = queryText(query);
      const request = `GET ${path}${question && `?${question}`} HTTP/1.1\r\n${lines.join("")}\r\n`;
      return ownConnection ? streams.ask(request, signal) : (await pool.take(signal)).ask(request, signal);
    },
    close: () => {
      pool.close();
      streams.close();
    },
  };
}

/** As docker writes it: what is not text or a number is JSON. */
const queryText = (query: ModemRequest["query"]): string =>
  new URLSearchParams(
    Object.entries(query)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]): [string, string] => [
        name,
        typeof value === "object" ? JSON.stringify(value) : String(value),
      ]),
  ).toString();

/** The connections: as many as the line has for reads. Whoever comes when all are in use waits for one. */
class Pool {
  readonly #line: Line;
  readonly #idle: Connection[] = [];
  readonly #all = new Set<Connection>();
  readonly #waiting = new Set<() => void>();

  constructor(line: Line) {
    this.#line = line;
  }

  async take(signal: AbortSignal): Promise<Connection> {
    for (;;) {
      signal.throwIfAborted();
      const connection = this.#idle.pop();
      if (connection !== undefined) return connection;
      if (this.#all.size < this.#line.maxReads) return this.#another();
      await this.#turn(signal);
    }
  }

  close(): void {
    for (const connection of this.#all) connection.end(hungUp());
  }

  #another(): Connection {
    const connection: Connection = new Connection(this.#line.connect("read"), {
      free: () => {
        this.#idle.push(connection);
        this.#next();
      },
      gone: () => {
        this.#all.delete(connection);
        const at = this.#idle.indexOf(connection);
        if (at >= 0) this.#idle.splice(at, 1);
        this.#next();
      },
    });
    this.#all.add(connection);
    return connection;
  }

  #next(): void {
    const [first] = this.#waiting;
    first?.();
  }

  #turn(signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.add(resolve);
    signal.addEventListener("abort", () => resolve(), { once: true });
    return promise.finally(() => this.#waiting.delete(resolve));
  }
}

interface Turns {
  /** It can be used again. */
  readonly free: () => void;
  readonly gone: () => void;
}

/** A socket, and the response that is on its way over it. */
class Connection {
  readonly #socket: Duplex & { ref?(): unknown; unref?(): unknown };
  readonly #turns: Turns;
  #asked: { readonly incoming: Incoming; resolve(response: Response): void; reject(error: unknown): void } | undefined;
  #ended: { readonly error?: unknown } | undefined;

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

  /** Sends a request; its response, once all of it is there. */
  ask(request: string, signal: AbortSignal): Promise<Response> {
    const { promise, resolve, reject } = Promise.withResolvers<Response>();
    const onAbort = (): void => this.end(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    this.#asked = { incoming: new Incoming(), resolve, reject };
    if (this.#ended !== undefined) this.end(this.#ended.error ?? hungUp());
    this.#socket.ref?.();
    this.#socket.write(request);
    return promise.finally(() => signal.removeEventListener("abort", onAbort));
  }

  end(error: unknown): void {
    this.#ended ??= { error };
    this.#asked?.reject(error);
    this.#asked = undefined;
    this.#socket.destroy();
  }

  #take(bytes: Buffer): void {
    const asked = this.#asked;
    // Nobody asked for it: whatever it is, the next answer would not be what it seems.
    if (asked === undefined) {
      this.end(notHttp());
      return;
    }
    try {
      if (!asked.incoming.take(bytes)) return;
    } catch (error) {
      this.end(error);
      return;
    }
    this.#asked = undefined;
    asked.resolve(asked.incoming.response());
    if (!asked.incoming.isLast) {
      // An idle connection does not keep the process.
      this.#socket.unref?.();
      this.#turns.free();
    } else this.end(undefined);
  }

  /** No more bytes will come. */
  #finish(): void {
    const asked = this.#asked;
    if (asked?.incoming.lastsToTheEnd) {
      this.#asked = undefined;
      asked.resolve(asked.incoming.response());
    }
    this.end(asked?.incoming.hasBegun ? incomplete() : hungUp());
  }
}
