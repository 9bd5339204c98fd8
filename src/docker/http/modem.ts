/**
 * The only file that knows dockerode: one HTTP request out, one open response back. Whatever the status, the response
 * comes back unread; reading it to its end, deadlines and retries are transport.ts's work.
 * Importing this loads dockerode and all it drags in, so connect.ts imports it when it is needed.
 */
import { Agent, type IncomingMessage } from "node:http";
import type { Duplex, Readable } from "node:stream";
import { inspect } from "node:util";
import Docker from "dockerode";
import type { Line } from "../reach/line.ts";

export interface ModemRequest {
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "DELETE";
  /** Absolute, with the version, already encoded. */
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  /** Sent as JSON. */
  readonly body?: object;
  /** Sent as it is, as a tar. */
  readonly upload?: Readable | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** A connection of its own, for what may take long. */
  readonly ownConnection: boolean;
  readonly signal: AbortSignal;
}

export interface Modem {
  dial(request: ModemRequest): Promise<IncomingMessage>;
  /** Asks to use the connection for another protocol. The bare connection; where the engine will not, its response. */
  upgrade(request: ModemRequest): Promise<IncomingMessage | Duplex>;
  close(): void;
}

/** Without it Node works out a TLS server's name for each connection, which takes longer than the connection. */
const unnamed: object = { servername: "" };

/** Every status is welcome: a refusal is read by us too, because the library never settles when one is cut off. */
const anyStatus = Object.fromEntries(Array.from({ length: 600 }, (_, status) => [status, true]));

/** @param host what requests call the engine's host: `localhost`, `10.0.0.1:2376` */
export function openModem(line: Line, host: string): Modem {
  const kept = new Agent({ ...unnamed, keepAlive: true, maxSockets: line.maxOrdinary });
  const own = new Agent({ ...unnamed, keepAlive: false });
  kept.createConnection = () => line.connect("ordinary");
  own.createConnection = () => line.connect("long");
  const ordinary = guardedModem(kept);
  const long = guardedModem(own);
  const send = async (request: ModemRequest, hijack: boolean): Promise<unknown> => {
    const { method, path, query, body = {}, upload, headers, ownConnection, signal } = request;
    if (ownConnection) await line.room?.(signal);
    return new Promise((resolve, reject) => {
      (ownConnection ? long : ordinary).dial(
        {
          method,
          path: `${path}?`,
          options: { _query: query, _body: body },
          ...(upload && { file: upload }),
          headers: { Host: host, ...headers },
          ...(hijack && { hijack }),
          isStream: true,
          statusCodes: anyStatus,
          abortSignal: signal,
        },
        (error, result) => (error ? reject(error) : resolve(result)),
      );
    });
  };
  return {
    // With `isStream` a result is always the response, unless the connection was handed over.
    dial: async (request) => (await send(request, false)) as IncomingMessage,
    upgrade: async (request) => (await send(request, true)) as IncomingMessage | Duplex,
    close: () => {
      kept.destroy();
      own.destroy();
      line.close();
    },
  };
}

interface NodeRequest {
  headers: Record<string, string | number>;
}
type Requester = (options: NodeRequest, context: object, body: unknown, done: unknown) => void;

/**
 * The library describes every request, headers and connections included, for its debug log, whether that is on or not:
 * slow, and it would print secrets. A request that describes itself in a word stops both. Redirects are not followed:
 * the engine has none that are meant, and the library's second request has no error handler.
 */
function guardedModem(agent: Agent): Docker["modem"] {
  const { modem } = new Docker(optionsFor(agent));
  const inner = modem as unknown as { buildRequest: Requester };
  const send = inner.buildRequest.bind(modem);
  inner.buildRequest = (options, context, body, done) => {
    Object.defineProperty(options, inspect.custom, { value: () => "request" });
    const headers = body === undefined ? withoutBody(options.headers) : options.headers;
    send(Object.assign(options, { maxRedirects: 0, headers }), context, body, done);
  };
  return modem;
}

/** The library ends an empty body in chunks, which Podman takes for the first input of the process behind the connection. */
const withoutBody = ({ "Transfer-Encoding": chunked, ...headers }: NodeRequest["headers"]): NodeRequest["headers"] =>
  chunked === undefined ? headers : { ...headers, "Content-Length": 0 };

/**
 * Every option is said, because what is not said is taken from this process's environment. The agent makes the
 * connections; a path for them only keeps the library from working out an address of its own.
 */
function optionsFor(agent: Agent): Docker.DockerOptions {
  const none = { protocol: "http", ca: undefined, cert: undefined, key: undefined, timeout: undefined } as const;
  return { ...none, socketPath: "engine", host: undefined, port: undefined, ...{ agent } };
}
