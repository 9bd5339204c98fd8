/** TLS to something that answers like an engine: who is trusted, and what is said where one side is not. */

import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo, createServer as createRelay, connect as dial } from "node:net";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "../../../src/docker/connect.ts";
import type { EngineFacts } from "../../../src/engine/port.ts";
import { noTls } from "../../support/authority.ts";
import { startTlsProxy, type TlsProxy } from "../../support/tls-proxy.ts";

describe.skipIf(noTls !== "")(`an engine over TLS${noTls}`, () => {
  const folder = mkdtempSync(`${tmpdir()}/wdl-tls-engine-`);
  const { signal } = new AbortController();
  let engine: Server;
  let proxy: TlsProxy;

  beforeAll(async () => {
    engine = createServer((_request, response) =>
      response.writeHead(200, { "Api-Version": "1.44", "Content-Type": "text/plain" }).end("OK"),
    );
    await new Promise<void>((resolve) => engine.listen(`${folder}/engine.sock`, resolve));
    proxy = await startTlsProxy(`${folder}/engine.sock`);
  });
  afterAll(async () => {
    await proxy.close();
    engine.close();
    rmSync(folder, { recursive: true });
  });

  async function facts(env: Readonly<Record<string, string>>, host: string = proxy.address): Promise<EngineFacts> {
    const opened = await connect({ env, host }, { signal });
    opened.close();
    return opened.facts;
  }
  const verified = (which: keyof TlsProxy["certificates"]): Record<string, string> => ({
    DOCKER_TLS_VERIFY: "1",
    DOCKER_CERT_PATH: proxy.certificates[which],
  });

  test("is reached with certificates on both sides, by name and by address", async () => {
    expect(await facts(verified("good"))).toEqual({
      address: proxy.address,
      apiVersion: "1.44",
      kind: "docker",
      local: true,
    });
    expect(await facts(verified("good"), `tcp://127.0.0.1:${proxy.port}`)).toMatchObject({
      kind: "docker",
      local: true,
    });
  });

  test("is not trusted on the word of another authority, or of none that is known", async () => {
    const untrusted = {
      code: "engine-unreachable",
      message: expect.stringContaining("its certificate is signed by an unknown authority"),
      hint: expect.stringContaining("ca.pem"),
    };
    await expect(facts(verified("foreign"))).rejects.toMatchObject(untrusted);
    await expect(facts({}, proxy.address.replace("tcp:", "https:"))).rejects.toMatchObject(untrusted);
  });

  test("is not trusted under another name", async () => {
    const relay = createRelay((near) => {
      const far = dial(proxy.port, "127.0.0.1").on("error", () => near.destroy());
      near.on("error", () => far.destroy());
      near.pipe(far).pipe(near);
    }).listen(0, "127.0.0.2");
    await new Promise((resolve) => relay.once("listening", resolve));
    const { port } = relay.address() as AddressInfo;
    await expect(facts(verified("good"), `tcp://127.0.0.2:${port}`)).rejects.toMatchObject({
      code: "engine-unreachable",
      message: expect.stringContaining("its certificate is for another name"),
    });
    relay.close();
  });

  test("that wants a client's certificate is told apart", async () => {
    await expect(facts(verified("anonymous"))).rejects.toMatchObject({
      code: "engine-unreachable",
      message: expect.stringContaining("it does not accept the client certificate"),
    });
  });

  test("is taken unverified only where that was asked for", async () => {
    const unverified = { DOCKER_TLS: "1", DOCKER_CERT_PATH: proxy.certificates.good };
    expect(await facts(unverified, `tcp://127.0.0.1:${proxy.port}`)).toMatchObject({ apiVersion: "1.44" });
  });

  test("is told from one that speaks in the clear", async () => {
    const plain = createServer((_request, response) => response.end()).listen(0, "127.0.0.1");
    await new Promise((resolve) => plain.once("listening", resolve));
    const { port } = plain.address() as AddressInfo;
    await expect(facts(verified("good"), `tcp://127.0.0.1:${port}`)).rejects.toMatchObject({
      code: "engine-unreachable",
      message: expect.stringContaining("the TLS handshake failed"),
    });
    plain.close();
  });
});
