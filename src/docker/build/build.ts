/**
 * Builds an image with the builder that the plan names, one of the engine's own. What it can't do is refused before
 * anything is sent: a builder may leave out without a word what it does not know.
 */
import { WindlassError } from "../../core/errors.ts";
import { oldestApi } from "../../engine/api-version.ts";
import { cannotBuild } from "../../engine/builder-abilities.ts";
import type { BuilderFacts, BuildIo, BuildSpec, ImageFact } from "../../engine/port.ts";
import { failure } from "../http/failures.ts";
import type { Transport } from "../http/transport.ts";
import { imageCall } from "../image-call.ts";
import { imageFact } from "../wire/facts.ts";
import { builderFacts } from "./builder-facts.ts";
import type { BuildTools } from "./buildkit/build.ts";
import { readRecipe } from "./recipe.ts";

/** @throws WindlassError `build-failed`, `file-not-found`, and those of a call */
export async function build(tools: BuildTools, spec: BuildSpec, io: BuildIo): Promise<ImageFact> {
  const { transport } = tools;
  try {
    await refuseInabilities(transport, spec, io.signal);
    const id = await ways[builderOf(spec)](tools, spec, io);
    return imageFact((await transport.read(imageCall(transport, id), io.signal)).body);
  } catch (error) {
    io.signal.throwIfAborted();
    throw failure(error, "build the image", "build-failed");
  }
}

type Way = (tools: BuildTools, spec: BuildSpec, io: BuildIo) => Promise<string>;

const ways: Readonly<Record<BuilderFacts["kind"], Way>> = {
  buildkit: async (tools, spec, io) => {
    const { buildByApi } = await import("./buildkit/build.ts");
    return buildByApi(tools, spec, io);
  },
  "buildkit-http": async ({ transport, logins }, spec, io) => {
    const { buildByHttp } = await import("./http-build.ts");
    return buildByHttp(transport, logins, spec, io);
  },
  classic: async ({ transport, logins }, spec, io) => {
    const { buildClassic } = await import("./http-build.ts");
    return buildClassic(transport, logins, spec, io);
  },
};

function builderOf({ builder }: BuildSpec): BuilderFacts["kind"] {
  if (builder === "bake") throw new Error("a builder outside the engine is not the engine's to call");
  return builder;
}

/** The engine is asked about itself only where that decides. */
async function refuseInabilities(transport: Transport, spec: BuildSpec, signal: AbortSignal): Promise<void> {
  const text = (await readRecipe(spec))?.text ?? "";
  if (cannotBuild(spec, { store: "graph-driver", apiVersion: oldestApi }, text).length === 0) return;
  const [first] = cannotBuild(spec, await builderFacts(transport, signal), text);
  if (first === undefined) return;
  const { attribute, what, since } = first;
  throw new WindlassError(
    "build-failed",
    `the engine's builder does not support ${what}${since === "store" ? " with this image store" : ""} (build.${attribute})`,
    { ...(since !== undefined && { hint: hints[since] }) },
  );
}

const hints = {
  store: "turn on containerd's image store in the engine's settings",
  api: "update the engine: Docker 23 and later can",
} as const;
