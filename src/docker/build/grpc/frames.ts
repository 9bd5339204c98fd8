/** gRPC's messages on a stream of HTTP/2: each behind a byte for compression, which is not used, and four for its length. */
import type { Http2Stream, SessionOptions } from "node:http2";
import { Duplex, type Readable } from "node:stream";

export const contentType = "application/grpc";

/** Codes of gRPC that are told apart here. */
export const grpcCode = {
  ok: 0,
  cancelled: 1,
  unknown: 2,
  notFound: 5,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
} as const;

/** Its sender says that it failed. */
export class GrpcError extends Error {
  override readonly name = "GrpcError";
  readonly code: number;
  /** A message of `google.rpc.Status`; empty where there is none. */
  readonly details: Uint8Array;

  constructor(code: number, message: string, details: Uint8Array = new Uint8Array()) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

export const prefixLength = 5;
/** A larger one is not a message of a build. */
const mostBytes = 64 << 20;

export function framed(message: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(prefixLength + message.length);
  writePrefix(frame, message.length);
  frame.set(message, prefixLength);
  return frame;
}

/** @param size bytes of the message behind it */
export function writePrefix(frame: Buffer, size: number): void {
  frame[0] = 0;
  frame.writeUInt32BE(size, 1);
}

/** The messages that come, to the stream's end; they wait for their reader. */
export async function* messages(stream: Readable): AsyncGenerator<Uint8Array, void, undefined> {
  let held: Buffer[] = [];
  let length = 0;
  // Whoever has read enough may still answer.
  const chunks: AsyncIterable<Buffer> = stream.iterator({ destroyOnReturn: false });
  for await (const chunk of chunks) {
    held.push(chunk);
    length += chunk.length;
    for (;;) {
      if (length < prefixLength) break;
      let first = held[0] as Buffer;
      if (first.length < prefixLength) {
        first = Buffer.concat(held);
        held = [first];
      }
      const size = first.readUInt32BE(1);
      if (first[0] !== 0 || size > mostBytes) throw new GrpcError(grpcCode.internal, "this is not a message of gRPC");
      if (length < prefixLength + size) break;
      const all = held.length === 1 ? first : Buffer.concat(held);
      yield all.subarray(prefixLength, prefixLength + size);
      const rest = all.subarray(prefixLength + size);
      held = rest.length > 0 ? [rest] : [];
      length = rest.length;
    }
  }
  if (length > 0) throw new GrpcError(grpcCode.unavailable, "a message was cut off");
}

/** One write of more than a stream's first window, 64 KiB, may never end under Bun. */
const mostWritten = 32 << 10;

/** Resolves once there is room for more; rejects where the stream is gone. */
export async function send(stream: Http2Stream, message: Uint8Array): Promise<void> {
  if (stream.destroyed || stream.closed) throw gone();
  const frame = framed(message);
  let hasRoom = true;
  for (let at = 0; at < frame.length; at += mostWritten) hasRoom = stream.write(frame.subarray(at, at + mostWritten));
  if (hasRoom) return;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onClose = (): void => reject(gone());
  stream.once("drain", resolve).once("close", onClose);
  await promise.finally(() => stream.off("drain", resolve).off("close", onClose));
}

/** @throws GrpcError where the stream is gone */
export function sendFrame(stream: Http2Stream, frame: Uint8Array, onSent: () => void): void {
  if (stream.destroyed || stream.closed) throw gone();
  stream.write(frame, onSent);
}

export const gone = (): GrpcError => new GrpcError(grpcCode.cancelled, "the stream was closed");

/**
 * The connection for HTTP/2. What came behind the engine's answer waits in the socket, where HTTP/2 does not look for it:
 * then it gets the socket behind a stream.
 */
export const forHttp2 = (socket: Duplex): Duplex =>
  socket.readableLength === 0 ? socket : Duplex.from({ readable: socket, writable: socket });

/** Room for the headers of a large ignore file, whose patterns come as one header each. */
export const http2Limits: SessionOptions = {
  maxHeaderListPairs: 1 << 20,
  maxSessionMemory: 128,
  settings: { maxHeaderListSize: 16 << 20, initialWindowSize: 1 << 20 },
};
