/**
 * Reads from the engine with HTTP/1.1 spoken by hand: a request without a body, and its answer by length, in chunks, or to the
 * end. Ordinary reads share a few connections that are kept; what may take long has one of its own. A command that only looks
 * loads neither Node's http nor dockerode for that.
 */
import type { IncomingHttpHeaders } from "node:http";
import type { Duplex } from "node:stream";
import type { Line } from "../reach/line.ts";
import { CallError } from "./call-error.ts";
import { ChunkedBody } from "./chunked.ts";
import type { Modem, ModemRequest, Response } from "./exchange.ts";

/** Longer than any head that an engine sends. */
const longestHead = 256 << 10;
/** So many bytes wait for whoever reads them; then the engine waits. */
const mostHeld = 64 << 10;

const notHttp = (): CallError => new CallError({ kind: "broken", reason: "it is not HTTP" });
const hungUp = (): Error => Object.assign(new Error("the connection was closed"), { code: "ECONNRESET" });

/** @param host what requests call the engine's host */
export function openReader(line: Line, host: string): Pick<Modem, "dial" | "close"> {
  const pool = new Pool(line);
  const long = new LongConnections(line);
  return {
    async dial({ path, query, headers = {}, ownConnection, signal }) {
      const connection = await (ownConnection ? long : pool).take(signal);
      const lines = Object.entries({ Host: host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
      const question = queryText(query);
      return connection.ask(`GET ${path}${question && `?${question}`} HTTP/1.1\r\n${lines.join("")}\r\n`, signal);
    },
    close: () => {
      pool.close();
      long.close();
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

/** Connections for one answer each, as many as are asked for. */
class LongConnections {
  readonly #line: Line;
  readonly #all = new Set<Connection>();

  constructor(line: Line) {
    this.#line = line;
  }

  async take(signal: AbortSignal): Promise<Connection> {
    await this.#line.room?.(signal);
    const connection: Connection = new Connection(this.#line.connect("long"), {
      free: () => connection.end(),
      gone: () => void this.#all.delete(connection),
    });
    this.#all.add(connection);
    return connection;
  }

  close(): void {
    for (const connection of this.#all) connection.end();
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
  /** In the order in which they came. */
  #held: Buffer[] = [];
  #length = 0;
  #ended: { readonly error?: unknown } | undefined;
  #wake: (() => void) | undefined;

  constructor(socket: Duplex, turns: Turns) {
    this.#socket = socket;
    this.#turns = turns;
    socket.on("data", (bytes: Buffer) => {
      this.#held.push(bytes);
      this.#length += bytes.length;
      if (this.#length >= mostHeld) socket.pause();
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
    if (this.#length === 0) await this.#more();
    const [first = Buffer.alloc(0)] = this.#held;
    return this.#taken(Math.min(most, first.length));
  }

  /** Bytes that were taken and are not wanted come again. */
  putBack(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#held.unshift(bytes);
    this.#length += bytes.length;
  }

  /** A line without its end; `undefined` where the connection ended before. */
  async line(): Promise<string | undefined> {
    for (;;) {
      if (this.#held.length > 1) this.#held = [Buffer.concat(this.#held)];
      const at = this.#held[0]?.indexOf("\r\n") ?? -1;
      if (at >= 0) return this.#taken(at + 2).toString("latin1", 0, at);
      if (this.#length > longestHead) throw notHttp();
      if (!(await this.#more())) return undefined;
    }
  }

  /** Nothing more of this response will be read. @param keep whether the connection can carry another request */
  done(keep: boolean): void {
    if (!keep || this.#ended !== undefined || this.#length > 0) this.end();
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
    const begun = this.#held[0]?.toString("latin1", 0, 5) ?? "";
    throw "HTTP/".startsWith(begun) ? hungUp() : notHttp();
  }

  /** Of the first of the bytes that are held. */
  #taken(length: number): Buffer {
    const first = this.#held.shift() ?? Buffer.alloc(0);
    if (length < first.length) this.#held.unshift(first.subarray(length));
    this.#length -= length;
    if (this.#length < mostHeld && this.#socket.isPaused()) this.#socket.resume();
    return length < first.length ? first.subarray(0, length) : first;
  }

  /** Waits for more; false at the end. @throws what the connection ended with */
  async #more(): Promise<boolean> {
    const before = this.#length;
    this.#socket.resume();
    while (this.#length === before && this.#ended === undefined) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      await promise;
    }
    if (this.#length > before) return true;
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
    for (const body = new ChunkedBody(); !body.isOver; ) {
      const bytes = await this.#connection.some(Infinity);
      if (bytes.length === 0) throw hungUp();
      const { length, read } = body.take(bytes);
      if (body.isOver) this.#connection.putBack(bytes.subarray(read));
      if (length > 0) yield length < bytes.length ? bytes.subarray(0, length) : bytes;
    }
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

  #finish(keep: boolean): void {
    this.complete = true;
    this.#connection.done(keep && this.headers.connection?.toLowerCase() !== "close");
  }
}
