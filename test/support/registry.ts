/**
 * A registry in memory, on a free port of this host, which engines trust without TLS: it serves the distribution API as
 * far as clients pull, push and look. It can ask for a login, by the ways that registries know, show a certificate, and
 * answer any call with what registries do on bad days.
 */
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { makeAuthority, ofThisHost } from "./authority.ts";
import { digestOf, imageIndex, imageParts, indexType, manifestType } from "./image-parts.ts";

/** Who may pull and push: told with each call, or exchanged for a token at an address of the registry's own first. */
export interface RegistryLogin {
  readonly by: "basic" | "token";
  readonly user: string;
  readonly password: string;
  /** Is exchanged for a token, too, in place of user and password. */
  readonly identityToken?: string;
}

export interface RegistryOptions {
  readonly login?: RegistryLogin;
  /** Speaks TLS, by a certificate of an authority of its own; needs `openssl`, see authority.ts. */
  readonly tls?: boolean;
}

export type RegistryFault =
  | {
      readonly kind: "status";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** The connection breaks before an answer. */
  | { readonly kind: "reset" }
  /** It breaks after so many bytes of a blob or manifest. */
  | { readonly kind: "cut"; readonly bytes: number }
  /** A blob or manifest of the right length with other bytes. */
  | { readonly kind: "corrupt" }
  /** Never answers. */
  | { readonly kind: "hang" }
  /** Answers once this is resolved. */
  | { readonly kind: "wait"; readonly until: Promise<void> };

export interface RegistryRule {
  /** `GET /v2/app/manifests/1` */
  readonly match: RegExp;
  readonly fault: RegistryFault;
  /** How many of the calls that match meet it; absent: all. */
  readonly times?: number;
}

export interface Manifest {
  readonly type: string;
  readonly body: Buffer;
}

export interface TestRegistry {
  /** `127.0.0.1:40123` */
  readonly host: string;
  /** Of a registry with TLS: the file that its authority's certificate is in. */
  readonly authority: string | undefined;
  /** What passes as a token where the login is by token. */
  readonly token: string;
  /** Every call so far: `GET /v2/app/manifests/1`. */
  readonly calls: readonly string[];
  /** Repository → tag or digest → what it stands for. */
  readonly manifests: ReadonlyMap<string, ReadonlyMap<string, Manifest>>;
  /** By digest, of all repositories. */
  readonly blobs: ReadonlyMap<string, Buffer>;
  /**
   * Puts an image with one file there. @param platforms several make an index; absent: this machine's, without one
   * @returns the reference to pull, `127.0.0.1:40123/app:1`
   */
  add(name: string, content: string | Buffer, platforms?: readonly string[]): Promise<string>;
  /** What the calls that match meet from now on; the latest rule first. @returns ends it */
  fails(rule: RegistryRule): () => void;
  close(): Promise<void>;
}

export async function startRegistry({ login, tls = false }: RegistryOptions = {}): Promise<TestRegistry> {
  const manifests = new Map<string, Map<string, Manifest>>();
  const blobs = new Map<string, Buffer>();
  const uploads = new Map<string, Buffer[]>();
  const calls: string[] = [];
  const rules: { readonly rule: RegistryRule; left: number }[] = [];
  const folder = tls ? mkdtempSync(join(tmpdir(), "wdl-registry-")) : undefined;
  const certificate = folder && makeAuthority(join(folder, "authority")).issue("registry", ofThisHost);

  const faultOf = (call: string): RegistryFault | undefined => {
    const found = rules.find(({ rule, left }) => left > 0 && rule.match.test(call));
    if (found) found.left--;
    return found?.rule.fault;
  };
  const putManifest = (repository: string, tag: string | undefined, manifest: Manifest): string => {
    const all = manifests.get(repository) ?? new Map<string, Manifest>();
    manifests.set(repository, all);
    const digest = digestOf(manifest.body);
    for (const reference of [digest, ...(tag ? [tag] : [])]) all.set(reference, manifest);
    return digest;
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "", "http://registry");
    const method = request.method ?? "GET";
    const call = `${method} ${url.pathname}`;
    calls.push(call);
    const fault = faultOf(call);
    if (fault?.kind === "hang") return;
    if (fault?.kind === "wait") await fault.until;
    if (fault?.kind === "reset") return void request.socket.destroy();
    const sent = await buffer(request);
    const ok = send(response, fault);
    if (fault?.kind === "status") return ok(fault.status, fault.headers ?? {}, fault.body ?? '{"errors":[]}');
    const challenge = login && challengeTo(login, url, request, sent, tls);
    if (challenge?.pass) return ok(200, jsonType, challenge.pass);
    if (challenge) return ok(401, { ...jsonType, "WWW-Authenticate": challenge.ask }, problem("UNAUTHORIZED"));
    if (url.pathname === "/v2/") return ok(200, jsonType, "{}");

    const [, repository = "", kind, reference = ""] =
      /^\/v2\/(.+?)\/(manifests|blobs\/uploads|blobs|tags)\/(.*)$/.exec(url.pathname) ?? [];
    if (kind === "tags") {
      const tags = [...(manifests.get(repository)?.keys() ?? [])].filter((key) => !key.startsWith("sha256:"));
      return ok(200, jsonType, JSON.stringify({ name: repository, tags: tags.sort() }));
    }
    if (kind === "manifests" && method === "PUT") {
      const type = request.headers["content-type"] ?? "";
      const tag = reference.startsWith("sha256:") ? undefined : reference;
      const digest = putManifest(repository, tag, { type, body: sent });
      return ok(201, { "Docker-Content-Digest": digest, Location: `/v2/${repository}/manifests/${digest}` }, "");
    }
    if (kind === "manifests") {
      const found = manifests.get(repository)?.get(reference);
      if (!found) return ok(404, jsonType, problem("MANIFEST_UNKNOWN"));
      return ok(200, { "Content-Type": found.type, "Docker-Content-Digest": digestOf(found.body) }, found.body);
    }
    if (kind === "blobs/uploads") {
      const id = reference || randomBytes(8).toString("hex");
      const mounted = url.searchParams.get("mount");
      const digest = url.searchParams.get("digest") ?? (mounted !== null && blobs.has(mounted) ? mounted : undefined);
      const parts = uploads.get(id) ?? [];
      uploads.set(id, parts);
      parts.push(sent);
      const whole = Buffer.concat(parts);
      if (digest === undefined) {
        const Range = `0-${Math.max(0, whole.length - 1)}`;
        const Location = `/v2/${repository}/blobs/uploads/${id}`;
        return ok(method === "GET" ? 204 : 202, { Location, Range, "Docker-Upload-UUID": id }, "");
      }
      uploads.delete(id);
      if (digest !== mounted && digestOf(whole) !== digest) return ok(400, jsonType, problem("DIGEST_INVALID"));
      if (digest !== mounted) blobs.set(digest, whole);
      return ok(201, { Location: `/v2/${repository}/blobs/${digest}`, "Docker-Content-Digest": digest }, "");
    }
    const blob = blobs.get(reference);
    if (kind !== "blobs" || !blob) return ok(404, jsonType, problem("BLOB_UNKNOWN"));
    const from = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
    const of = { "Content-Type": "application/octet-stream", "Docker-Content-Digest": reference };
    if (from === 0) return ok(200, of, blob);
    return ok(206, { ...of, "Content-Range": `bytes ${from}-${blob.length - 1}/${blob.length}` }, blob.subarray(from));
  };
  const serve = (request: IncomingMessage, response: ServerResponse): void =>
    void answer(request, response).catch(() => request.socket.destroy());

  const pem = (name: string): Buffer => readFileSync(join(certificate ?? "", `${name}.pem`));
  const server = certificate ? createTlsServer({ cert: pem("cert"), key: pem("key") }, serve) : createServer(serve);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    authority: certificate && join(certificate, "ca.pem"),
    token: tokenOf(login),
    calls,
    manifests,
    blobs,
    async add(name, content, platforms) {
      const [repository = "", tag = "latest"] = name.split(":");
      const ofPlatforms = await Promise.all(
        (platforms ?? [undefined]).map(async (platform) => {
          const parts = await imageParts(content, platform);
          for (const blob of [parts.config, parts.layer]) blobs.set(digestOf(blob), blob);
          putManifest(repository, platforms ? undefined : tag, { type: manifestType, body: parts.manifest });
          return [platform ?? "", parts.manifest] as const;
        }),
      );
      if (platforms)
        putManifest(repository, tag, { type: indexType, body: imageIndex(Object.fromEntries(ofPlatforms)) });
      return `${host}/${repository}:${tag}`;
    },
    fails(rule) {
      const entry = { rule, left: rule.times ?? Number.POSITIVE_INFINITY };
      rules.unshift(entry);
      return () => {
        entry.left = 0;
      };
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      if (folder !== undefined) rmSync(folder, { recursive: true });
    },
  };
}

const jsonType = { "Content-Type": "application/json" };
const problem = (code: string): string =>
  JSON.stringify({ errors: [{ code, message: code.toLowerCase().replace("_", " ") }] });

type Send = (status: number, headers: Readonly<Record<string, string>>, body: string | Buffer) => void;

/** Answers, as far as the fault lets it. */
const send =
  (response: ServerResponse, fault: RegistryFault | undefined): Send =>
  (status, headers, text) => {
    const body = Buffer.from(text);
    response.writeHead(status, { ...headers, ...(status !== 204 && { "Content-Length": body.length }) });
    if (fault?.kind === "cut" && status < 300) {
      response.write(body.subarray(0, fault.bytes), () => setTimeout(() => response.destroy(), 20));
      return;
    }
    response.end(fault?.kind === "corrupt" && status < 300 ? body.map((byte, i) => (i > 20 ? byte ^ 1 : byte)) : body);
  };

const basic = ({ user, password }: RegistryLogin): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;

const tokenOf = (login: RegistryLogin | undefined): string => digestOf(Buffer.from(login?.password ?? "")).slice(7);

/** `pass`: the caller gets a token. `ask`: may not pass and must do this. `undefined`: may. */
function challengeTo(
  login: RegistryLogin,
  { pathname }: URL,
  { headers: { authorization, host } }: IncomingMessage,
  sent: Buffer,
  tls: boolean,
): { readonly pass?: string; readonly ask: string } | undefined {
  if (login.by === "basic") return authorization === basic(login) ? undefined : { ask: 'Basic realm="test"' };
  const ask = `Bearer realm="${tls ? "https" : "http"}://${host}/token",service="test"`;
  if (pathname !== "/token") return authorization === `Bearer ${tokenOf(login)}` ? undefined : { ask };
  const form = new URLSearchParams(sent.toString());
  const isKnown =
    authorization === basic(login) ||
    (form.get("username") === login.user && form.get("password") === login.password) ||
    (login.identityToken !== undefined && form.get("refresh_token") === login.identityToken);
  if (!isKnown) return { ask };
  const token = tokenOf(login);
  return { ask, pass: JSON.stringify({ token, access_token: token, refresh_token: login.identityToken }) };
}
