/** Which of some ports of this host another process holds, told by trying to take them for a moment; and which process. */
import { once } from "node:events";
import { createServer, isIPv6 } from "node:net";
import type { HeldPort } from "./planner/plan/options.ts";

/** Ports that this process may not try (below 1024 without the right to) count as free, as do those of sctp. */
export async function heldPorts(ports: readonly HeldPort[]): Promise<HeldPort[]> {
  const tried = await Promise.all(ports.map(async (port) => ((await isHeld(port)) ? [port] : [])));
  return Promise.all(
    tried.flat().map(async (port) => {
      const by = await (await import("./port-holder.ts")).portHolder(port);
      return by === undefined ? port : { ...port, by };
    }),
  );
}

async function isHeld(port: HeldPort): Promise<boolean> {
  try {
    if (port.protocol === "tcp") await listen(port);
    if (port.protocol === "udp") await bind(port);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  }
}

async function listen({ hostIp, hostPort }: HeldPort): Promise<void> {
  const server = createServer();
  try {
    server.listen({ port: hostPort, host: hostIp || "0.0.0.0" });
    await once(server, "listening");
  } finally {
    server.close();
  }
}

async function bind({ hostIp, hostPort }: HeldPort): Promise<void> {
  const { createSocket } = await import("node:dgram");
  const socket = createSocket(isIPv6(hostIp) ? "udp6" : "udp4");
  try {
    socket.bind({ port: hostPort, address: hostIp || "0.0.0.0", exclusive: true });
    await once(socket, "listening");
  } finally {
    socket.close();
  }
}
