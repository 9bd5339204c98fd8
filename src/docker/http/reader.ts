/**
 * Reads from the engine with HTTP/1.1 spoken by hand, over a few connections that are kept: a request without a body, and its
 * answer by length, in chunks, or to the end. A command that only looks loads neither Node's http nor dockerode for that.
 */
import type { IncomingHttpHeaders } from "node:http";
import type { Duplex } from "node:stream";
import type { Line } from "../reach/line.ts";
import { CallError } from "./call-error.ts";
import type { Modem, ModemRequest, Response } from "./exchange.ts";

/** Longer than any head that an engine sends. */
const longestHead = 256 << 10;

const notHttp = (): CallError => new CallError({ kind: "broken", reason: "it is not HTTP" });
const hungUp = (): Error => Object.assign(new Error("the connection was closed"), { code: "ECONNRESET" });

/** @param host what requests call the engine's host */
export function openReader(line: Line, host: string): Pick<Modem, "dial" | "close"> {
  const pool = new Pool(line);
  return {
    async dial({ path, query, headers = {}, signal }) {
      const connection = await pool.take(signal);
      const lines = Object.entries({ Host: host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
      const question = queryText(query);
      return connection.ask(`GET ${path}${question && `?${question}`} HTTP/1.1\r\n${lines.join("")}\r\n`, signal);
    },
    close: () => pool.close(),
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
    for (const connection of this.#all) connection.end();
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

/** A socket as it is read: bytes that have come and were not asked for, and one who waits for more. */
class Connection {
  readonly #socket: Duplex & { ref?(): unknown; unref?(): unknown };
  readonly #turns: Turns;
  #rest: Buffer = Buffer.alloc(0);
  #ended: { readonly error?: unknown } | undefined;
  #wake: (() => void) | undefined;

  constructor(socket: Duplex, turns: Turns) {
    this.#socket = socket;
    this.#turns = turns;
    socket.on("data", (bytes: Buffer) => {
      this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
      this.#wake?.();
    });
    socket.on("error", (error) => this.#end({ error }));
    socket.on("end", () => this.#end({}));
    socket.on("close", () => {
      this.#end({});
      turns.gone();
    });
  }

  /** Sends a request; its response, once the head is there. */
  async ask(request: string, signal: AbortSignal): Promise<Response> {
    const onAbort = (): void => this.end(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    this.#socket.ref?.();
    this.#socket.write(request);
    try {
      let head = await this.#head();
      while (head.status >= 100 && head.status < 200) head = await this.#head();
      return new Answer(this, head);
    } catch (error) {
      this.end();
      throw error;
    } finally {
      signal.removeEventListener("abort", onAbort);
    }
  }

  /** Bytes that have come, `most` of them at most; none at the connection's end. */
  async some(most: number): Promise<Buffer> {
    if (this.#rest.length === 0) await this.#more();
    return this.#taken(Math.min(most, this.#rest.length));
  }

  /** A line without its end; `undefined` where the connection ended before. */
  async line(): Promise<string | undefined> {
    for (;;) {
      const at = this.#rest.indexOf("\r\n");
      if (at >= 0) return this.#taken(at + 2).toString("latin1", 0, at);
      if (this.#rest.length > longestHead) throw notHttp();
      if (!(await this.#more())) return undefined;
    }
  }

  /** Nothing more of this response will be read. @param keep whether the connection can carry another request */
  done(keep: boolean): void {
    if (!keep || this.#ended !== undefined || this.#rest.length > 0) this.end();
    else {
      // An idle connection does not keep the process.
      this.#socket.unref?.();
      this.#turns.free();
    }
  }

  end(error?: unknown): void {
    this.#end({ error });
    this.#socket.destroy();
  }

  async #head(): Promise<Head> {
    const [, status] = /^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(await this.#headLine()) ?? [];
    if (status === undefined) throw notHttp();
    const headers: Record<string, string> = {};
    for (let line = await this.#headLine(); line !== ""; line = await this.#headLine()) {
      const [, name, value] = /^([^\s:]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
      if (name === undefined) throw notHttp();
      headers[name.toLowerCase()] = value ?? "";
    }
    return { status: Number(status), headers };
  }

  async #headLine(): Promise<string> {
    const line = await this.line();
    if (line !== undefined) return line;
    throw this.#rest.length > 0 && !"HTTP/".startsWith(this.#rest.toString("latin1", 0, 5)) ? notHttp() : hungUp();
  }

  #taken(length: number): Buffer {
    const taken = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return taken;
  }

  /** Waits for more; false at the end. @throws what the connection ended with */
  async #more(): Promise<boolean> {
    const before = this.#rest.length;
    while (this.#rest.length === before && this.#ended === undefined) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      await promise;
    }
    if (this.#rest.length > before) return true;
    if (this.#ended?.error !== undefined) throw this.#ended.error;
    return false;
  }

  #end(how: { readonly error?: unknown }): void {
    this.#ended ??= how;
    this.#wake?.();
  }
}

interface Head {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

class Answer implements Response {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  complete = false;
  readonly #connection: Connection;

  constructor(connection: Connection, { status, headers }: Head) {
    this.#connection = connection;
    this.statusCode = status;
    this.headers = headers;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer, void, undefined> {
    const length = this.headers["content-length"];
    if (this.statusCode === 204 || this.statusCode === 304) this.#finish(true);
    else if (this.headers["transfer-encoding"] === "chunked") yield* this.#chunks();
    else if (length === undefined) yield* this.#toTheEnd();
    else {
      yield* this.#bytes(Number(length));
      this.#finish(true);
    }
  }

  destroy(error?: Error): void {
    if (!this.complete) this.#connection.end(error);
  }

  async *#chunks(): AsyncGenerator<Buffer> {
    for (;;) {
      const size = await this.#line();
      if (!/^[\da-f]+(;|\s|$)/i.test(size)) throw notHttp();
      const length = Number.parseInt(size, 16);
      if (length === 0) break;
      yield* this.#bytes(length);
      await this.#line();
    }
    while ((await this.#line()) !== "");
    this.#finish(true);
  }

  async *#toTheEnd(): AsyncGenerator<Buffer> {
    for (let bytes = await this.#connection.some(Infinity); bytes.length > 0; ) {
      yield bytes;
      bytes = await this.#connection.some(Infinity);
    }
    this.#finish(false);
  }

  async *#bytes(length: number): AsyncGenerator<Buffer> {
    for (let left = length; left > 0; ) {
      const bytes = await this.#connection.some(left);
      if (bytes.length === 0) throw hungUp();
      left -= bytes.length;
      yield bytes;
    }
  }

  async #line(): Promise<string> {
    const line = await this.#connection.line();
    if (line === undefined) throw hungUp();
    return line;
  }

  #finish(keep: boolean): void {
    this.complete = true;
    this.#connection.done(keep && this.headers.connection?.toLowerCase() !== "close");
  }
}
