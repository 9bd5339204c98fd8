/**
 * Reads from the engine with HTTP/1.1 spoken by hand. Ordinary answers come whole, over a few connections that are kept; what may
 * take long comes as the engine sends it, over one of its own. A command that only looks loads neither Node's http nor dockerode.
 */
import type { Line } from "../reach/line.ts";
import { Connection, hungUp } from "./connection.ts";
import type { Modem, ModemRequest } from "./exchange.ts";

/** @param host what requests call the engine's host */
export function openReader(line: Line, host: string): Pick<Modem, "dial" | "close"> {
  const pool = new Pool(line);
  const long = new LongConnections(line);
  return {
    async dial({ path, query, headers = {}, ownConnection, signal }) {
      const connection = await (ownConnection ? long : pool).take(signal);
      const lines = Object.entries({ Host: host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
      const question = queryText(query);
      const request = `GET ${path}${question && `?${question}`} HTTP/1.1\r\n${lines.join("")}\r\n`;
      return connection.ask(request, ownConnection ? "as it comes" : "whole", signal);
    },
    close: () => {
      pool.close();
      long.close();
    },
  };
}

/** As docker writes it: a list is the same name several times; what else is not text or a number is JSON. */
const queryText = (query: ModemRequest["query"]): string =>
  new URLSearchParams(
    Object.entries(query)
      .filter(([, value]) => value !== undefined)
      .flatMap(([name, value]): [string, string][] =>
        (Array.isArray(value) ? value : [value]).map((one) => [
          name,
          typeof one === "object" ? JSON.stringify(one) : String(one),
        ]),
      ),
  ).toString();

/** Connections that are kept: as many as the line has for reads. Whoever comes when all are in use waits for one. */
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
      free: () => connection.end(hungUp()),
      gone: () => void this.#all.delete(connection),
    });
    this.#all.add(connection);
    return connection;
  }

  close(): void {
    for (const connection of this.#all) connection.end(hungUp());
  }
}
