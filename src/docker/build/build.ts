/**
 * Builds an image: the context goes up, progress comes back, and the image that the engine names at the end is
 * inspected. BuildKit does it, which asks for logins on the way; the classic builder where the engine has no BuildKit,
 * which gets those that it may need.
 */

import { baseImages } from "../../core/base-images.ts";
import { defined } from "../../core/defined.ts";
import { failedAt } from "../../core/dockerfile.ts";
import { WindlassError } from "../../core/errors.ts";
import type { BuildIo, BuildSpec, ImageFact, OnProgress } from "../../engine/port.ts";
import { buildHeaders } from "../client/auth-header.ts";
import type { Logins } from "../client/docker-login.ts";
import { registryOf } from "../client/registries.ts";
import { CallError } from "../http/call-error.ts";
import { failure, refusal } from "../http/failures.ts";
import { jsonLines } from "../http/json-lines.ts";
import type { Call, Transport } from "../http/transport.ts";
import { imageCall } from "../image-call.ts";
import { imageFact } from "../wire/facts.ts";
import { type JsonRecord, number, orAbsent, record, text } from "../wire/json.ts";
import { type BuildContext, openContext } from "./build-context.ts";
import { openSession } from "./build-session.ts";
import { BuildkitProgress } from "./buildkit-progress.ts";

type Builder = "buildkit" | "classic";
/** The Dockerfile, by its name and its text. */
type Recipe = Pick<BuildContext, "dockerfile" | "recipe">;

/** @throws WindlassError `build-failed`, `file-not-found` */
export async function build(
  transport: Transport,
  logins: Logins,
  spec: BuildSpec,
  { onProgress, signal }: BuildIo,
): Promise<ImageFact> {
  try {
    const id = await buildWithBuildkit(transport, logins, spec, onProgress, signal).catch((error: unknown) => {
      if (hasNoBuildkit(error)) return buildClassic(transport, logins, spec, onProgress, signal);
      throw error;
    });
    return imageFact((await transport.read(imageCall(transport, id), signal)).body);
  } catch (error) {
    signal.throwIfAborted();
    throw failure(error, "build the image", "build-failed");
  }
}

const hasNoBuildkit = (error: unknown): boolean =>
  error instanceof CallError &&
  error.fault.kind === "refused" &&
  /buildkit|invalid (builder )?version|experimental/i.test(error.fault.reason);

/** @returns the image's id, as the next one does */
async function buildWithBuildkit(
  transport: Transport,
  logins: Logins,
  spec: BuildSpec,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<string> {
  const session = await openSession(transport, logins, signal);
  try {
    return await withContext(spec, signal, (context) => {
      const query = { ...buildQuery(spec, context.dockerfile, "buildkit"), ...(session && { session: session.id }) };
      return send(transport, { query, upload: context.tar }, context, onProgress, signal);
    });
  } catch (error) {
    throw session?.failure() ?? error;
  } finally {
    session?.close();
  }
}

async function buildClassic(
  transport: Transport,
  logins: Logins,
  spec: BuildSpec,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<string> {
  return withContext(spec, signal, async (context) => {
    const registries = new Set(baseImages(context.recipe, spec.args).map(registryOf));
    const found = await Promise.all([...registries].map((registry) => logins(registry, signal)));
    const headers = buildHeaders(found.filter((login) => login !== undefined));
    const query = buildQuery(spec, context.dockerfile, "classic");
    return send(transport, { query, upload: context.tar, headers }, context, onProgress, signal);
  });
}

async function send(
  transport: Transport,
  call: Pick<Call, "query" | "upload" | "headers">,
  recipe: Recipe,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<string> {
  const { silenceMs } = transport.timing;
  const { chunks } = await transport.open({ method: "POST", path: ["build"], ...call }, signal, silenceMs);
  return follow(jsonLines(chunks), recipe, onProgress);
}

/** Opens the context, uses it, stops packing it; says of a build that failed because of it that it did. */
async function withContext<Result>(
  spec: BuildSpec,
  signal: AbortSignal,
  use: (context: BuildContext) => Promise<Result>,
): Promise<Result> {
  if (spec.context.from !== "folder" || spec.dockerfile.from !== "file")
    throw new WindlassError("build-failed", "the engine's builder can't build this context");
  const context = await openContext(spec.context.folder, spec.dockerfile.path);
  try {
    return await use(context);
  } catch (error) {
    const reason = context.failure();
    if (reason instanceof Error && !signal.aborted)
      throw new WindlassError("build-failed", `the build context can't be read: ${reason.message}`, { cause: reason });
    throw error;
  } finally {
    context.close();
  }
}

export function buildQuery(spec: BuildSpec, dockerfile: string, builder: Builder): JsonRecord {
  return {
    version: builder === "buildkit" ? 2 : 1,
    t: spec.tags,
    dockerfile,
    buildargs: spec.args,
    labels: spec.labels,
    nocache: spec.noCache,
    pull: spec.pull,
    rm: true,
    forcerm: true,
    ...defined({ target: spec.target, platform: spec.platforms[0] }),
  };
}

/** Both builders' lines: status messages of the one, text of the other, and at last the image's id. */
async function follow(lines: AsyncIterable<JsonRecord>, recipe: Recipe, onProgress: OnProgress): Promise<string> {
  const buildkit = new BuildkitProgress(onProgress);
  const classic = new ClassicProgress(onProgress);
  let id: string | undefined;
  for await (const line of lines) {
    const said = text(record(line.errorDetail).message) || text(line.error);
    if (said !== "") throw buildFailure(said, buildkit.failed() ?? classic.failed(), recipe);
    if (line.id === "moby.buildkit.trace") buildkit.take(Buffer.from(text(line.aux), "base64"));
    else if (line.aux !== undefined) id = orAbsent(record(line.aux).ID) ?? id;
    else classic.take(line);
  }
  if (id === undefined) throw new CallError({ kind: "broken", reason: "it ended before the build finished" });
  return id;
}

interface FailedStep {
  readonly step: string;
  readonly lines: readonly string[];
}

/** The reason first, then where, then what that step printed last. */
function buildFailure(said: string, failed: FailedStep | undefined, { dockerfile, recipe }: Recipe): WindlassError {
  const reason = said
    .trim()
    .replace(/^failed to solve: /, "")
    .replace(/^process "(.*?)" did not/s, "the command did not");
  const { code, message, hint } = refusal(reason, "build the image", "build-failed");
  const place = failedAt(recipe, failed?.step ?? "", reason);
  const at = [failed?.step, place && `${dockerfile}:${place.line}`].filter(Boolean).join(", ");
  const tail = [...(failed?.lines ?? []).map((line) => `\n  ${line}`), place ? `\n${place.frame}` : ""].join("");
  return new WindlassError(
    "build-failed",
    `the build failed${at && ` at ${at}`}: ${code === "build-failed" ? reason : message}${tail}`,
    defined({ hint }),
  );
}

/** The classic builder's text: `Step 2/5 : COPY . .`, Podman's `STEP 2/5: COPY . .`, then what the step prints. */
class ClassicProgress {
  readonly #onProgress: OnProgress;
  #step = "";
  #lines: string[] = [];

  constructor(onProgress: OnProgress) {
    this.#onProgress = onProgress;
  }

  take(line: JsonRecord): void {
    const { current, total } = record(line.progressDetail);
    const said = text(line.stream) || [text(line.id), text(line.status)].filter(Boolean).join(": ");
    for (const part of said.split(/\r?\n/).filter((item) => item.trim() !== "")) {
      const step = /^step (\d+\/\d+) ?: (.*)$/i.exec(part);
      if (step) {
        this.#step = `[${step[1]}] ${step[2]}`;
        this.#lines = [];
        this.#onProgress({ part: this.#step, text: "started" });
      } else {
        this.#lines = [...this.#lines, part].slice(-20);
        const amounts = number(total) > 0 ? { current: number(current), total: number(total) } : {};
        this.#onProgress({ text: part, ...amounts, ...(this.#step !== "" && { part: this.#step }) });
      }
    }
  }

  failed(): FailedStep | undefined {
    return this.#step === "" ? undefined : { step: this.#step, lines: this.#lines };
  }
}
