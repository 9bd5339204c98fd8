/**
 * What BuildKit asks of us while it builds: over one connection that is turned round, the engine calls and we answer. It
 * asks for logins, one registry at a time, also where there are none; for files of the contexts, for secrets, and to
 * speak to ssh agents.
 */
import { randomUUID } from "node:crypto";
import type { Transport } from "../../http/transport.ts";
import { message } from "../grpc/protobuf.ts";
import { type Handler, serve, unary } from "../grpc/server.ts";

export interface BuildSession {
  /** For the build's call. */
  readonly id: string;
  /** Why a question could not be answered, if one could not. */
  failure(): unknown;
  close(): void;
}

/** What can be asked for, by its path. */
export type Handlers = Readonly<Record<string, Handler>>;

const serving = message([1, 1]);
const health: Handlers = { "/grpc.health.v1.Health/Check": unary(async () => serving) };

/**
 * @param sharedKey the same for builds of the same folders: the engine keeps what it has of them
 * @throws CallError, as calls do; the signal counts until the session stands
 */
export async function openSession(
  transport: Transport,
  handlers: Handlers,
  sharedKey: string,
  signal: AbortSignal,
): Promise<BuildSession> {
  const id = randomUUID();
  const headers = {
    Upgrade: "h2c",
    "X-Docker-Expose-Session-Uuid": id,
    "X-Docker-Expose-Session-Name": "windlass",
    "X-Docker-Expose-Session-Sharedkey": sharedKey,
    "X-Docker-Expose-Session-Grpc-Method": Object.keys(handlers),
  };
  const socket = await transport.upgrade({ method: "POST", path: ["session"], headers }, signal);
  let failure: unknown;
  const close = serve(socket, { ...handlers, ...health }, (error) => {
    failure ??= error;
  });
  return { id, failure: () => failure, close };
}
