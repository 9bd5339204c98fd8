/** Which of some ports of this host another process holds: told by trying to listen on them for a moment. */
import { once } from "node:events";
import { createServer } from "node:net";
import type { HeldPort } from "./planner/options.ts";

/** UDP ports and those that this process may not try (below 1024 without the right to) count as free. */
export async function heldPorts(ports: readonly HeldPort[]): Promise<HeldPort[]> {
  const tried = await Promise.all(ports.map(async (port) => ((await isHeld(port)) ? [port] : [])));
  return tried.flat();
}

async function isHeld({ hostIp, hostPort, protocol }: HeldPort): Promise<boolean> {
  if (protocol !== "tcp") return false;
  const server = createServer();
  try {
    server.listen({ port: hostPort, host: hostIp || "0.0.0.0" });
    await once(server, "listening");
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  } finally {
    server.close();
  }
}
