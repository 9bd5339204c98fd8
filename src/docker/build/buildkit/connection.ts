/**
 * The two connections of a build: one on which we ask, one on which BuildKit asks us. When the signal is aborted both end, and
 * with them what the engine does for us.
 */
import type { BuildIo, BuildSpec } from "../../../engine/port.ts";
import type { Logins } from "../../client/docker-login.ts";
import type { Transport } from "../../http/transport.ts";
import { type GrpcClient, openGrpc } from "../grpc/client.ts";
import { fileHandlers } from "../session/files.ts";
import { loginHandlers } from "../session/logins.ts";
import { secretHandlers } from "../session/secrets.ts";
import { type Handlers, openSession } from "../session/session.ts";
import { sshHandlers } from "../session/ssh.ts";
import type { Contexts } from "./contexts.ts";

/** @throws WindlassError `build-failed` where ssh access can't be had */
export const sessionHandlers = async (
  logins: Logins,
  contexts: Contexts,
  spec: BuildSpec,
  io: BuildIo,
): Promise<Handlers> => ({
  ...loginHandlers(logins, io.signal),
  ...fileHandlers(contexts.trees),
  ...secretHandlers(spec.secrets, io),
  ...(await sshHandlers(spec.ssh)),
});

export interface Connected {
  readonly grpc: GrpcClient;
  /** The session's id. */
  readonly session: string;
}

/** @param act rejects where the connection breaks; then and in the end both connections are closed */
export async function connected<Result>(
  transport: Transport,
  handlers: Handlers,
  sharedKey: string,
  signal: AbortSignal,
  act: (connected: Connected) => Promise<Result>,
): Promise<Result> {
  const session = await openSession(transport, handlers, sharedKey, signal);
  let grpc: GrpcClient | undefined;
  const stop = (): void => grpc?.close(signal.reason);
  signal.addEventListener("abort", stop, { once: true });
  try {
    grpc = await openGrpc(transport, signal);
    signal.throwIfAborted();
    return await act({ grpc, session: session.id });
  } catch (error) {
    signal.throwIfAborted();
    // What we could not answer is why the engine gave up.
    throw session.failure() ?? error;
  } finally {
    signal.removeEventListener("abort", stop);
    grpc?.close();
    session.close();
  }
}
