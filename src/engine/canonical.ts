/**
 * One spelling for what has several: the engine respells some values when it keeps them, so what a file wants and what
 * the engine has are compared in this form. docker/ gives facts in it; the planner applies it to what is wanted.
 */
import type { ContainerConfig, Mount, PortBinding } from "./container-config.ts";

/** The driver option by which the interface of an endpoint gets its name; it may be given as such. */
export const interfaceOption = "com.docker.network.endpoint.ifname";

type Ulimits = ContainerConfig["ulimits"];

/** `net_admin` → `CAP_NET_ADMIN`; `ALL` stays; sorted, each once. */
export const canonicalCapabilities = (capabilities: readonly string[]): readonly string[] =>
  sortedSet(
    capabilities.map((name) => {
      const upper = name.toUpperCase();
      return upper === "ALL" || upper.startsWith("CAP_") ? upper : `CAP_${upper}`;
    }),
  );

/** `80` → `80/tcp`, `8000-8001/UDP` → `8000/udp`, `8001/udp`; sorted, each once. */
export const canonicalExposed = (ports: readonly string[]): readonly string[] => sortedSet(ports.flatMap(eachPort));

function eachPort(port: string): string[] {
  const [range = "", protocol = "tcp"] = port.split("/");
  const [first, last = first] = range.split("-").map(Number);
  if (first === undefined || last === undefined || !(first <= last && last <= 65_535)) return [port];
  return Array.from({ length: last - first + 1 }, (_, i) => `${first + i}/${protocol.toLowerCase()}`);
}

/** A host port of 0 is the engine's choice, as none is; sorted, each once. */
export const canonicalPorts = (ports: readonly PortBinding[]): readonly PortBinding[] =>
  [
    ...new Map(
      ports.map((port) => {
        const hostPort = port.hostPort === "0" ? "" : port.hostPort;
        const [container = port.container] = canonicalExposed([port.container]);
        return [`${container} ${port.hostIp} ${hostPort}`, { container, hostIp: port.hostIp, hostPort }];
      }),
    ),
  ]
    .sort(([a], [b]) => byText(a, b))
    .map(([, port]) => port);

/** By target: the engine keeps them in several lists and their order means nothing. */
export const canonicalMounts = (mounts: readonly Mount[]): readonly Mount[] =>
  mounts.toSorted((a, b) => byText(a.target, b.target));

export const canonicalUlimits = (ulimits: Ulimits): Ulimits => ulimits.toSorted((a, b) => byText(a.name, b.name));

/** `02-42-AC-11-00-02`, `0242.ac11.0002` → `02:42:ac:11:00:02` */
export const canonicalMac = (address: string): string =>
  address
    .toLowerCase()
    .replaceAll(/[-.:]/g, "")
    .replaceAll(/..(?=.)/g, "$&:");

/** The whole configuration in this form. */
export const canonicalConfig = (config: ContainerConfig): ContainerConfig => ({
  ...config,
  capAdd: canonicalCapabilities(config.capAdd),
  capDrop: canonicalCapabilities(config.capDrop),
  exposed: canonicalExposed([...config.exposed, ...config.ports.map(({ container }) => container)]),
  ports: canonicalPorts(config.ports),
  mounts: canonicalMounts(config.mounts),
  ulimits: canonicalUlimits(config.ulimits),
});

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const sortedSet = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort(byText);
