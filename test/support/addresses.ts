/** Ports and subnets that nobody else has, nor is given while a test is on its way to use them. */
import { once } from "node:events";
import { createServer } from "node:net";

/** Below the ports that kernels and engines give out by themselves. */
const [firstPort, lastPort] = [20_000, 32_000];

/** The first of so many ports of this host in a row that nobody listens on. */
export async function freePort(count = 1): Promise<number> {
  for (;;) {
    const first = between(firstPort, lastPort - count);
    const found = await Promise.all(Array.from({ length: count }, (_, index) => isFree(first + index)));
    if (found.every((free) => free)) return first;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port), "listening");
  } catch {
    return false;
  }
  server.close();
  await once(server, "close");
  return true;
}

/** Files that run at the same time never meet: each has a block of its own. */
const users = ["networks", "preflight", "lifecycle", "round-trip", "order"] as const;
const pairsEach = 64;

/**
 * The first three bytes of two subnets, by chance: `198.18.4` is for `198.18.4.0/24`. They are in the range for
 * benchmarks, in which no host and no engine's own pool is.
 */
export function freeSubnets(user: (typeof users)[number]): readonly [string, string] {
  const first = 2 * (users.indexOf(user) * pairsEach + between(0, pairsEach));
  const bytes = (number: number): string => `198.${18 + (number >> 8)}.${number & 255}`;
  return [bytes(first), bytes(first + 1)];
}

const between = (first: number, end: number): number => first + Math.floor(Math.random() * (end - first));
