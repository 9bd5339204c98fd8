/**
 * Builds an image with the builder that the plan names, one of the engine's own. What it can't do is refused before
 * anything is sent: a builder may leave out without a word what it does not know.
 */
import { WindlassError } from "../../core/errors.ts";
import { cannotBuild } from "../../engine/builder-abilities.ts";
import type { BuilderFacts, BuildIo, BuildSpec, ImageFact } from "../../engine/port.ts";
import type { Logins } from "../client/docker-login.ts";
import { failure } from "../http/failures.ts";
import type { Transport } from "../http/transport.ts";
import { imageCall } from "../image-call.ts";
import { imageFact } from "../wire/facts.ts";
import { storeOf } from "./builder-facts.ts";

/** @throws WindlassError `build-failed`, `file-not-found`, and those of a call */
export async function build(transport: Transport, logins: Logins, spec: BuildSpec, io: BuildIo): Promise<ImageFact> {
  try {
    const store = await storeOf(transport, io.signal);
    refuseInabilities(spec, store);
    const id = await ways[builderOf(spec)](transport, logins, spec, io, store);
    return imageFact((await transport.read(imageCall(transport, id), io.signal)).body);
  } catch (error) {
    io.signal.throwIfAborted();
    throw failure(error, "build the image", "build-failed");
  }
}

type Way = (
  transport: Transport,
  logins: Logins,
  spec: BuildSpec,
  io: BuildIo,
  store: BuilderFacts["store"],
) => Promise<string>;

const ways: Readonly<Record<BuilderFacts["kind"], Way>> = {
  buildkit: async (transport, logins, spec, io, store) => {
    const { buildByApi } = await import("./buildkit/build.ts");
    return buildByApi({ transport, logins, store }, spec, io);
  },
  "buildkit-http": async (transport, logins, spec, io) => {
    const { buildByHttp } = await import("./http-build.ts");
    return buildByHttp(transport, logins, spec, io);
  },
  classic: async (transport, logins, spec, io) => {
    const { buildClassic } = await import("./http-build.ts");
    return buildClassic(transport, logins, spec, io);
  },
};

function builderOf({ builder }: BuildSpec): BuilderFacts["kind"] {
  if (builder === "bake") throw new Error("a builder outside the engine is not the engine's to call");
  return builder;
}

function refuseInabilities(spec: BuildSpec, store: BuilderFacts["store"]): void {
  const [first] = cannotBuild(spec, { store });
  if (first === undefined) return;
  throw new WindlassError(
    "build-failed",
    `the engine's builder does not support ${first.what} (build.${first.attribute})`,
  );
}
