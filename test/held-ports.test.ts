import { once } from "node:events";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { heldPorts } from "../src/held-ports.ts";

test("a port that somebody listens on is held, whatever address is asked for; another is free", async () => {
  const server = createServer().listen(0, "0.0.0.0");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  const asked = (hostIp: string, protocol = "tcp") => ({ hostIp, hostPort: address.port, protocol });
  expect(await heldPorts([asked(""), asked("127.0.0.1")])).toEqual([asked(""), asked("127.0.0.1")]);
  expect(await heldPorts([asked("", "udp")])).toEqual([]);
  server.close();
  await once(server, "close");
  expect(await heldPorts([asked("")])).toEqual([]);
});
