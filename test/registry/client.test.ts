import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { afterEach, expect, onTestFinished, test } from "vitest";
import type { Login } from "../../src/registry/authorization.ts";
import { openRegistry, type Registry } from "../../src/registry/client.ts";
import { digestOf } from "../../src/registry/descriptor.ts";
import { newTransport, type Transport } from "../../src/registry/transport.ts";
import { noTls } from "../support/authority.ts";
import { type RegistryOptions, startRegistry, type TestRegistry } from "../support/registry.ts";

interface Asked {
  readonly login?: Login;
  readonly isInsecure?: boolean;
  readonly signal?: AbortSignal;
  readonly env?: Readonly<Record<string, string>>;
  /** How long it may be silent. */
  readonly limitMs?: number;
}

const transports: Transport[] = [];
afterEach(() => {
  for (const transport of transports.splice(0)) transport.close();
});

async function started(options?: RegistryOptions): Promise<TestRegistry> {
  const registry = await startRegistry(options);
  onTestFinished(() => registry.close());
  return registry;
}

function clientOf(host: string, asked: Asked = {}): Registry {
  const { login, isInsecure = true, signal = new AbortController().signal, env = {}, limitMs } = asked;
  const transport = newTransport(env, limitMs);
  transports.push(transport);
  return openRegistry(host, { transport, isInsecure, signal, logins: async () => login });
}

const content = Buffer.from("services: {}\n");
const blob = { mediaType: "text/plain", digest: digestOf(content), size: content.length };
const manifest = { mediaType: "application/vnd.oci.image.manifest.v1+json", bytes: Buffer.from('{"schemaVersion":2}') };

test("a blob and a manifest that were put there are read again, by tag and by digest", async () => {
  const { host } = await started();
  const client = clientOf(host);
  expect(await client.hasBlob("me/shop", blob.digest)).toBe(false);
  await client.putBlob("me/shop", blob, content);
  await client.putManifest("me/shop", "1", manifest);
  expect(await client.hasBlob("me/shop", blob.digest)).toBe(true);
  expect(Buffer.from(await client.blob("me/shop", blob))).toEqual(content);
  const digest = digestOf(manifest.bytes);
  const expected = { digest, size: manifest.bytes.length, mediaType: manifest.mediaType };
  expect(await client.manifest("me/shop", "1")).toMatchObject(expected);
  expect(await client.manifest("me/shop", digest)).toMatchObject(expected);
  expect(await client.hasManifest("me/shop", digest)).toBe(true);
});

const user = { user: "me", password: "correct horse" };
const mine: Login = { username: user.user, password: user.password };

test.each([
  ["by name and password", { by: "basic", ...user }, mine],
  ["by a token", { by: "token", ...user }, mine],
  ["by a token for an identity", { by: "token", ...user, identityToken: "identity" }, { identitytoken: "identity" }],
] as const)("a registry that wants a login %s gets it, for reads and for writes", async (_how, login, known) => {
  const { host } = await started({ login });
  const client = clientOf(host, { login: known });
  await client.putBlob("shop", blob, content);
  await client.putManifest("shop", "1", manifest);
  expect((await client.manifest("shop", "1")).digest).toBe(digestOf(manifest.bytes));
});

test.each([
  ["basic", undefined, "needs a login"],
  ["token", undefined, "without a login"],
  ["basic", { username: "me", password: "hunter2" }, "refuses the stored login of me"],
  ["token", { username: "me", password: "hunter2" }, "refuses the stored login"],
] as const)("what %s does not let in is told so, and the password is not (%j)", async (by, login, message) => {
  const { host } = await started({ login: { by, ...user } });
  const failure = await clientOf(host, login ? { login } : {})
    .manifest("shop", "1")
    .catch((error: unknown) => error);
  expect(failure).toMatchObject({
    code: "login-needed",
    message: expect.stringContaining(message),
    hint: expect.stringContaining("docker login"),
  });
  expect(JSON.stringify(failure)).not.toContain("hunter2");
});

test("what is redirected to another host is read there, and the login stays", async () => {
  const told: (string | undefined)[] = [];
  const elsewhere = createServer((request, response) => {
    told.push(request.headers.authorization);
    response.end(content);
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void elsewhere.close());
  const { port } = elsewhere.address() as AddressInfo;
  const registry = await started({ login: { by: "basic", ...user } });
  const client = clientOf(registry.host, { login: mine });
  await client.putBlob("shop", blob, content);
  const Location = `http://127.0.0.1:${port}/layer`;
  registry.fails({ match: /^GET .*blobs/, fault: { kind: "status", status: 307, headers: { Location } } });
  expect(Buffer.from(await client.blob("shop", blob))).toEqual(content);
  expect(told).toEqual([undefined]);
});

test.skipIf(noTls)("a registry with a certificate is trusted by SSL_CERT_FILE, and not without it", async () => {
  const { host, authority = "" } = await started({ tls: true });
  const secure = { isInsecure: false };
  await expect(clientOf(host, secure).hasBlob("shop", blob.digest)).rejects.toMatchObject({
    code: "registry-unreachable",
    message: expect.stringContaining("certificate is not trusted"),
    hint: expect.stringContaining("SSL_CERT_FILE"),
  });
  const trusting = clientOf(host, { ...secure, env: { SSL_CERT_FILE: authority } });
  expect(await trusting.hasBlob("shop", blob.digest)).toBe(false);
});

test.skipIf(noTls)("from HTTPS there is no way to plain HTTP", async () => {
  const registry = await started({ tls: true });
  const client = clientOf(registry.host, { isInsecure: false, env: { SSL_CERT_FILE: registry.authority ?? "" } });
  const headers = { Location: "http://127.0.0.1:1/layer" };
  registry.fails({ match: /^GET/, fault: { kind: "status", status: 307, headers } });
  await expect(client.manifest("shop", "1")).rejects.toMatchObject({
    code: "registry-failed",
    message: expect.stringContaining("redirects from HTTPS to http://127.0.0.1:1"),
  });
});

test("a registry that speaks plain HTTP is reached only where that is said", async () => {
  const { host } = await started();
  await expect(clientOf(host, { isInsecure: false }).manifest("shop", "1")).rejects.toMatchObject({
    code: "registry-unreachable",
    message: expect.stringContaining("it does not speak HTTPS"),
    hint: expect.stringContaining(`--insecure-registry ${host}`),
  });
});

test("what is not what its digest says is refused", async () => {
  const registry = await started();
  const client = clientOf(registry.host);
  await client.putBlob("shop", blob, content);
  await client.putManifest("shop", "1", { ...manifest, bytes: Buffer.from(JSON.stringify({ long: "x".repeat(40) })) });
  const [, digest = ""] = [...(registry.manifests.get("shop")?.keys() ?? [])].reverse();
  registry.fails({ match: /^GET/, fault: { kind: "corrupt" } });
  await expect(client.manifest("shop", digest)).rejects.toMatchObject({ code: "registry-failed" });
  const lie = { ...blob, size: blob.size + 1 };
  await expect(client.blob("shop", lie)).rejects.toThrow(
    `${blob.size} bytes for ${blob.digest}, which has ${lie.size}`,
  );
});

test.each([
  ["429 with Retry-After", { kind: "status", status: 429, headers: { "Retry-After": "0" } }],
  ["503", { kind: "status", status: 503 }],
  ["a broken connection", { kind: "reset" }],
] as const)("a read that meets %s once is made again", async (_name, fault) => {
  const registry = await started();
  const client = clientOf(registry.host);
  await client.putManifest("shop", "1", manifest);
  registry.fails({ match: /^GET/, fault, times: 1 });
  expect((await client.manifest("shop", "1")).digest).toBe(digestOf(manifest.bytes));
});

test("a refusal that stays is told with what the registry says", async () => {
  const registry = await started();
  const body = JSON.stringify({ errors: [{ code: "TOOMANYREQUESTS", message: "come back tomorrow" }] });
  registry.fails({ match: /./, fault: { kind: "status", status: 429, body } });
  await expect(clientOf(registry.host).manifest("shop", "1")).rejects.toMatchObject({
    code: "registry-failed",
    message: `the registry ${registry.host} answers HTTP 429 for shop:1 (come back tomorrow)`,
  });
});

test("a page in place of a manifest is told so", async () => {
  const registry = await started();
  const page = { "Content-Type": "text/html" };
  registry.fails({ match: /./, fault: { kind: "status", status: 200, headers: page, body: "<html>" } });
  await expect(clientOf(registry.host).manifest("shop", "1")).rejects.toThrow(
    `the registry ${registry.host} answers with text/html for shop:1, not a manifest`,
  );
});

test("a manifest that is cut off, and one that is not there, are failures", async () => {
  const registry = await started();
  const client = clientOf(registry.host);
  await client.putManifest("shop", "1", manifest);
  await expect(client.manifest("shop", "2")).rejects.toThrow("does not have shop:2 (manifest unknown)");
  registry.fails({ match: /^GET/, fault: { kind: "cut", bytes: 3 } });
  await expect(client.manifest("shop", "1")).rejects.toMatchObject({ code: "registry-unreachable" });
});

test("a registry that never answers is not waited for forever", async () => {
  const registry = await started();
  registry.fails({ match: /./, fault: { kind: "hang" } });
  await expect(clientOf(registry.host, { limitMs: 50 }).manifest("shop", "1")).rejects.toMatchObject({
    code: "registry-unreachable",
    message: expect.stringContaining("no answer within 0.05 s"),
  });
});

test("an abort ends the wait", async () => {
  const registry = await started();
  registry.fails({ match: /./, fault: { kind: "hang" } });
  const aborting = new AbortController();
  const asked = clientOf(registry.host, { signal: aborting.signal }).manifest("shop", "1");
  await expect.poll(() => registry.calls.length).toBe(1);
  aborting.abort(new Error("interrupted"));
  await expect(asked).rejects.toThrow("interrupted");
});

test("a blob that passes through arrives as it is", async () => {
  const { host } = await started();
  const client = clientOf(host);
  await client.putBlob("one", blob, content);
  await client.putBlob("two", blob, await client.openBlob("one", blob));
  expect(await buffer(await client.openBlob("two", blob))).toEqual(content);
});
