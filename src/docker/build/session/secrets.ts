/** A build's secrets, each read once however often a step asks for it. */
import { WindlassError } from "../../../core/errors.ts";
import type { BuildIo, BuildSecret } from "../../../engine/port.ts";
import { GrpcError, grpcCode } from "../grpc/frames.ts";
import { fieldsOf, message, textOf } from "../grpc/protobuf.ts";
import { unary } from "../grpc/server.ts";
import type { Handlers } from "./session.ts";

/** BuildKit's own limit. */
const mostBytes = 500 << 10;

export function secretHandlers(
  secrets: readonly BuildSecret[],
  { secret: bytesOf, signal }: Pick<BuildIo, "secret" | "signal">,
): Handlers {
  const read = new Map<string, Promise<Uint8Array>>();
  return {
    "/moby.buildkit.secrets.v1.Secrets/GetSecret": unary(async (request) => {
      const id = textOf(fieldsOf(request), 1);
      const secret = secrets.find((one) => one.id === id);
      // A step may do without it.
      if (secret === undefined) throw new GrpcError(grpcCode.notFound, `secret ${id} not found`);
      const reading = read.get(id) ?? bytesOf(secret.content, signal);
      read.set(id, reading);
      return message([1, fitting(id, await reading)]);
    }),
  };
}

function fitting(id: string, bytes: Uint8Array): Uint8Array {
  if (bytes.length <= mostBytes) return bytes;
  throw new WindlassError(
    "build-failed",
    `the build secret "${id}" has ${Math.ceil(bytes.length / 1024)} KiB: BuildKit takes at most 500 KiB`,
  );
}
