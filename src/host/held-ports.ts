/** Which of some ports of this host another process holds, told by trying to take them for a moment; and which process. */
import { once } from "node:events";
import { createServer, isIPv6 } from "node:net";
import type { HostPort } from "./port-holder.ts";

/**
 * Ports that this process may not try (below 1024 without the right to) count as free, as do those of sctp.
 * @returns those that are held; `by`: the process, in words, where it can be told
 */
export async function heldPorts(ports: readonly HostPort[]): Promise<readonly (HostPort & { readonly by?: string })[]> {
  const tried = await Promise.all(ports.map(async (port) => ((await isHeld(port)) ? [port] : [])));
  return Promise.all(
    tried.flat().map(async (port) => {
      const by = await (await import("./port-holder.ts")).portHolder(port);
      return by === undefined ? port : { ...port, by };
    }),
  );
}

async function isHeld(port: HostPort): Promise<boolean> {
  try {
    if (port.protocol === "tcp") await listen(port);
    if (port.protocol === "udp") await bind(port);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  }
}

async function listen({ hostIp, hostPort }: HostPort): Promise<void> {
  const server = createServer();
  try {
    server.listen({ port: hostPort, host: hostIp || "0.0.0.0" });
    await once(server, "listening");
  } finally {
    server.close();
  }
}

async function bind({ hostIp, hostPort }: HostPort): Promise<void> {
  const { createSocket } = await import("node:dgram");
  const socket = createSocket(isIPv6(hostIp) ? "udp6" : "udp4");
  try {
    socket.bind({ port: hostPort, address: hostIp || "0.0.0.0", exclusive: true });
    await once(socket, "listening");
  } finally {
    socket.close();
  }
}
