import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { afterAll, describe, expect, test } from "vitest";
import { connect } from "../../src/docker/connect.ts";

describe("connecting", () => {
  const folder = mkdtempSync(`${tmpdir()}/wdl-connect-`);
  const servers: Server[] = [];
  const { signal } = new AbortController();
  afterAll(() => {
    for (const server of servers) server.close();
    rmSync(folder, { recursive: true });
  });

  async function listen(headers: Record<string, string>): Promise<string> {
    const path = `${folder}/${servers.length}.sock`;
    const server = createServer((_request, response) => response.writeHead(200, headers).end("OK"));
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(path, resolve));
    return `unix://${path}`;
  }

  test("speaks the newest version that both know", async () => {
    const DOCKER_HOST = await listen({ "Api-Version": "1.43", "Content-Type": "text/plain" });
    const engine = await connect({ DOCKER_HOST }, { signal });
    expect(engine.facts).toEqual({ address: DOCKER_HOST, apiVersion: "1.43", local: true });
    engine.close();
    const newer = await connect(
      { DOCKER_HOST: await listen({ "Api-Version": "1.99", "Content-Type": "text/plain" }) },
      { signal },
    );
    expect(newer.facts.apiVersion).toBe("1.51");
    newer.close();
  });

  test("speaks over TCP too", async () => {
    const server = createServer((_request, response) =>
      response.writeHead(200, { "Api-Version": "1.44", "Content-Type": "text/plain" }).end("OK"),
    );
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const engine = await connect({ DOCKER_HOST: `127.0.0.1:${port}` }, { signal });
    expect(engine.facts).toEqual({ address: `tcp://127.0.0.1:${port}`, apiVersion: "1.44", local: true });
    engine.close();
  });

  test("refuses an engine that is too old", async () => {
    const DOCKER_HOST = await listen({ "Api-Version": "1.9", "Content-Type": "text/plain" });
    await expect(connect({ DOCKER_HOST }, { signal })).rejects.toMatchObject({ code: "engine-too-old" });
  });

  test("refuses what is no engine", async () => {
    const DOCKER_HOST = await listen({ "Content-Type": "text/plain" });
    await expect(connect({ DOCKER_HOST }, { signal })).rejects.toMatchObject({ code: "engine-reply-broken" });
  });

  test("names every place that it tried, and why it was none", async () => {
    const DOCKER_HOST = `unix://${folder}/none.sock`;
    await expect(connect({ DOCKER_HOST }, { signal })).rejects.toMatchObject({
      code: "engine-unreachable",
      message: `no container engine answers at ${DOCKER_HOST} (there is no such socket)`,
    });
    await expect(connect({ DOCKER_HOST: "tcp://127.0.0.1:1" }, { signal })).rejects.toMatchObject({
      message: "no container engine answers at tcp://127.0.0.1:1 (nobody listens there)",
    });
  });

  test("does not work on the default engine where another context is selected", async () => {
    writeFileSync(`${folder}/config.json`, '{"currentContext":"far"}');
    await expect(connect({ DOCKER_CONFIG: folder }, { signal })).rejects.toMatchObject({
      code: "engine-address-invalid",
      message: expect.stringContaining('"far"'),
    });
  });

  test("is not misled by this process's own environment", async () => {
    const DOCKER_HOST = await listen({ "Api-Version": "1.44", "Content-Type": "text/plain" });
    const before = process.env.DOCKER_HOST;
    process.env.DOCKER_HOST = "tcp://192.0.2.1:2376";
    const engine = await connect({ DOCKER_HOST }, { signal });
    expect(engine.facts.apiVersion).toBe("1.44");
    engine.close();
    if (before === undefined) delete process.env.DOCKER_HOST;
    else process.env.DOCKER_HOST = before;
  });

  test("ends with the signal's reason", async () => {
    const DOCKER_HOST = await listen({ "Api-Version": "1.44" });
    const reason = new Error("enough");
    await expect(connect({ DOCKER_HOST }, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
