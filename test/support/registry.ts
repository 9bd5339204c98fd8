/**
 * A registry of one image, on a free port of this host, which engines trust without TLS. It serves what a pull needs and
 * nothing else; `refuse` makes it answer otherwise. It can ask for a login, by the two ways that registries know.
 */
import { createHash } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { pack } from "tar-stream";

export interface TestRegistry {
  /** `127.0.0.1:40123/wdl/image` */
  readonly image: string;
  /** Answers every further call for a manifest or a layer with this; `undefined` ends it. */
  refuse(status: number | undefined): void;
  close(): Promise<void>;
}

/** Who may pull: told with each call, or exchanged for a token at an address of the registry's own first. */
export interface RegistryLogin {
  readonly by: "basic" | "token";
  readonly user: string;
  readonly password: string;
}

const digest = (bytes: Buffer): string => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

/** @param content what the image's only file, `/content`, holds */
export async function startRegistry(content: string, login?: RegistryLogin): Promise<TestRegistry> {
  const tar = pack();
  tar.entry({ name: "content" }, content);
  tar.finalize();
  const parts: Buffer[] = [];
  for await (const part of tar) parts.push(part as Buffer);
  const plain = Buffer.concat(parts);
  const layer = gzipSync(plain);
  const config = Buffer.from(
    JSON.stringify({
      architecture: process.arch === "arm64" ? "arm64" : "amd64",
      os: "linux",
      config: { Cmd: ["/content"], Labels: { from: "a test" } },
      rootfs: { type: "layers", diff_ids: [digest(plain)] },
    }),
  );
  const prefix = "application/vnd.docker";
  const manifestType = `${prefix}.distribution.manifest.v2+json`;
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: manifestType,
      config: { mediaType: `${prefix}.container.image.v1+json`, size: config.length, digest: digest(config) },
      layers: [{ mediaType: `${prefix}.image.rootfs.diff.tar.gzip`, size: layer.length, digest: digest(layer) }],
    }),
  );
  let refused: number | undefined;

  const send = (response: ServerResponse, type: string, body: Buffer): void => {
    const headers = { "Content-Type": type, "Content-Length": body.length, "Docker-Content-Digest": digest(body) };
    response.writeHead(200, headers).end(body);
  };
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    const challenge = login && refusalOf(login, path, request.headers);
    if (challenge === "token") return send(response, "application/json", Buffer.from(`{"token":"${tokenOf(login)}"}`));
    if (challenge) {
      const body = '{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}';
      return void response
        .writeHead(401, { "WWW-Authenticate": challenge, "Content-Type": "application/json" })
        .end(body);
    }
    if (path === "/v2/") return void response.writeHead(200).end("{}");
    if (refused !== undefined) return void response.writeHead(refused).end('{"errors":[]}');
    if (path === "/v2/wdl/image/manifests/1" || path.endsWith(`/manifests/${digest(manifest)}`))
      return send(response, manifestType, manifest);
    const blob = [config, layer].find((bytes) => path.endsWith(`/blobs/${digest(bytes)}`));
    if (blob) return send(response, "application/octet-stream", blob);
    response.writeHead(404).end('{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    image: `127.0.0.1:${(server.address() as AddressInfo).port}/wdl/image`,
    refuse: (status) => {
      refused = status;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const basic = ({ user, password }: RegistryLogin): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;

const tokenOf = (login: RegistryLogin | undefined): string => digest(Buffer.from(login?.password ?? "")).slice(7);

/** `token`: the caller gets one. A text: he may not pass and must do this. `undefined`: he may. */
function refusalOf(
  login: RegistryLogin,
  path: string,
  { authorization, host }: IncomingHttpHeaders,
): string | undefined {
  if (login.by === "basic") return authorization === basic(login) ? undefined : 'Basic realm="test"';
  if (path.startsWith("/token") && authorization === basic(login)) return "token";
  return authorization === `Bearer ${tokenOf(login)}`
    ? undefined
    : `Bearer realm="http://${host}/token",service="test"`;
}
