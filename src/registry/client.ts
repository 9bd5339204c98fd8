/**
 * The OCI distribution API of one registry, as far as projects and images travel by it: manifests and blobs of its repositories,
 * read and written. What is read by its digest is verified. Credentials stay with the registry's own host.
 */
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { WindlassError } from "../core/errors.ts";
import { answerTo, type Login, type Logins } from "./authorization.ts";
import { type Descriptor, digestOf, isDigest } from "./descriptor.ts";
import { type Answer, bytesOf, type Exchange, type Transport } from "./transport.ts";

export interface RegistryOptions {
  readonly transport: Transport;
  readonly logins: Logins;
  /** Spoken to over plain HTTP. */
  readonly isInsecure: boolean;
  readonly signal: AbortSignal;
}

export interface Manifest extends Descriptor {
  readonly bytes: Uint8Array;
}

/** All reject with `registry-unreachable`, `registry-failed`, `login-needed`, or with the signal's reason. */
export interface Registry {
  readonly host: string;
  /** @param reference a tag or digest */
  manifest(repository: string, reference: string): Promise<Manifest>;
  hasManifest(repository: string, digest: string): Promise<boolean>;
  putManifest(repository: string, reference: string, manifest: Pick<Manifest, "mediaType" | "bytes">): Promise<void>;
  blob(repository: string, blob: Descriptor): Promise<Uint8Array>;
  /** Its bytes as they come, unverified: who takes them verifies. */
  openBlob(repository: string, blob: Descriptor): Promise<Readable>;
  hasBlob(repository: string, digest: string): Promise<boolean>;
  /** @returns whether the registry took it from its other repository */
  mountBlob(repository: string, digest: string, from: string): Promise<boolean>;
  putBlob(repository: string, blob: Descriptor, content: Uint8Array | Readable): Promise<void>;
}

/** Manifests that registries must take have at most 4 MiB. */
const mostManifestBytes = 4 << 20;
const mostRedirects = 5;

export const manifestTypes = {
  image: "application/vnd.oci.image.manifest.v1+json",
  index: "application/vnd.oci.image.index.v1+json",
  dockerImage: "application/vnd.docker.distribution.manifest.v2+json",
  dockerIndex: "application/vnd.docker.distribution.manifest.list.v2+json",
} as const;
const accepted = Object.values(manifestTypes).join(", ");

/** @param host `ghcr.io`, `127.0.0.1:5000`; `docker.io` is Docker Hub */
export function openRegistry(host: string, options: RegistryOptions): Registry {
  const { transport, isInsecure, signal } = options;
  const origin = `${isInsecure ? "http" : "https"}://${host === "docker.io" ? "registry-1.docker.io" : host}`;
  let login: Promise<Login | undefined> | undefined;
  /** What answered the last challenge for the scopes. */
  const authorizations = new Map<string, string>();
  const at = (repository: string, rest: string): URL => new URL(`${origin}/v2/${repository}/${rest}`);
  const pull = (repository: string): string => `repository:${repository}:pull`;
  const push = (repository: string): string => `repository:${repository}:pull,push`;

  /** One call, with the login once the registry asks for it. */
  async function call(exchange: Exchange, scopes: readonly string[]): Promise<Answer> {
    const key = scopes.join(" ");
    const first = await followed(exchange, authorizations.get(key));
    if (first.status !== 401) return first;
    const asked = first.headers["www-authenticate"] ?? "";
    first.body.destroy();
    login ??= options.logins(host, signal);
    const answer = await answerTo(asked, { transport, signal, login: await login, scopes, isInsecure });
    if (answer === undefined || answer === authorizations.get(key)) throw refusedLogin(await login);
    authorizations.set(key, answer);
    // A stream is spent by now.
    if (exchange.body !== undefined && !(exchange.body instanceof Uint8Array)) throw refusedLogin(await login);
    const second = await followed(exchange, answer);
    if (second.status !== 401) return second;
    second.body.destroy();
    throw refusedLogin(await login);
  }

  /** Redirects are for reads; nobody else's host is told who asks. */
  async function followed(exchange: Exchange, authorization: string | undefined): Promise<Answer> {
    let { url } = exchange;
    for (let left = mostRedirects; left >= 0; left--) {
      const own = authorization !== undefined && url.origin === new URL(origin).origin;
      const headers = { ...exchange.headers, ...(own && { Authorization: authorization }) };
      const answer = await transport.send({ ...exchange, url, headers }, signal);
      const { location } = answer.headers;
      const isRead = exchange.method === "GET" || exchange.method === "HEAD";
      if (!isRead || ![301, 302, 303, 307, 308].includes(answer.status) || !location) return answer;
      answer.body.destroy();
      url = new URL(location, url);
      if (url.protocol !== "https:" && !isInsecure)
        throw failed(`redirects from HTTPS to ${url.protocol}//${url.host}`);
    }
    throw failed("redirects without an end");
  }

  /** A read that may be made again: what passes with time is waited for. */
  async function read(method: "GET" | "HEAD", url: URL, repository: string, accept?: string): Promise<Answer> {
    const exchange = { method, url, ...(accept && { headers: { Accept: accept } }) };
    for (let round = 0; ; round++) {
      let answer: Answer | undefined;
      try {
        answer = await call(exchange, [pull(repository)]);
        if (answer.status !== 429 && answer.status < 500) return answer;
      } catch (error) {
        if (round >= waitsMs.length || !isPassing(error)) throw error;
      }
      const waitMs = waitsMs[round];
      if (waitMs === undefined && answer) return answer;
      answer?.body.destroy();
      await sleep(Math.max(waitMs ?? 0, waitAsked(answer)), undefined, { signal });
    }
  }

  const failed = (why: string): WindlassError => new WindlassError("registry-failed", `the registry ${host} ${why}`);

  const refusedLogin = (used: Login | undefined): WindlassError =>
    new WindlassError(
      "login-needed",
      used === undefined
        ? `the registry ${host} needs a login`
        : `the registry ${host} refuses the stored login${used.username ? ` of ${used.username}` : ""}`,
      { hint: `log in: docker login ${host}` },
    );

  /** @throws WindlassError for an answer that is none of those expected; its body is closed */
  async function expect(answer: Answer, statuses: readonly number[], what: string): Promise<void> {
    if (statuses.includes(answer.status)) return;
    const why = await reasonIn(answer, new URL(origin));
    if (answer.status === 403)
      throw new WindlassError("login-needed", `the registry ${host} does not allow this: ${what}${why}`, {
        hint: `log in as someone who may: docker login ${host}`,
      });
    const says = answer.status === 404 ? "does not have" : `answers HTTP ${answer.status} for`;
    throw new RefusedByRegistry(`the registry ${host} ${says} ${what}${why}`, answer.status);
  }

  async function has(url: URL, repository: string, accept?: string): Promise<boolean> {
    const answer = await read("HEAD", url, repository, accept);
    answer.body.resume();
    if (answer.status === 404) return false;
    await expect(answer, [200], url.pathname);
    return true;
  }

  async function openBlob(repository: string, { digest, size }: Descriptor): Promise<Answer> {
    const answer = await read("GET", at(repository, `blobs/${digest}`), repository);
    await expect(answer, [200], `${repository}@${digest}`);
    const said = answer.headers["content-length"];
    if (said === undefined || Number(said) === size) return answer;
    answer.body.destroy();
    throw failed(`sends ${said} bytes for ${digest}, which has ${size}`);
  }

  return {
    host,
    async manifest(repository, reference) {
      const url = at(repository, `manifests/${reference}`);
      const what = `${repository}${isDigest(reference) ? "@" : ":"}${reference}`;
      const answer = await read("GET", url, repository, accepted);
      await expect(answer, [200], what);
      const bytes = await bytesOf(answer, mostManifestBytes, `the manifest of ${what}`, url);
      const digest = digestOf(bytes);
      if (isDigest(reference) && reference !== digest) throw failed(`sends something else than ${what}`);
      const mediaType = answer.headers["content-type"]?.split(";", 1)[0]?.trim() ?? "";
      if (!mediaType.includes("json"))
        throw failed(`answers with ${mediaType || "nothing"} for ${what}, not a manifest`);
      return { bytes, digest, size: bytes.length, mediaType };
    },
    hasManifest: (repository, digest) => has(at(repository, `manifests/${digest}`), repository, accepted),
    async putManifest(repository, reference, { mediaType, bytes }) {
      const headers = { "Content-Type": mediaType, "Content-Length": String(bytes.length) };
      const url = at(repository, `manifests/${reference}`);
      const answer = await call({ method: "PUT", url, headers, body: bytes }, [push(repository)]);
      await expect(answer, [200, 201, 202], `the manifest ${reference} of ${repository}`);
      answer.body.resume();
    },
    async blob(repository, blob) {
      const url = at(repository, `blobs/${blob.digest}`);
      const answer = await openBlob(repository, blob);
      const bytes = await bytesOf(answer, blob.size, blob.digest, url);
      if (digestOf(bytes) !== blob.digest) throw failed(`sends something else than ${blob.digest}`);
      return bytes;
    },
    openBlob: async (repository, blob) => (await openBlob(repository, blob)).body,
    hasBlob: (repository, digest) => has(at(repository, `blobs/${digest}`), repository),
    async mountBlob(repository, digest, from) {
      const url = at(repository, "blobs/uploads/");
      url.search = new URLSearchParams({ mount: digest, from }).toString();
      const scopes = [push(repository), pull(from)];
      const answer = await call({ method: "POST", url, headers: { "Content-Length": "0" } }, scopes);
      await expect(answer, [201, 202], `a copy of ${digest} from ${from}`);
      answer.body.resume();
      return answer.status === 201;
    },
    async putBlob(repository, { digest, size }, content) {
      const scopes = [push(repository)];
      const start = at(repository, "blobs/uploads/");
      const begun = await call({ method: "POST", url: start, headers: { "Content-Length": "0" } }, scopes);
      await expect(begun, [202], `an upload to ${repository}`);
      begun.body.resume();
      const url = new URL(begun.headers.location ?? start, start);
      if (url.protocol !== "https:" && !isInsecure) throw failed(`wants an upload over ${url.protocol}//${url.host}`);
      url.searchParams.set("digest", digest);
      const headers = { "Content-Type": "application/octet-stream", "Content-Length": String(size) };
      const answer = await call({ method: "PUT", url, headers, body: content }, scopes);
      await expect(answer, [201, 204], `an upload of ${digest}`);
      answer.body.resume();
    },
  };
}

/** An answer that says no, for who has another way to ask. */
export class RefusedByRegistry extends WindlassError {
  readonly status: number;

  constructor(message: string, status: number) {
    super("registry-failed", message);
    this.status = status;
  }
}

/** Milliseconds between the rounds of a read. */
const waitsMs: readonly number[] = [500, 2_000];
const longestWaitMs = 30_000;

const waitAsked = (answer: Answer | undefined): number =>
  Math.min(longestWaitMs, Number(answer?.headers["retry-after"] ?? 0) * 1_000 || 0);

const isPassing = (error: unknown): boolean =>
  error instanceof WindlassError &&
  /ECONNRESET|EPIPE|EAI_AGAIN/.test((error.cause as NodeJS.ErrnoException | undefined)?.code ?? "");

const mostReasonBytes = 1 << 16;

/** What a registry says of its refusal, as `: message`; HTML and the like says nothing. */
async function reasonIn(answer: Answer, url: URL): Promise<string> {
  try {
    const text = Buffer.from(await bytesOf(answer, mostReasonBytes, "an answer", url)).toString();
    const message: unknown = JSON.parse(text).errors?.[0]?.message;
    return typeof message === "string" && message !== "" ? ` (${message.slice(0, 200)})` : "";
  } catch {
    return "";
  } finally {
    answer.body.destroy();
  }
}
