/** Builds by BuildKit's own API: what is asked for goes in one message, how far it is comes on a second call. */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { BuildIo, BuildSpec, ImagesPort } from "../../../engine/port.ts";
import type { Logins } from "../../client/docker-login.ts";
import { CallError } from "../../http/call-error.ts";
import type { Transport } from "../../http/transport.ts";
import { buildFailure } from "../failure.ts";
import type { GrpcClient } from "../grpc/client.ts";
import { GrpcError } from "../grpc/frames.ts";
import { fieldsOf, message, textsOf } from "../grpc/protobuf.ts";
import { readRecipe, shownRecipe } from "../recipe.ts";
import { connected, sessionHandlers } from "./connection.ts";
import { buildkitContexts } from "./contexts.ts";
import { placeIn } from "./failure.ts";
import { hostGateways } from "./host-gateways.ts";
import { withNewerBases } from "./newer-bases.ts";
import { BuildkitProgress } from "./progress.ts";
import {
  cacheExports,
  encoded,
  entitlementsOf,
  exporterAttributes,
  frontendAttributes,
  frontendOf,
  type SolveRequest,
} from "./solve-request.ts";

/** What builds are made with. */
export interface BuildTools {
  readonly transport: Transport;
  readonly logins: Logins;
  readonly pullImage: ImagesPort["pullImage"];
}

/** Once a build has ended, its last words come at once or not at all. */
const lastWordsMs = 3_000;

/**
 * @returns the built image's digest, by which the engine knows it
 * @throws WindlassError `build-failed`, `file-not-found`; CallError where the engine was lost
 */
export async function buildByApi(tools: BuildTools, asked: BuildSpec, io: BuildIo): Promise<string> {
  const { transport, logins, pullImage } = tools;
  const recipe = await readRecipe(asked);
  const spec = await withNewerBases(pullImage, asked, recipe, io);
  const contexts = await buildkitContexts(spec, recipe);
  const handlers = await sessionHandlers(logins, contexts, spec, io);
  return connected(transport, handlers, contexts.sharedKey, io.signal, async ({ grpc, session }) => {
    const request: SolveRequest = {
      ref: randomUUID(),
      session,
      frontend: frontendOf(spec),
      attributes: { ...frontendAttributes(spec, await hostGateways(grpc, spec)), ...contexts.attributes },
      exporter: exporterAttributes(spec),
      cacheFrom: spec.cacheFrom,
      cacheTo: cacheExports(spec),
      entitlements: entitlementsOf(spec),
    };
    const progress = new BuildkitProgress(io.onProgress);
    const response = await solve(grpc, request, progress).catch((error: unknown) => {
      if (!(error instanceof GrpcError)) throw error;
      throw buildFailure(error.message, shownRecipe(spec, recipe), progress.failed(), placeIn(error.details));
    });
    const digest = response["containerimage.digest"];
    if (digest === undefined) throw new CallError({ kind: "broken", reason: "it ended without naming the image" });
    return digest;
  });
}

/** @returns what the exporter says */
async function solve(
  grpc: GrpcClient,
  request: SolveRequest,
  progress: BuildkitProgress,
): Promise<Readonly<Record<string, string>>> {
  const { ref } = request;
  const answer = grpc.ask("/moby.buildkit.v1.Control/Solve", encoded(request));
  const telling = tell(grpc, ref, progress);
  try {
    return textsOf(fieldsOf(await answer), 1);
  } finally {
    await Promise.race([telling, sleep(lastWordsMs, undefined, { ref: false })]);
  }
}

/** Until the build has ended. How it ended is told by the other call; what is missing of this one is no fault of the build. */
async function tell(grpc: GrpcClient, ref: string, progress: BuildkitProgress): Promise<void> {
  try {
    for await (const status of grpc.follow("/moby.buildkit.v1.Control/Status", message([1, ref])))
      progress.take(status);
  } catch {
    // Nothing is left to tell.
  }
}
