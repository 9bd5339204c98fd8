/** Has docker's plugin for AI models, `docker-model`, fetch a model or set how it is run. What it says is told as progress. */
import { WindlassError } from "../core/errors.ts";
import type { Progress, Resource } from "../core/events.ts";
import type { Host } from "../engine/host.ts";
import type { Operation } from "../planner/plan/operation.ts";

export interface ModelIo {
  readonly host: () => Promise<Host>;
  readonly resource: Resource;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

type Pull = Extract<Operation, { kind: "pull-model" }>;
type Configure = Extract<Operation, { kind: "configure-model" }>;

/** @throws WindlassError `model-plugin-not-found`, `model-failed` */
export const pullModel = ({ model }: Pull, io: ModelIo): Promise<void> => runPlugin("pull", ["pull", model], io);

/** @throws WindlassError `model-plugin-not-found`, `model-failed` */
export function configureModel({ model, contextSize, runtimeFlags = [] }: Configure, io: ModelIo): Promise<void> {
  const size = contextSize === undefined ? [] : ["--context-size", String(contextSize)];
  const flags = runtimeFlags.length === 0 ? [] : ["--", ...runtimeFlags];
  return runPlugin("configure", ["configure", ...size, model, ...flags], io);
}

async function runPlugin(verb: string, args: readonly string[], io: ModelIo): Promise<void> {
  const host = await io.host();
  const program = await host.findPlugin("model");
  if (program === undefined)
    throw new WindlassError(
      "model-plugin-not-found",
      "the docker CLI plugin for AI models, docker-model, is no longer installed",
      {
        hint: "install the plugin docker-model",
      },
    );
  const heard = (line: string): void => {
    if (line.trim() !== "") io.onProgress({ text: line.trim() });
  };
  // The plugin says most on standard error.
  const end = await host.runProgram({ program, args, onLine: heard, onErrorLine: heard }, io.signal);
  if (end.code === 0) return;
  throw new WindlassError(
    "model-failed",
    `docker-model could not ${verb} model ${io.resource.name}: ${lastWords(end.errors) || `exited with code ${end.code}`}`,
  );
}

/** The end of what it complained of: before it stand its progress and how it is used. */
const lastWords = (errors: string): string =>
  (errors.split(/\n\s*\n/).at(-1) ?? "").trim().split("\n").slice(-3).join("\n");
