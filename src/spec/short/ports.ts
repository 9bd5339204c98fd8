/** `[[address:]host[-end]:]container[-end][/protocol]` → one mapping for each container port. */
import { isIP } from "node:net";

export interface ShortPort {
  readonly hostIp?: string;
  readonly target: number;
  /** A number, or a range to choose from. */
  readonly published?: string;
  readonly protocol: string;
}

const protocols: ReadonlySet<string> = new Set(["tcp", "udp", "sctp"]);

export const isProtocol = (text: string): boolean => protocols.has(text.toLowerCase());

/** What is wrong, and the part of the text that is. */
export interface PortFault {
  readonly what: string;
  readonly part: string;
}

/** The ports, or what is wrong with the text. */
export function parsePorts(text: string): readonly ShortPort[] | PortFault {
  const parts = text.split(":");
  const [container = "", protocolText = ""] = (parts.pop() ?? "").split("/");
  const host = parts.pop() ?? "";
  const before = parts.join(":");
  const address = addressOf(before);
  if (address === undefined) return { what: "invalid IP address", part: before };
  if (container === "") return { what: "missing container port", part: "" };
  const target = portRange(container);
  if (target === undefined || target.from === 0) return { what: "invalid container port", part: container };
  const published = host === "" ? undefined : portRange(host);
  if (host !== "" && published === undefined) return { what: "invalid host port", part: host };
  const protocol = protocolText === "" ? "tcp" : protocolText.toLowerCase();
  if (!isProtocol(protocol)) return { what: "invalid protocol", part: protocol };
  const size = target.to - target.from;
  if (published && size > 0 && published.to - published.from !== size)
    return { what: "port ranges of different sizes", part: `${host}:${container}` };
  return Array.from({ length: size + 1 }, (_, i) => ({
    ...(address !== "" && { hostIp: address }),
    target: target.from + i,
    ...(published && { published: publishedText(published, size, i) }),
    protocol,
  })).sort((a, b) => (String(a.target) < String(b.target) ? -1 : 1));
}

/** What is said where a service has more containers than a mapping has ports of the host for. */
export function tooFewPorts(
  published: string,
  replicas: number,
): { readonly message: string; readonly hint: string } | undefined {
  const count = portsIn(published);
  if (replicas <= count) return undefined;
  const shared = count === 1 ? `host port ${published}` : `the ${count} host ports ${published}`;
  return {
    message: `${replicas} replicas cannot share ${shared}`,
    hint: "publish a range such as 8000-8009:80, or no fixed host port",
  };
}

/** How many ports of the host a text names: one in `80`, two in `8000-8001`; no end of them where the engine chooses. */
function portsIn(published: string): number {
  const asked = portRange(published);
  return asked === undefined || asked.to === 0 ? Number.POSITIVE_INFINITY : asked.to - asked.from + 1;
}

/** One container port may be given a range of the host's to choose from. */
function publishedText(published: Range, size: number, index: number): string {
  const first = published.from + index;
  return size === 0 && published.to > published.from ? `${first}-${published.to}` : String(first);
}

function addressOf(text: string): string | undefined {
  if (text === "") return "";
  const bracketed = /^\[(.*)\]$/.exec(text)?.[1];
  if (bracketed !== undefined) return isIP(bracketed) === 6 ? bracketed : undefined;
  return isIP(text) === 0 ? undefined : text;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

export function portRange(text: string): Range | undefined {
  const [, first, last] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  if (first === undefined) return undefined;
  const from = Number(first);
  const to = Number(last ?? first);
  return from <= to && to <= 65_535 ? { from, to } : undefined;
}
