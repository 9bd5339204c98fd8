import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { heldPorts } from "../../src/host/held-ports.ts";
import type { HostPort } from "../../src/host/port-holder.ts";

const asked = (hostPort: number, hostIp = "", protocol = "tcp"): HostPort => ({ hostIp, hostPort, protocol });
/** On Linux this process is told by its name and number. */
const byThis =
  process.platform === "linux" ? { by: expect.stringMatching(`^the process .+ \\(${process.pid}\\)$`) } : {};

test("a port that somebody listens on is held, whatever address is asked for; another is free", async () => {
  const server = createServer().listen(0, "0.0.0.0");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  expect(await heldPorts([asked(port), asked(port, "127.0.0.1")])).toEqual([
    { ...asked(port), ...byThis },
    { ...asked(port, "127.0.0.1"), ...byThis },
  ]);
  server.close();
  await once(server, "close");
  expect(await heldPorts([asked(port)])).toEqual([]);
});

test("a port of udp is another one than that of tcp", async () => {
  const socket = createSocket("udp4").bind(0, "127.0.0.1");
  await once(socket, "listening");
  const { port } = socket.address();
  expect(await heldPorts([asked(port, "127.0.0.1", "udp")])).toEqual([
    { ...asked(port, "127.0.0.1", "udp"), ...byThis },
  ]);
  expect(await heldPorts([asked(port, "127.0.0.1", "sctp")])).toEqual([]);
  socket.close();
  await once(socket, "close");
  expect(await heldPorts([asked(port, "127.0.0.1", "udp")])).toEqual([]);
});
