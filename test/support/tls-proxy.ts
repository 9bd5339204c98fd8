/**
 * An engine over TLS: a proxy on loopback in front of its socket, that shows a certificate and asks for one. All
 * certificates are made by `openssl` when it starts, by an authority of the tests' own, in docker's file names.
 */
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer } from "node:tls";
import { missing } from "./programs.ts";

/** What it needs of the system, as words for a skipped test. */
export const noTls: string = missing("openssl");

export interface TlsProxy {
  /** `tcp://localhost:40123`. */
  readonly address: string;
  readonly port: number;
  /** Folders for DOCKER_CERT_PATH: the engine's own client, one of another authority, and one without a client's identity. */
  readonly certificates: { readonly good: string; readonly foreign: string; readonly anonymous: string };
  close(): Promise<void>;
}

export async function startTlsProxy(engineSocket: string): Promise<TlsProxy> {
  const folder = mkdtempSync(join(tmpdir(), "wdl-tls-"));
  const authority = makeAuthority(join(folder, "ours"));
  const server = authority.issue("server", "subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth");
  const good = authority.issue("client", "extendedKeyUsage=clientAuth");
  const foreign = makeAuthority(join(folder, "theirs")).issue("client", "extendedKeyUsage=clientAuth");
  const anonymous = join(folder, "anonymous");
  mkdirSync(anonymous);
  writeFileSync(join(anonymous, "ca.pem"), readFileSync(join(good, "ca.pem")));

  const pem = (name: string): Buffer => readFileSync(join(server, `${name}.pem`));
  const open = new Set<Socket>();
  // As an engine does, it goes on answering whoever has said all.
  const allowHalfOpen = true;
  const shown = { cert: pem("cert"), key: pem("key"), ca: pem("ca"), requestCert: true };
  const proxy = createServer({ ...shown, allowHalfOpen }, (near) => {
    const far = connect({ path: engineSocket, allowHalfOpen });
    near.pipe(far).pipe(near);
    near.on("error", () => far.destroy());
    far.on("error", () => near.destroy());
  }).listen(0, "127.0.0.1");
  proxy.on("connection", (socket: Socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
  });
  await once(proxy, "listening");
  const { port } = proxy.address() as AddressInfo;
  return {
    address: `tcp://localhost:${port}`,
    port,
    certificates: { good, foreign, anonymous },
    close: async () => {
      for (const socket of open) socket.destroy();
      proxy.close();
      await once(proxy, "close");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Authority {
  /** @returns a folder with ca.pem, cert.pem and key.pem */
  issue(name: string, extensions: string): string;
}

function makeAuthority(folder: string): Authority {
  mkdirSync(folder);
  const at = (...parts: readonly string[]): string => join(folder, ...parts);
  const openssl = (...args: readonly string[]): void => void execFileSync("openssl", args, { stdio: "pipe" });
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const self = ["-x509", "-days", "2", "-subj", "/CN=an authority of the tests"];
  openssl("req", ...newKey, ...self, "-keyout", at("key.pem"), "-out", at("ca.pem"));
  return {
    issue(name, extensions) {
      mkdirSync(at(name));
      writeFileSync(at(name, "ca.pem"), readFileSync(at("ca.pem")));
      writeFileSync(at(name, "extensions"), extensions);
      openssl("req", ...newKey, "-subj", `/CN=${name}`, "-keyout", at(name, "key.pem"), "-out", at(name, "request"));
      const by = ["-CA", at("ca.pem"), "-CAkey", at("key.pem"), "-CAcreateserial", "-extfile", at(name, "extensions")];
      openssl("x509", "-req", "-days", "2", "-in", at(name, "request"), ...by, "-out", at(name, "cert.pem"));
      return at(name);
    },
  };
}
