/** An engine that has nothing and does nothing, so that a plan can be shown where no real one runs: a few empty lists over HTTP. */
import { once } from "node:events";
import { createServer } from "node:http";

/** API path (without its version) → status and answer; all that is not listed is an empty list. */
const answers = [
  [/^\/_ping$/, 200, "OK"],
  [/^\/info$/, 200, { ID: "none", OSType: "linux", Name: "none" }],
  [/^\/version$/, 200, { Version: "none", ApiVersion: "1.51", Os: "linux", Arch: "amd64" }],
  [/^\/volumes$/, 200, { Volumes: [], Warnings: null }],
  [/^\/(images|containers|networks|volumes)\/(?!json$)./, 404, { message: "there is no such thing" }],
  [/./, 200, []],
];

/**
 * Runs `use` with the address of such an engine.
 * @param more what it has after all: API paths without their version, each with its answer
 */
export async function withEmptyEngine(use, more = []) {
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://engine").pathname.replace(/^\/v[\d.]+/, "");
    const own = more.find((answer) => answer.path === decodeURIComponent(path));
    const [, status, body] = own ? [own.path, 200, own.body] : answers.find(([pattern]) => pattern.test(path));
    const known = request.method === "GET" || request.method === "HEAD";
    const json = typeof body !== "string";
    response
      .writeHead(known ? status : 501, {
        "api-version": "1.51",
        "builder-version": "2",
        "content-type": json ? "application/json" : "text/plain",
      })
      .end(json ? JSON.stringify(body) : body);
  });
  // BuildKit's own API is a connection that is turned round: who asks whether it is there learns that it is.
  server.on("upgrade", ({ url }, socket) => {
    const isThere = /^\/(v[\d.]+\/)?grpc\b/.test(url);
    socket.end(
      `HTTP/1.1 ${isThere ? "101 Switching Protocols" : "404 Not Found"}\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n`,
    );
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  try {
    return await use(`tcp://127.0.0.1:${server.address().port}`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
