/** One exchange with the engine: a request, its response, and what can make such exchanges. */
import type { IncomingHttpHeaders } from "node:http";
import type { Duplex, Readable } from "node:stream";

export interface ModemRequest {
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "DELETE";
  /** Absolute, with the version, already encoded. */
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  /** Sent as JSON. */
  readonly body?: object;
  /** Sent as it is, as a tar. */
  readonly upload?: Readable | Buffer;
  /** One that is given several times has a list. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** A connection of its own, for what may take long. */
  readonly ownConnection: boolean;
  readonly signal: AbortSignal;
}

/** A response whose head has come: its body is read by iterating. */
export interface Response extends AsyncIterable<Buffer> {
  readonly statusCode?: number | undefined;
  readonly headers: IncomingHttpHeaders;
  /** Its true end was received. */
  readonly complete: boolean;
  /** Lets go of it. Whoever still reads it gets this error. */
  destroy(error?: Error): void;
}

/** What comes of asking for another protocol: the bare connection, or the response of an engine that will not. */
export type Upgraded = { readonly connection: Duplex } | { readonly response: Response };

export interface Modem {
  dial(request: ModemRequest): Promise<Response>;
  /** Asks to use the connection for another protocol. */
  upgrade(request: ModemRequest): Promise<Upgraded>;
  close(): void;
}
