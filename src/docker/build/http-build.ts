/**
 * Builds behind `POST /build`: by BuildKit, which asks for folders, logins and secrets on a connection of its own, or by the
 * classic builder, which takes all of it at the beginning. What is built is named in the answer.
 */
import { baseImages } from "../../core/base-images.ts";
import { defined } from "../../core/defined.ts";
import { WindlassError } from "../../core/errors.ts";
import type { BuildIo, BuildSpec, OnProgress } from "../../engine/port.ts";
import { buildHeaders } from "../client/auth-header.ts";
import type { Logins } from "../client/docker-login.ts";
import { registryOf } from "../client/registries.ts";
import { CallError } from "../http/call-error.ts";
import { jsonLines } from "../http/json-lines.ts";
import type { Call, Transport } from "../http/transport.ts";
import { type JsonRecord, orAbsent, record, text } from "../wire/json.ts";
import { sessionHandlers } from "./buildkit/connection.ts";
import { buildkitContexts } from "./buildkit/contexts.ts";
import { BuildkitProgress } from "./buildkit/progress.ts";
import { ClassicProgress } from "./classic-progress.ts";
import { buildFailure } from "./failure.ts";
import { type Recipe, readRecipe, shownRecipe } from "./recipe.ts";
import { openSession } from "./session/session.ts";
import { classicTar, type TarContext, wholeTar } from "./tar-context.ts";

/** @returns the image's id @throws as the port's `buildImage` does, or a CallError */
export async function buildByHttp(transport: Transport, logins: Logins, spec: BuildSpec, io: BuildIo): Promise<string> {
  const recipe = await readRecipe(spec);
  const contexts = await buildkitContexts(spec, recipe);
  const handlers = await sessionHandlers(logins, contexts, spec, io);
  const session = await openSession(transport, handlers, contexts.sharedKey, io.signal).catch(unlessRefused(spec));
  const common = buildQuery(spec, "buildkit-http");
  if (session === undefined) {
    const context = await wholeTar(spec, recipe);
    return sendTar(transport, common, context, {}, spec, recipe, io);
  }
  const { context = "client-session", filename } = contexts.attributes;
  const query = { ...common, session: session.id, remote: context, ...defined({ dockerfile: filename }) };
  try {
    return await send(transport, { query }, spec, recipe, io);
  } catch (error) {
    io.signal.throwIfAborted();
    throw session.failure() ?? error;
  } finally {
    session.close();
  }
}

/** @returns and throws as `buildByHttp` does */
export async function buildClassic(
  transport: Transport,
  logins: Logins,
  spec: BuildSpec,
  io: BuildIo,
): Promise<string> {
  const recipe = await readRecipe(spec);
  const query = buildQuery(spec, "classic");
  const registries = new Set(baseImages(recipe?.text ?? "", spec.args).map(registryOf));
  const found = await Promise.all([...registries].map((registry) => logins(registry, io.signal)));
  const headers = buildHeaders(found.filter((login) => login !== undefined));
  if (spec.context.from === "remote") {
    const dockerfile = spec.dockerfile.from === "file" ? spec.dockerfile.path : "Dockerfile";
    return send(transport, { query: { ...query, remote: spec.context.url, dockerfile }, headers }, spec, recipe, io);
  }
  return sendTar(transport, query, await classicTar(spec, recipe), headers, spec, recipe, io);
}

/** Without anybody to ask, BuildKit builds on what it has. */
const unlessRefused =
  ({ secrets, ssh }: BuildSpec) =>
  (error: unknown): undefined => {
    if (!(error instanceof CallError) || (error.fault.kind !== "refused" && error.fault.kind !== "broken")) throw error;
    if (secrets.length === 0 && ssh.length === 0) return undefined;
    throw new WindlassError("build-failed", "the engine takes no build sessions, which build secrets and ssh need", {
      hint: "a proxy before the engine may forbid `POST /session`: allow it there",
      cause: error,
    });
  };

async function sendTar(
  transport: Transport,
  query: JsonRecord,
  context: TarContext,
  headers: Readonly<Record<string, string>>,
  spec: BuildSpec,
  recipe: Recipe | undefined,
  io: BuildIo,
): Promise<string> {
  const { dockerfile, tar } = context;
  try {
    return await send(transport, { query: { ...query, dockerfile }, upload: tar, headers }, spec, recipe, io);
  } catch (error) {
    io.signal.throwIfAborted();
    throw context.failure() ?? error;
  } finally {
    context.close();
  }
}

async function send(
  transport: Transport,
  call: Pick<Call, "query" | "upload" | "headers">,
  spec: BuildSpec,
  recipe: Recipe | undefined,
  { onProgress, signal }: BuildIo,
): Promise<string> {
  const { silenceMs } = transport.timing;
  const { chunks } = await transport.open({ method: "POST", path: ["build"], ...call }, signal, silenceMs);
  return follow(jsonLines(chunks), shownRecipe(spec, recipe), onProgress);
}

const versions = { "buildkit-http": 2, classic: 1 } as const;

export function buildQuery(spec: BuildSpec, builder: keyof typeof versions): JsonRecord {
  const caches = spec.cacheFrom.map(({ attributes }) => attributes.ref).filter(Boolean);
  const isInline = spec.cacheTo.some(({ type }) => type === "inline");
  return {
    version: versions[builder],
    t: spec.tags,
    buildargs: { ...spec.args, ...(isInline && { BUILDKIT_INLINE_CACHE: "1" }) },
    labels: spec.labels,
    nocache: spec.noCache,
    pull: spec.pull,
    rm: true,
    forcerm: true,
    ...defined({
      target: spec.target,
      platform: spec.platforms[0],
      networkmode: spec.network,
      extrahosts: spec.extraHosts.length === 0 ? undefined : spec.extraHosts.map(withoutBrackets),
      cachefrom: caches.length === 0 ? undefined : JSON.stringify(caches),
      ulimits: spec.ulimits.length === 0 ? undefined : JSON.stringify(spec.ulimits.map(wireUlimit)),
      shmsize: spec.shmSize,
      memory: spec.memory,
      isolation: spec.isolation,
    }),
  };
}

/** `h:[::1]` → `h:::1` */
const withoutBrackets = (host: string): string => host.replace(/:\[(.*)\]$/, ":$1");
const wireUlimit = ({ name, soft, hard }: BuildSpec["ulimits"][number]): JsonRecord => ({
  Name: name,
  Soft: soft,
  Hard: hard,
});

/** Both builders' lines: status messages of the one, text of the other, and at last the image's id. */
async function follow(
  lines: AsyncIterable<JsonRecord>,
  recipe: Pick<Recipe, "name" | "text">,
  onProgress: OnProgress,
): Promise<string> {
  const buildkit = new BuildkitProgress(onProgress);
  const classic = new ClassicProgress(onProgress);
  let id: string | undefined;
  for await (const line of lines) {
    const said = text(record(line.errorDetail).message) || text(line.error);
    if (said !== "") throw buildFailure(said, recipe, buildkit.failed() ?? classic.failed());
    if (line.id === "moby.buildkit.trace") buildkit.take(Buffer.from(text(line.aux), "base64"));
    else if (line.aux !== undefined) id = orAbsent(record(line.aux).ID) ?? id;
    else classic.take(line);
  }
  if (id === undefined) throw new CallError({ kind: "broken", reason: "it ended before the build finished" });
  return id;
}
