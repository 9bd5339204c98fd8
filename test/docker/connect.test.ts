import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
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
    const engine = await connect({ env: { DOCKER_HOST } }, { signal });
    expect(engine.facts).toEqual({ address: DOCKER_HOST, apiVersion: "1.43", kind: "docker", local: true });
    engine.close();
    const host = await listen({ "Api-Version": "1.99", "Content-Type": "text/plain" });
    const newer = await connect({ env: {}, host }, { signal });
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
    const engine = await connect({ env: {}, host: `127.0.0.1:${port}` }, { signal });
    expect(engine.facts).toEqual({
      address: `tcp://127.0.0.1:${port}`,
      apiVersion: "1.44",
      kind: "docker",
      local: true,
    });
    engine.close();
  });

  test("begins nothing that may ask before it is told so, and nothing at all where something else went wrong", async () => {
    const elsewhere = new Error("the file is wrong");
    const beforeAsking = Promise.reject(elsewhere);
    const ssh = connect({ env: { PATH: "/nonexistent" }, host: "ssh://nobody@127.0.0.1:1" }, { signal, beforeAsking });
    await expect(ssh).rejects.toBe(elsewhere);
    const host = await listen({ "Api-Version": "1.44", "Content-Type": "text/plain" });
    (await connect({ env: {}, host }, { signal, beforeAsking })).close();
  });

  test("refuses an engine that is too old", async () => {
    const DOCKER_HOST = await listen({ "Api-Version": "1.9", "Content-Type": "text/plain" });
    await expect(connect({ env: { DOCKER_HOST } }, { signal })).rejects.toMatchObject({ code: "engine-too-old" });
  });

  test("refuses what is no engine", async () => {
    const DOCKER_HOST = await listen({ "Content-Type": "text/plain" });
    await expect(connect({ env: { DOCKER_HOST } }, { signal })).rejects.toMatchObject({ code: "engine-reply-broken" });
  });

  test("names every place that it tried, and why it was none", async () => {
    const DOCKER_HOST = `unix://${folder}/none.sock`;
    await expect(connect({ env: { DOCKER_HOST } }, { signal })).rejects.toMatchObject({
      code: "engine-unreachable",
      message: `cannot reach a container engine at ${DOCKER_HOST} (from DOCKER_HOST): the socket does not exist`,
    });
    await expect(connect({ env: {}, host: "tcp://127.0.0.1:1" }, { signal })).rejects.toMatchObject({
      message: "cannot reach a container engine at tcp://127.0.0.1:1 (from --host): connection refused",
    });
  });

  test("names all the usual places where none answers, and says what to do", async () => {
    await expect(connect({ env: {}, platform: "win32" }, { signal })).rejects.toMatchObject({
      code: "engine-unreachable",
      message: [
        "cannot reach a container engine; tried:",
        "  npipe:////./pipe/docker_engine: the socket does not exist",
        "  npipe:////./pipe/dockerDesktopLinuxEngine (from Docker Desktop): the socket does not exist",
        "  npipe:////./pipe/podman-machine-default (from Podman): the socket does not exist",
      ].join("\n"),
      hint: "start the engine, or set its address with DOCKER_HOST or --context",
    });
  });

  test("speaks the version of DOCKER_API_VERSION, where both can", async () => {
    const host = await listen({ "Api-Version": "1.44", "Content-Type": "text/plain" });
    const speaking = async (DOCKER_API_VERSION: string): Promise<string> => {
      const engine = await connect({ env: { DOCKER_API_VERSION }, host }, { signal });
      engine.close();
      return engine.facts.apiVersion;
    };
    expect(await speaking("1.42")).toBe("1.42");
    expect(await speaking("v1.41")).toBe("1.41");
    expect(await speaking("")).toBe("1.44");
    await expect(speaking("1.45")).rejects.toMatchObject({
      code: "engine-too-old",
      message: "DOCKER_API_VERSION is 1.45, but this engine supports 1.41 to 1.44",
    });
    await expect(speaking("1.40")).rejects.toMatchObject({ code: "engine-too-old" });
    await expect(speaking("new")).rejects.toMatchObject({ code: "usage", hint: "write it as 1.51" });
  });

  test("finds the engine of a docker context, and says by which name", async () => {
    const host = await listen({ "Api-Version": "1.44", "Content-Type": "text/plain" });
    for (const [name, at] of [
      ["near", host],
      ["gone", `unix://${folder}/none.sock`],
    ] as const) {
      const meta = `${folder}/contexts/meta/${createHash("sha256").update(name).digest("hex")}`;
      mkdirSync(meta, { recursive: true });
      writeFileSync(`${meta}/meta.json`, JSON.stringify({ Name: name, Endpoints: { docker: { Host: at } } }));
    }
    const env = { DOCKER_CONFIG: folder };
    const engine = await connect({ env, context: "near" }, { signal });
    expect(engine.facts.address).toBe(host);
    engine.close();
    await expect(connect({ env, context: "gone" }, { signal })).rejects.toMatchObject({
      message: `cannot reach a container engine at unix://${folder}/none.sock (from the docker context "gone"): the socket does not exist`,
    });
    await expect(connect({ env, context: "missing" }, { signal })).rejects.toMatchObject({
      code: "context-not-found",
      hint: "available contexts: default, gone, near",
    });
  });

  test("opens several engines side by side, each with its own address and version", async () => {
    const hosts = await Promise.all(
      ["1.41", "1.44", "1.51"].map((version) => listen({ "Api-Version": version, "Content-Type": "text/plain" })),
    );
    const engines = await Promise.all(hosts.map((host) => connect({ env: {}, host }, { signal })));
    engines[0]?.close();
    expect(engines.map(({ facts }) => [facts.address, facts.apiVersion])).toEqual([
      [hosts[0], "1.41"],
      [hosts[1], "1.44"],
      [hosts[2], "1.51"],
    ]);
    for (const engine of engines) engine.close();
  });

  test("is not misled by this process's own environment", async () => {
    const DOCKER_HOST = await listen({ "Api-Version": "1.44", "Content-Type": "text/plain" });
    const before = process.env.DOCKER_HOST;
    process.env.DOCKER_HOST = "tcp://192.0.2.1:2376";
    const engine = await connect({ env: { DOCKER_HOST } }, { signal });
    expect(engine.facts.apiVersion).toBe("1.44");
    engine.close();
    if (before === undefined) delete process.env.DOCKER_HOST;
    else process.env.DOCKER_HOST = before;
  });

  test("ends with the signal's reason", async () => {
    const DOCKER_HOST = await listen({ "Api-Version": "1.44" });
    const reason = new Error("enough");
    await expect(connect({ env: { DOCKER_HOST } }, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
