/** One response of HTTP/1.1 as its bytes come in, in whatever pieces: its head, and its body by length, in chunks, or to the end. */
import type { IncomingHttpHeaders } from "node:http";
import { CallError } from "./call-error.ts";
import { ChunkedBody } from "./chunked.ts";
import type { Response } from "./exchange.ts";

/** Longer than any head that an engine sends. */
const longestHead = 256 << 10;

export const notHttp = (): CallError => new CallError({ kind: "broken", reason: "it is not HTTP" });
export const incomplete = (): CallError => new CallError({ kind: "broken", reason: "it is incomplete" });
export const hungUp = (): Error => Object.assign(new Error("the connection was closed"), { code: "ECONNRESET" });

type Stage =
  | { readonly at: "head" }
  | { readonly at: "bytes"; left: number }
  | { readonly at: "chunks"; readonly body: ChunkedBody }
  | { readonly at: "to-the-end" | "whole" };

export class Incoming {
  #stage: Stage = { at: "head" };
  #rest: Buffer = Buffer.alloc(0);
  #status = 0;
  #headers: Record<string, string> = {};
  readonly #body: Buffer[] = [];
  readonly #tell: (bytes: Buffer) => void;

  /** @param tell gets the body as it comes; absent: it is kept for `response` */
  constructor(tell?: (bytes: Buffer) => void) {
    this.#tell = tell ?? ((bytes) => void this.#body.push(bytes));
  }

  get status(): number {
    return this.#status;
  }

  get headers(): IncomingHttpHeaders {
    return this.#headers;
  }

  get hasBegun(): boolean {
    return this.#status > 0;
  }

  get lastsToTheEnd(): boolean {
    return this.#stage.at === "to-the-end";
  }

  /** The connection carries no further response. */
  get isLast(): boolean {
    return this.#rest.length > 0 || this.#headers.connection?.toLowerCase() === "close";
  }

  response(): Response {
    const body = Buffer.concat(this.#body);
    return {
      statusCode: this.#status,
      headers: this.#headers,
      complete: true,
      destroy() {},
      async *[Symbol.asyncIterator]() {
        yield body;
      },
    };
  }

  /** @returns whether it is whole @throws CallError where it is not HTTP */
  take(bytes: Buffer): boolean {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    while (this.#stage.at !== "whole" && this.#advance(this.#stage));
    return this.#stage.at === "whole";
  }

  /** @returns whether it came further: what is missing is still to come */
  #advance(stage: Stage): boolean {
    switch (stage.at) {
      case "head":
        return this.#readHead();
      case "bytes":
        return this.#readBytes(stage);
      case "chunks":
        return this.#readChunks(stage.body);
      default:
        if (this.#rest.length > 0) this.#tell(this.#taken(this.#rest.length));
        return false;
    }
  }

  #readHead(): boolean {
    const end = this.#rest.indexOf("\r\n\r\n");
    if (end < 0 ? this.#rest.length > longestHead || !isHttp(this.#rest) : !isHttp(this.#rest)) throw notHttp();
    if (end < 0) return false;
    const [first = "", ...lines] = this.#taken(end + 4)
      .toString("latin1", 0, end)
      .split("\r\n");
    const status = Number(/^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(first)?.[1] ?? 0);
    if (status === 0) throw notHttp();
    // What only announces a response is passed over.
    if (status < 200) return true;
    this.#status = status;
    this.#headers = Object.fromEntries(lines.map(header));
    this.#stage = bodyOf(status, this.#headers);
    return true;
  }

  #readBytes(stage: Extract<Stage, { at: "bytes" }>): boolean {
    const bytes = this.#taken(Math.min(stage.left, this.#rest.length));
    if (bytes.length > 0) this.#tell(bytes);
    stage.left -= bytes.length;
    if (stage.left === 0) this.#stage = { at: "whole" };
    return stage.left === 0;
  }

  #readChunks(body: ChunkedBody): boolean {
    const { length, read } = body.take(this.#rest);
    const bytes = this.#taken(read);
    if (length > 0) this.#tell(bytes.subarray(0, length));
    if (body.isOver) this.#stage = { at: "whole" };
    return body.isOver;
  }

  #taken(length: number): Buffer {
    const taken = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return taken;
  }
}

/** As far as it has come. */
const isHttp = (bytes: Buffer): boolean => "HTTP/".startsWith(bytes.toString("latin1", 0, 5));

function header(line: string): [string, string] {
  const at = line.indexOf(":");
  const name = line.slice(0, at);
  if (at < 1 || /\s/.test(name)) throw notHttp();
  return [name.toLowerCase(), line.slice(at + 1).trim()];
}

function bodyOf(status: number, headers: IncomingHttpHeaders): Stage {
  const length = headers["content-length"];
  if (status === 204 || status === 304) return { at: "whole" };
  if (headers["transfer-encoding"] === "chunked") return { at: "chunks", body: new ChunkedBody() };
  return length === undefined ? { at: "to-the-end" } : { at: "bytes", left: Number(length) };
}
