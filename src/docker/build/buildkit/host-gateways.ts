/** The addresses that `host-gateway` stands for, which an engine tells with its workers. */

import { WindlassError } from "../../../core/errors.ts";
import type { BuildSpec } from "../../../engine/port.ts";
import type { GrpcClient } from "../grpc/client.ts";
import { fieldsOf, messagesIn, textsOf } from "../grpc/protobuf.ts";
import { gatewayName } from "./solve-request.ts";

const label = "org.mobyproject.buildkit.worker.moby.host-gateway-ip";

/** @returns empty where no host of the build is there @throws WindlassError `build-failed` where the engine does not tell */
export async function hostGateways(grpc: GrpcClient, { extraHosts }: BuildSpec): Promise<readonly string[]> {
  if (!extraHosts.some((host) => host.endsWith(`:${gatewayName}`))) return [];
  const workers = messagesIn(fieldsOf(await grpc.ask("/moby.buildkit.v1.Control/ListWorkers", new Uint8Array())), 1);
  const addresses = workers.map((worker) => textsOf(worker, 2)[label] ?? "").find(Boolean);
  if (addresses === undefined)
    throw new WindlassError("build-failed", `the engine does not say what address "${gatewayName}" is`, {
      hint: "write an address in `extra_hosts`",
    });
  return addresses.split(",");
}
