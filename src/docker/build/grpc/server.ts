/** Answers to calls of gRPC that come over a connection which we opened: the engine is the client on it. */
import { type IncomingHttpHeaders, performServerHandshake, type ServerHttp2Stream } from "node:http2";
import type { Duplex } from "node:stream";
import { contentType, forHttp2, GrpcError, grpcCode, http2Limits, messages, send, sendFrame } from "./frames.ts";

/** One call, while it is answered. */
export interface GrpcCall {
  readonly requests: AsyncGenerator<Uint8Array, void, undefined>;
  /** Resolves once there is room for more. */
  send(message: Uint8Array): Promise<void>;
  /** Sends what is framed already. @param onSent its bytes are free again @throws GrpcError where the stream is gone */
  sendFrame(frame: Uint8Array, onSent: () => void): void;
  /** All values of a header, in order. */
  header(name: string): readonly string[];
  /** Aborted once its caller wants no more. */
  readonly signal: AbortSignal;
}

/** Rejects with a GrpcError to say no; with another error where it failed. */
export type Handler = (call: GrpcCall) => Promise<void>;

/** One message, one answer. */
export const unary =
  (answer: (request: Uint8Array) => Promise<Uint8Array>): Handler =>
  async (call) => {
    for await (const request of call.requests) return call.send(await answer(request));
  };

/**
 * @param handlers by path, `/moby.filesync.v1.FileSync/DiffCopy`; their case does not count
 * @param onFailure is told errors other than GrpcError: of ours, not answers
 * @returns closes the connection
 */
export function serve(
  socket: Duplex,
  handlers: Readonly<Record<string, Handler>>,
  onFailure: (error: unknown) => void,
): () => void {
  const byPath = new Map(Object.entries(handlers).map(([path, handler]) => [path.toLowerCase(), handler]));
  const session = performServerHandshake(forHttp2(socket), http2Limits);
  session.on("stream", (stream, headers, _flags, rawHeaders) => {
    stream.on("error", () => {});
    const handler = byPath.get(String(headers[":path"]).toLowerCase());
    answer(stream, headers, rawHeaders, handler).catch(onFailure);
  });
  // The build's own answer tells what a connection that broke has spoilt.
  session.on("error", () => {});
  socket.on("error", () => {});
  return () => {
    session.destroy();
    socket.destroy();
  };
}

async function answer(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  rawHeaders: readonly string[],
  handler: Handler | undefined,
): Promise<void> {
  const left = new AbortController();
  stream.on("close", () => left.abort());
  let status: Readonly<Record<string, string | number>> = { "grpc-status": grpcCode.ok };
  let failure: unknown;
  stream.respond({ ":status": 200, "content-type": contentType }, { waitForTrailers: true });
  stream.on("wantTrailers", () => stream.sendTrailers(status));
  try {
    if (handler === undefined) throw new GrpcError(grpcCode.unimplemented, "unknown method");
    await handler({
      requests: messages(stream),
      send: (message) => send(stream, message),
      sendFrame: (frame, onSent) => sendFrame(stream, frame, onSent),
      header: (name) => valuesOf(name, headers, rawHeaders),
      signal: left.signal,
    });
  } catch (error) {
    const code = error instanceof GrpcError ? error.code : grpcCode.unavailable;
    status = { "grpc-status": code, "grpc-message": escaped(error instanceof Error ? error.message : String(error)) };
    // A caller that left makes whatever was under way fail.
    if (!(error instanceof GrpcError) && !stream.destroyed) failure = error;
  }
  if (!stream.destroyed) stream.end();
  if (failure !== undefined) throw failure;
}

/** Node joins what comes several times. */
function valuesOf(name: string, headers: IncomingHttpHeaders, rawHeaders: readonly string[]): readonly string[] {
  const values = rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1] === name);
  const joined = headers[name];
  return values.length > 0 || joined === undefined ? values : [joined].flat();
}

const escaped = (text: string): string =>
  Buffer.from(text)
    .toString("latin1")
    .replace(/[^ -$&-~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
