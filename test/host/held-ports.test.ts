import { spawn } from "node:child_process";
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

test.each(["tcp", "udp"])("on a free host no port of %s is held by our own looking for it", async (protocol) => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  const addresses = ["0.0.0.0", "::", "", "127.0.0.1", "::1", "0.0.0.0"];
  expect(await heldPorts(addresses.map((address) => asked(port, address, protocol)))).toEqual([]);
});

test("a port of IPv6 is held apart from that of IPv4", async () => {
  const server = createServer().listen({ port: 0, host: "::1", ipv6Only: true });
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  expect(await heldPorts([asked(port, "0.0.0.0"), asked(port, "::1")])).toEqual([{ ...asked(port, "::1"), ...byThis }]);
  server.close();
  await once(server, "close");
});

test.runIf(process.platform === "linux")("a port that an engine's helper holds is left to the engine", async () => {
  const script =
    'require("net").createServer().listen(0, "127.0.0.1", function () { console.log(this.address().port) })';
  const child = spawn(process.execPath, ["-e", script], {
    argv0: "/usr/bin/docker-proxy",
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  expect(await heldPorts([asked(Number(line), "127.0.0.1")])).toEqual([]);
  child.kill();
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
