/** Which of some ports of this host a process holds, told by trying to take them for a moment; and which process. */
import { once } from "node:events";
import { createServer, isIPv6 } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { HostPort } from "./port-holder.ts";

/** What an engine lets go of takes a moment to be free; looked at again so often, and after so long. */
const looks = 10;
const betweenLooksMs = 100;

/**
 * Ports that this process may not try (below 1024 without the right to) count as free, as do those of sctp. So does what
 * an engine's own helper holds: it is about to let go of it, or it holds it for a container that has just started, and the
 * engine knows of both.
 * @returns those that are held; `by`: the process, in words, where it can be told
 */
export async function heldPorts(ports: readonly HostPort[]): Promise<readonly (HostPort & { readonly by?: string })[]> {
  // One after the other where they have one number: a try is itself in the way of another, at whatever address.
  const numbers = Map.groupBy(ports, ({ hostPort, protocol }) => `${hostPort}/${protocol}`);
  const held = await Promise.all([...numbers.values()].map(heldAmong));
  return ports.flatMap((port) => held.flat().find((found) => found.port === port)?.held ?? []);
}

type Held = HostPort & { readonly by?: string };

async function heldAmong(ports: readonly HostPort[]): Promise<{ readonly port: HostPort; readonly held: Held }[]> {
  const found = [];
  for (const port of ports) {
    const held = await holderOf(port);
    if (held !== undefined) found.push({ port, held });
  }
  return found;
}

async function holderOf(port: HostPort): Promise<Held | undefined> {
  if (!(await isHeld(port))) return undefined;
  const { portHolder } = await import("./port-holder.ts");
  const holder = await portHolder(port);
  if (holder === undefined) return port;
  if (!holder.isEngine) return { ...port, by: holder.words };
  for (let look = 0; look < looks && (await isHeld(port)); look++) await sleep(betweenLooksMs);
  return undefined;
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

// As engines do: "::" alone is every address of IPv6, and none of IPv4.
async function listen({ hostIp, hostPort }: HostPort): Promise<void> {
  const server = createServer();
  try {
    server.listen({ port: hostPort, host: hostIp || "0.0.0.0", ipv6Only: true });
    await once(server, "listening");
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

async function bind({ hostIp, hostPort }: HostPort): Promise<void> {
  const { createSocket } = await import("node:dgram");
  const socket = createSocket(isIPv6(hostIp) ? { type: "udp6", ipv6Only: true } : { type: "udp4" });
  try {
    socket.bind({ port: hostPort, address: hostIp || "0.0.0.0", exclusive: true });
    await once(socket, "listening");
  } finally {
    await new Promise<void>((resolve) => socket.close(resolve));
  }
}
