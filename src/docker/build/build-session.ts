/**
 * What BuildKit asks of us while it builds: over one connection that is turned round, the engine calls and we answer, in
 * gRPC over HTTP/2. It asks for logins, one registry at a time, also where there are none; without anybody to ask it
 * pulls no base image at all.
 */
import { randomUUID } from "node:crypto";
import { performServerHandshake, type ServerHttp2Stream } from "node:http2";
import { buffer } from "node:stream/consumers";
import protobuf from "protobufjs/minimal.js";
import type { Logins } from "../client/docker-login.ts";
import { CallError } from "../http/call-error.ts";
import type { Call, Transport } from "../http/transport.ts";

export interface BuildSession {
  /** For the build's call. */
  readonly id: string;
  /** Why a question could not be answered, if one could not. */
  failure(): unknown;
  close(): void;
}

/** A call's message → the answer's. */
type Method = (request: Uint8Array) => Promise<Uint8Array>;

const credentials = "/moby.filesync.v1.Auth/Credentials";
const unimplemented = 12;
const unavailable = 14;

/** @returns `undefined` where the engine, or a proxy before it, does not let us: then it builds on what it has */
export async function openSession(
  transport: Transport,
  logins: Logins,
  signal: AbortSignal,
): Promise<BuildSession | undefined> {
  const id = randomUUID();
  const headers = {
    Upgrade: "h2c",
    "X-Docker-Expose-Session-Uuid": id,
    "X-Docker-Expose-Session-Name": "windlass",
    "X-Docker-Expose-Session-Grpc-Method": credentials,
  };
  const call: Call = { method: "POST", path: ["session"], headers };
  const socket = await transport.upgrade(call, signal).catch((error: unknown) => {
    if (error instanceof CallError && (error.fault.kind === "refused" || error.fault.kind === "broken"))
      return undefined;
    throw error;
  });
  if (socket === undefined) return undefined;
  let failure: unknown;
  const methods: Readonly<Record<string, Method>> = {
    [credentials]: async (request) => {
      const login = await logins(firstText(request), signal);
      const { username = "", password = "", identitytoken } = login ?? {};
      return identitytoken === undefined ? texts(username, password) : texts("", identitytoken);
    },
    "/grpc.health.v1.Health/Check": async () => serving,
  };
  const session = performServerHandshake(socket);
  session.on("stream", (stream, headers) => {
    stream.on("error", () => {});
    const method = methods[String(headers[":path"])];
    answer(stream, method).catch((error: unknown) => {
      failure ??= error;
      end(stream, unavailable);
    });
  });
  // The build's own answer tells what a connection that broke has spoilt.
  session.on("error", () => {});
  socket.on("error", () => {});
  return {
    id,
    failure: () => failure,
    close: () => {
      session.destroy();
      socket.destroy();
    },
  };
}

async function answer(stream: ServerHttp2Stream, method: Method | undefined): Promise<void> {
  if (method === undefined) return end(stream, unimplemented);
  const response = await method(unframed(await buffer(stream)));
  if (stream.destroyed) return;
  stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
  stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
  stream.end(framed(response));
}

function end(stream: ServerHttp2Stream, status: number): void {
  if (stream.destroyed || stream.headersSent) return;
  stream.respond({ ":status": 200, "content-type": "application/grpc", "grpc-status": status }, { endStream: true });
}

/** A message travels behind a byte for compression, which is not used, and four for its length. */
const prefixLength = 5;

const unframed = (frame: Buffer): Uint8Array => frame.subarray(prefixLength);

function framed(message: Uint8Array): Buffer {
  const frame = Buffer.alloc(prefixLength + message.length);
  frame.writeUInt32BE(message.length, 1);
  frame.set(message, prefixLength);
  return frame;
}

const lengthDelimited = 2;
const fieldTag = (field: number, type: number): number => (field << 3) | type;

/** A message of texts, numbered from 1. */
function texts(...values: readonly string[]): Uint8Array {
  const writer = protobuf.Writer.create();
  for (const [index, value] of values.entries()) writer.uint32(fieldTag(index + 1, lengthDelimited)).string(value);
  return writer.finish();
}

function firstText(message: Uint8Array): string {
  const reader = protobuf.Reader.create(message);
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag === fieldTag(1, lengthDelimited)) return reader.string();
    reader.skipType(tag & 7);
  }
  return "";
}

const serving: Uint8Array = protobuf.Writer.create().uint32(fieldTag(1, 0)).uint32(1).finish();
