/**
 * Variables that a container has of neither the file nor the image: the docker client's proxies, given to each new one.
 * A standing container keeps what it was given, because no file asks for another value.
 */
import type { ContainerConfig } from "../../engine/container-config.ts";
import { labels } from "../../engine/labels.ts";
import type { ContainerFact } from "../../engine/port.ts";
import { madeFromThis, type Wanted } from "./wanted.ts";

const proxies: ReadonlySet<string> = new Set(
  ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "FTP_PROXY", "ALL_PROXY"].flatMap((name) => [name, name.toLowerCase()]),
);

/** The request for a new container: what is given stands beneath what the file says. */
export const withInjected = (config: ContainerConfig, { injected }: Wanted): ContainerConfig => ({
  ...config,
  environment: { ...injected, ...config.environment },
});

/** Whether a variable of a standing container was given. Another value than today's may come of a file that set it once. */
export function wasInjected(name: string, wanted: Wanted, live: ContainerFact): boolean {
  if (isProvided(name, wanted.prefixes, live)) return true;
  if (!proxies.has(name) || Object.hasOwn(wanted.config.environment, name)) return false;
  return live.config.environment[name] === wanted.injected[name] || madeFromThis(wanted, live);
}

/** Whether a provider gave it: the container's label says so, or on a container of docker compose's the name does. */
export function isProvided(name: string, prefixes: readonly string[], live: ContainerFact): boolean {
  if (prefixes.length === 0) return false;
  const label = live.labels[labels.provided];
  return label === undefined ? prefixes.some((prefix) => name.startsWith(prefix)) : label.split(",").includes(name);
}
