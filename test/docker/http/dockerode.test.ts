import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDockerode } from "../../../src/docker/http/dockerode.ts";
import type { Modem } from "../../../src/docker/http/exchange.ts";
import { directLine } from "../../../src/docker/reach/line.ts";

/** Hands each connection over at the end of the head, and sends back all that comes behind it. */
const server = createServer((socket) => {
  let head = "";
  socket.on("data", (bytes) => {
    if (head.includes("\r\n\r\n")) return void socket.write(bytes);
    head += bytes.toString("latin1");
    const [before = "", ...behind] = head.split("\r\n\r\n");
    if (behind.length === 0) return;
    head = `${before}\r\n\r\n`;
    socket.write(`HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n${behind.join("\r\n\r\n")}`);
  });
});
let modem: Modem;

beforeAll(async () => {
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  modem = openDockerode(directLine({ kind: "tcp", host: "127.0.0.1", port }), "engine");
});
afterAll(() => {
  modem.close();
  server.close();
});

test("an upgraded connection carries what is written to it, and nothing before that", async () => {
  const { signal } = new AbortController();
  const call = { method: "POST", path: "/containers/abc/attach", query: {}, ownConnection: true, signal } as const;
  const upgraded = await modem.upgrade(call);
  const connection = "connection" in upgraded ? upgraded.connection : expect.fail("it refused");
  connection.write("hello");
  const [first] = await once(connection, "data");
  connection.destroy();
  expect(String(first)).toBe("hello");
});
