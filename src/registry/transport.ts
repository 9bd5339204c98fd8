/**
 * One HTTP exchange with a registry: certificates, proxies, silence, and answers that are larger than they may be. What an
 * answer means is client.ts's.
 */
import { readFile } from "node:fs/promises";
import { Agent, type IncomingHttpHeaders, type IncomingMessage, request as plainRequest } from "node:http";
import { Agent as SecureAgent, request as secureRequest } from "node:https";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type * as Tls from "node:tls";
import { WindlassError } from "../core/errors.ts";

export type Env = Readonly<Record<string, string | undefined>>;

export interface Exchange {
  readonly method: string;
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | Readable;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Read it or destroy it: the connection is busy until then. */
  readonly body: IncomingMessage;
}

/** Connections to any number of registries, kept between calls. */
export interface Transport {
  /** Rejects with `registry-unreachable`, or with the signal's reason. */
  send(exchange: Exchange, signal: AbortSignal): Promise<Answer>;
  close(): void;
}

/** Milliseconds without a byte. */
const silenceMs = 30_000;

/** @param env SSL_CERT_FILE: further authorities to trust; HTTPS_PROXY and its relatives */
export function newTransport(env: Env, limitMs: number = silenceMs): Transport {
  const proxied = { keepAlive: true, proxyEnv: { ...env } };
  const plain = new Agent(proxied);
  let secure: Promise<SecureAgent> | undefined;
  return {
    async send({ method, url, headers, body }, signal) {
      signal.throwIfAborted();
      const isSecure = url.protocol === "https:";
      secure ??= isSecure ? trusted(env).then((ca) => new SecureAgent({ ...proxied, ...(ca && { ca }) })) : undefined;
      const agent = isSecure ? await secure : plain;
      const options = { method, headers: { "User-Agent": "windlass", ...headers }, signal, agent };
      const sent = (isSecure ? secureRequest : plainRequest)(url, options);
      const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
      sent.once("response", resolve).on("error", reject);
      sent.setTimeout(limitMs, () => sent.destroy(new Silent(limitMs)));
      try {
        if (body === undefined || body instanceof Uint8Array) sent.end(body);
        // An answer that comes before all is sent is one, too.
        else void pipeline(body, sent).catch(reject);
        const answer = await promise;
        return { status: answer.statusCode ?? 0, headers: answer.headers, body: answer };
      } catch (error) {
        sent.destroy();
        signal.throwIfAborted();
        throw unreachable(url, error);
      }
    },
    close() {
      plain.destroy();
      void secure?.then((agent) => agent.destroy()).catch(() => {});
    },
  };
}

class Silent extends Error {
  constructor(limitMs: number) {
    super(`no answer within ${limitMs / 1_000} s`);
  }
}

/** The system's authorities beside Node's own, as programs in Go trust them; undefined: Node's own are all. */
async function trusted({ SSL_CERT_FILE: file }: Env): Promise<string[] | undefined> {
  // An older Node.js cannot tell of the system's.
  const { getCACertificates, rootCertificates }: Partial<typeof Tls> = process.getBuiltinModule("node:tls");
  const known = getCACertificates ? (["default", "system"] as const).flatMap((kind) => getCACertificates(kind)) : [];
  if (!file) return known.length > 0 ? known : undefined;
  try {
    return [...(known.length > 0 ? known : (rootCertificates ?? [])), await readFile(file, "utf8")];
  } catch (cause) {
    throw new WindlassError("registry-unreachable", `cannot read the certificates in SSL_CERT_FILE: ${file}`, {
      cause,
    });
  }
}

/** Why a call came to nothing, in words (`registry-unreachable`); an abort stays what it is. */
export function unreachable(url: URL, error: unknown): Error {
  const { code = "", message, name } = error as NodeJS.ErrnoException;
  if (error instanceof WindlassError || name === "AbortError") return error as Error;
  const [why, hint] = reasonOf(code, message, url.host);
  return new WindlassError("registry-unreachable", `cannot reach the registry ${url.host}: ${why}`, {
    hint,
    cause: error,
  });
}

const usualHint = "check the registry's name and your network";

function reasonOf(code: string, message: string, host: string): [why: string, hint: string] {
  if (/WRONG_VERSION_NUMBER|EPROTO|PACKET_LENGTH/.test(`${code} ${message}`))
    return ["it does not speak HTTPS", `if it is a registry for tests, add --insecure-registry ${host}`];
  if (/CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS/.test(code))
    return [`its certificate is not trusted (${code})`, "set SSL_CERT_FILE to the certificate of its authority"];
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return ["the name cannot be resolved", usualHint];
  if (code === "ECONNREFUSED") return ["connection refused", usualHint];
  if (code === "ECONNRESET" || code === "EPIPE") return ["the connection broke", usualHint];
  return [code || message, usualHint];
}

/**
 * The whole of a body that has at most so many bytes.
 * @param what is read, for the message
 * @throws WindlassError `registry-failed` where there are more; `registry-unreachable` where it ends early
 */
export async function bytesOf({ body, headers }: Answer, most: number, what: string, url: URL): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of body as AsyncIterable<Uint8Array>) {
      parts.push(part);
      size += part.length;
      if (size > most) break;
    }
  } catch (error) {
    throw unreachable(url, error);
  }
  if (size > most) throw new WindlassError("registry-failed", `${url.host}: ${what} has more than ${most} bytes`);
  const said = Number(headers["content-length"] ?? size);
  if (said > size) throw unreachable(url, Object.assign(new Error(), { code: "ECONNRESET" }));
  return Buffer.concat(parts);
}
