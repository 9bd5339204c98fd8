/** One response of HTTP/1.1 as its bytes come in, in whatever pieces: its head, and its body by length, in chunks, or to the end. */
import type { IncomingHttpHeaders } from "node:http";
import { CallError } from "./call-error.ts";
import { ChunkedBody } from "./chunked.ts";

/** Longer than any head that an engine sends. */
const longestHead = 256 << 10;

export const notHttp = (): CallError => new CallError({ kind: "broken", reason: "it is not HTTP" });

export interface Head {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

type Rest =
  | { readonly by: "length"; left: number }
  | { readonly by: "chunks"; readonly body: ChunkedBody }
  | { readonly by: "end" };

const nothing: Buffer = Buffer.alloc(0);

export class Incoming {
  #head: Head | undefined;
  #begun = nothing;
  #rest: Rest = { by: "end" };
  #isLast = false;

  /** Absent as long as it has not come whole. */
  get head(): Head | undefined {
    return this.#head;
  }

  /** The body's last byte has come. */
  get isWhole(): boolean {
    if (this.#head === undefined) return false;
    return this.#rest.by === "length" ? this.#rest.left === 0 : this.#rest.by === "chunks" && this.#rest.body.isOver;
  }

  /** The connection's end is that of the body, too. */
  get lastsToTheEnd(): boolean {
    return this.#head !== undefined && this.#rest.by === "end";
  }

  /** The connection carries no further response. */
  get isLast(): boolean {
    return this.#isLast || this.lastsToTheEnd || this.#head?.headers.connection?.toLowerCase() === "close";
  }

  /** @returns what of the body is in these bytes, which may be overwritten @throws CallError where it is not HTTP */
  take(bytes: Buffer): Buffer {
    if (this.#head !== undefined) return this.#body(bytes);
    let all = this.#begun.length === 0 ? bytes : Buffer.concat([this.#begun, bytes]);
    while (this.#head === undefined) {
      const end = all.indexOf("\r\n\r\n");
      if (!"HTTP/".startsWith(all.toString("latin1", 0, 5)) || (end < 0 && all.length > longestHead)) throw notHttp();
      if (end < 0) {
        this.#begun = all;
        return nothing;
      }
      this.#begin(headIn(all.toString("latin1", 0, end)));
      all = all.subarray(end + 4);
    }
    return this.#body(all);
  }

  #begin(head: Head): void {
    // What only announces a response is passed over.
    if (head.status < 200) return;
    this.#head = head;
    const { "content-length": length, "transfer-encoding": encoding } = head.headers;
    if (head.status === 204 || head.status === 304) this.#rest = { by: "length", left: 0 };
    else if (encoding === "chunked") this.#rest = { by: "chunks", body: new ChunkedBody() };
    else if (length !== undefined) this.#rest = { by: "length", left: Number(length) };
  }

  #body(bytes: Buffer): Buffer {
    switch (this.#rest.by) {
      case "end":
        return bytes;
      case "chunks": {
        const { length, read } = this.#rest.body.take(bytes);
        this.#isLast ||= read < bytes.length;
        return bytes.subarray(0, length);
      }
      case "length": {
        const own = bytes.subarray(0, this.#rest.left);
        this.#rest.left -= own.length;
        this.#isLast ||= own.length < bytes.length;
        return own;
      }
    }
  }
}

function headIn(text: string): Head {
  const [first = "", ...lines] = text.split("\r\n");
  const [, status] = /^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(first) ?? [];
  if (status === undefined) throw notHttp();
  return { status: Number(status), headers: Object.fromEntries(lines.map(header)) };
}

function header(line: string): [string, string] {
  const at = line.indexOf(":");
  const name = line.slice(0, at);
  if (at < 1 || /\s/.test(name)) throw notHttp();
  return [name.toLowerCase(), line.slice(at + 1).trim()];
}
