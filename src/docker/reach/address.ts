/**
 * An engine's address as users write it, read and written. Pure. Where an address is looked for is engine-selector.ts's
 * knowledge, what listens there connect.ts's.
 */
import { WindlassError } from "../../core/errors.ts";

export type EngineAddress =
  | { readonly kind: "unix"; readonly path: string }
  /** A named pipe of Windows, written as `//./pipe/docker_engine`. */
  | { readonly kind: "npipe"; readonly path: string }
  | { readonly kind: "tcp"; readonly host: string; readonly port: number; readonly tls?: Tls }
  | {
      readonly kind: "ssh";
      readonly host: string;
      readonly user?: string;
      readonly port?: number;
      /** Of the engine on the far side, where it is not that host's default. */
      readonly socket?: string;
    };

/** Texts are PEM. */
export interface Tls {
  /** Absent: the authorities that Node knows. */
  readonly ca?: string;
  readonly client?: { readonly cert: string; readonly key: string };
  /** Whether the engine's certificate must be a good one. */
  readonly verify: boolean;
}

export type Env = Readonly<Record<string, string | undefined>>;

type Parser = (rest: string, tls: Tls | undefined, invalid: (hint: string) => WindlassError) => EngineAddress;

const plainPort = 2375;
const tlsPort = 2376;
/** `[::1]:2375/`: a name, an IPv4 address, or an IPv6 address in brackets. */
const hostAndPort = /^(\[[0-9a-f:.%]+\]|[^:/@?#\s]+)(?::(\d{1,5}))?\/?$/i;
const sshPlace = /^(?:([^@:/\s]+)@)?(\[[0-9a-f:.%]+\]|[^:/@?#\s]+)(?::(\d{1,5}))?(\/[^\s?#]*)?$/i;

const parsers: Readonly<Record<string, Parser>> = {
  unix: (path, _, invalid) => {
    if (path.startsWith("/")) return { kind: "unix", path };
    throw invalid("a unix socket needs an absolute path: unix:///var/run/docker.sock");
  },
  npipe: (rest, _, invalid) => {
    const path = rest.replaceAll("\\", "/");
    if (/^\/\/[^/]+\/pipe\/./.test(path)) return { kind: "npipe", path };
    throw invalid("write a pipe as npipe:////./pipe/docker_engine");
  },
  tcp: parseTcp,
  http: parseTcp,
  https: (rest, tls, invalid) => parseTcp(rest, tls ?? { verify: true }, invalid),
  ssh: (rest, _, invalid) => {
    const [, user, host, port, socket = ""] = sshPlace.exec(rest) ?? [];
    if (host === undefined || host.startsWith("-") || !isPort(port)) throw invalid("write it as ssh://user@host:port");
    return {
      kind: "ssh",
      host: unbracketed(host),
      ...(user !== undefined && { user }),
      ...(port !== undefined && { port: Number(port) }),
      ...(socket.length > 1 && { socket }),
    };
  },
};

function parseTcp(...[rest, tls, invalid]: Parameters<Parser>): EngineAddress {
  const [, host, port] = hostAndPort.exec(rest) ?? [];
  if (host === undefined || !isPort(port)) throw invalid("write it as tcp://host:port");
  const usual = tls === undefined ? plainPort : tlsPort;
  return { kind: "tcp", host: unbracketed(host), port: Number(port ?? usual), ...(tls && { tls }) };
}

const isPort = (text: string | undefined): boolean => text === undefined || (Number(text) > 0 && Number(text) < 65_536);

const unbracketed = (host: string): string => host.replace(/^\[(.*)\]$/, "$1");
const bracketed = (host: string): string => (host.includes(":") ? `[${host}]` : host);

/**
 * @param said what names the address, as in "… is …": `DOCKER_HOST`
 * @param tls for addresses over which TLS can be spoken; absent: none
 * @throws WindlassError `engine-address-invalid`
 */
export function parseAddress(text: string, said: string, tls?: Tls): EngineAddress {
  const [, scheme = "tcp", rest = ""] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(.*)$/is.exec(text) ?? [];
  const parse = Object.hasOwn(parsers, scheme.toLowerCase()) ? parsers[scheme.toLowerCase()] : undefined;
  const invalid = (hint: string): WindlassError =>
    new WindlassError("engine-address-invalid", `${said} is "${shown(text)}", which is not a valid engine address`, {
      hint,
    });
  if (parse === undefined) throw invalid("use unix://, tcp://, ssh:// or npipe://");
  return parse(rest, tls, invalid);
}

/** Without what may be a password. */
const shown = (text: string): string => text.replace(/:[^:@/]*@/, ":…@");

/** As a user would write it into DOCKER_HOST. */
export function addressText(address: EngineAddress): string {
  switch (address.kind) {
    case "unix":
    case "npipe":
      return `${address.kind}://${address.path}`;
    case "tcp":
      return `tcp://${bracketed(address.host)}:${address.port}`;
    case "ssh": {
      const { user, host, port, socket = "" } = address;
      return `ssh://${user === undefined ? "" : `${user}@`}${bracketed(host)}${port === undefined ? "" : `:${port}`}${socket}`;
    }
  }
}

/** Whether paths and ports mean the same there. What ssh leads to is never taken for this host. */
export function isLocal(address: EngineAddress): boolean {
  if (address.kind === "tcp") return /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(address.host);
  return address.kind !== "ssh";
}
