/** An engine over TLS: a proxy on loopback in front of its socket, that shows a certificate and asks for one. */
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer } from "node:tls";
import { makeAuthority, ofThisHost } from "./authority.ts";

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
  const server = authority.issue("server", ofThisHost);
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
