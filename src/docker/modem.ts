/**
 * The only file that knows dockerode: one HTTP request out, one open response back. Whatever the status, the response
 * comes back unread; reading it to its end, deadlines and retries are transport.ts's work.
 * Importing this loads dockerode and all it drags in, so connect.ts imports it when it is needed.
 */
import { Agent, type IncomingMessage } from "node:http";
import type { Duplex, Readable } from "node:stream";
import { inspect } from "node:util";
import Docker from "dockerode";
import type { Address } from "./address.ts";

export interface ModemRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
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

/** Enough for a whole project's inspects at once, and few enough for any engine. */
const maxSockets = 64;

/** Every status is welcome: a refusal is read by us too, because the library never settles when one is cut off. */
const anyStatus = Object.fromEntries(Array.from({ length: 600 }, (_, status) => [status, true]));

export function openModem(address: Address): Modem {
  const kept = new Agent({ ...unnamed, keepAlive: true, maxSockets });
  const own = new Agent({ ...unnamed, keepAlive: false });
  const ordinary = guardedModem(address, kept);
  const long = guardedModem(address, own);
  const send = (request: ModemRequest, hijack: boolean): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const { method, path, query, body = {}, upload, headers, ownConnection, signal } = request;
      (ownConnection ? long : ordinary).dial(
        {
          method,
          path: `${path}?`,
          options: { _query: query, _body: body },
          ...(upload && { file: upload }),
          ...(headers && { headers: { ...headers } }),
          ...(hijack && { hijack }),
          isStream: true,
          statusCodes: anyStatus,
          abortSignal: signal,
        },
        (error, result) => (error ? reject(error) : resolve(result)),
      );
    });
  return {
    // With `isStream` a result is always the response, unless the connection was handed over.
    dial: async (request) => (await send(request, false)) as IncomingMessage,
    upgrade: async (request) => (await send(request, true)) as IncomingMessage | Duplex,
    close: () => {
      kept.destroy();
      own.destroy();
    },
  };
}

type Requester = (options: object, ...rest: unknown[]) => void;

/**
 * The library describes every request, headers and connections included, for its debug log, whether that is on or not:
 * slow, and it would print secrets. A request that describes itself in a word stops both. Redirects are not followed:
 * the engine has none that are meant, and the library's second request has no error handler.
 */
function guardedModem(address: Address, agent: Agent): Docker["modem"] {
  const { modem } = new Docker(optionsFor(address, agent));
  const inner = modem as unknown as { buildRequest: Requester };
  const send = inner.buildRequest.bind(modem);
  inner.buildRequest = (options, ...rest) => {
    Object.defineProperty(options, inspect.custom, { value: () => "request" });
    send(Object.assign(options, { maxRedirects: 0 }), ...rest);
  };
  return modem;
}

/** Every option is said, because what is not said is taken from this process's environment. */
function optionsFor(address: Address, agent: Agent): Docker.DockerOptions {
  const none = { protocol: "http", ca: undefined, cert: undefined, key: undefined, timeout: undefined } as const;
  const place =
    address.kind === "unix"
      ? { socketPath: address.path, host: undefined, port: undefined }
      : { socketPath: undefined, host: address.host, port: address.port };
  return { ...none, ...place, ...{ agent } };
}
