/**
 * How connections to one address are made: each a stream of bytes that HTTP is spoken over. A connection that can't be
 * made ends in an error that faultOf knows as "unsent".
 */
import { connect as dial, isIP, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { EngineAddress, Env, Tls } from "./address.ts";

export interface Line {
  /** Connections for reads, and for changes, at once: each is kept and used again. */
  readonly maxReads: number;
  readonly maxChanges: number;
  /** A new connection: one of those, or one for what may take long. */
  connect(use: "read" | "change" | "long"): Duplex;
  /** Resolves when there is room for one more long one, which must be made at once then. Absent: there always is. */
  room?(signal: AbortSignal): Promise<void>;
  close(): void;
}

export interface LineOptions {
  /** For programs that are started: where they are found, what they read. */
  readonly env: Env;
  /** Whether such a program may ask its user something on the terminal. */
  readonly mayAsk: boolean;
  /** How long setting up may take where nobody is asked. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/** An engine reads no faster for more. */
const maxReads = 8;
const maxChanges = 64;

/** Each connection on its own, straight to the address. */
export const directLine = (address: Exclude<EngineAddress, { kind: "ssh" }>): Line => ({
  maxReads,
  maxChanges,
  connect: () => connection(address),
  close: () => {},
});

function connection(address: Exclude<EngineAddress, { kind: "ssh" }>): Duplex {
  if (address.kind !== "tcp") return dial(address.path);
  const { host, port, tls } = address;
  return tls === undefined ? lasting(dial(port, host)) : secured(host, port, tls);
}

/** A change may be waited for without a word for as long as it takes: a peer that is gone must be noticed meanwhile. */
const keepAliveMs = 30_000;

const lasting = (socket: Socket): Socket => socket.setNoDelay(true).setKeepAlive(true, keepAliveMs);

function secured(host: string, port: number, { ca, client, verify }: Tls): Duplex {
  // Loaded with all of Node's cryptography, which no other address needs.
  const socket = process.getBuiltinModule("node:tls").connect({
    host,
    port,
    // An address has no name to ask for, and Node warns where one is asked for nevertheless.
    servername: isIP(host) === 0 ? host : "",
    ALPNProtocols: ["http/1.1"],
    rejectUnauthorized: verify,
    ...(ca !== undefined && { ca }),
    ...client,
  });
  // A handshake that fails is a connection that was not made: whoever hears of it next is to know.
  const untilSecure = (error: NodeJS.ErrnoException): void => {
    error.syscall = "connect";
  };
  return lasting(socket.once("error", untilSecure).once("secureConnect", () => socket.off("error", untilSecure)));
}
