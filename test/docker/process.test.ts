import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/** A process of its own that connects to the engine and does something, so that its output and end can be seen. */
async function run(socket: string, body: string, env: Record<string, string> = {}): Promise<string> {
  const connect = new URL("../../src/docker/connect.ts", import.meta.url).href;
  const script = `
    import { connect } from ${JSON.stringify(connect)};
    const { signal } = new AbortController();
    const engine = await connect({ env: {}, host: "unix://${socket}" }, { signal, timing: { retryMs: [1] } });
    try { ${body} } catch (error) { console.log("failed:", error.code); }
    engine.close();
  `;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
    env: { ...process.env, ...env },
  });
  return stdout + stderr;
}

describe("a process that speaks with an engine", () => {
  const folder = mkdtempSync(`${tmpdir()}/wdl-process-`);
  const socket = `${folder}/engine.sock`;
  let server: Server;

  beforeAll(async () => {
    server = createServer((request, response) => {
      response.setHeader("Api-Version", "1.51");
      if (request.url?.startsWith("/_ping"))
        return void response.writeHead(200, { "Content-Type": "text/plain" }).end("OK");
      if (request.url?.includes("redirected")) return void response.writeHead(301, { Location: "/elsewhere" }).end();
      response.writeHead(200, { "Content-Type": "application/json", "Content-Length": 100 });
      response.write('{"Id": "abc", ');
      setTimeout(() => request.socket.destroy(), 20);
    });
    await new Promise<void>((resolve) => server.listen(socket, resolve));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });

  test("hears of an answer that was cut off, and does not just end", async () => {
    expect(await run(socket, `await engine.status("abc", signal);`)).toContain("failed: engine-reply-broken");
  });

  test("follows no redirect, and does not crash of one", async () => {
    expect(await run(socket, `await engine.status("redirected", signal);`)).toContain("failed: engine-reply-broken");
  });

  test("shows nothing of its calls in a debug log", async () => {
    const output = await run(socket, `await engine.status("a-secret-name", signal);`, { DEBUG: "*" });
    expect(output).toContain("failed:");
    expect(output).not.toContain("a-secret-name");
  });
});
