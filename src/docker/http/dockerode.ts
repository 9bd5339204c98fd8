/**
 * The only file that knows dockerode: all but reads go through it, such as changes, builds, pulls and upgrades. Importing this loads
 * dockerode and all it drags in, so modem.ts imports it when it is needed.
 */
import { Agent, IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { inspect } from "node:util";
import Docker from "dockerode";
import type { Line } from "../reach/line.ts";
import type { Modem, ModemRequest } from "./exchange.ts";

/** Without it Node works out a TLS server's name for each connection, which takes longer than the connection. */
const unnamed: object = { servername: "" };

/** Every status is welcome: a refusal is read by us too, because the library never settles when one is cut off. */
const anyStatus = Object.fromEntries(Array.from({ length: 600 }, (_, status) => [status, true]));

/** @param host what requests call the engine's host */
export function openDockerode(line: Line, host: string): Modem {
  const kept = new Agent({ ...unnamed, keepAlive: true, maxSockets: line.maxChanges });
  const own = new Agent({ ...unnamed, keepAlive: false });
  kept.createConnection = () => line.connect("change");
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
    async upgrade(request) {
      const answer = (await send(request, true)) as IncomingMessage | Duplex;
      return answer instanceof IncomingMessage ? { response: answer } : { connection: answer };
    },
    close: () => {
      kept.destroy();
      own.destroy();
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
