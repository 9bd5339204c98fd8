/**
 * Has `docker buildx bake` build an image: for builders outside the engine, which buildx alone reaches. The image comes back
 * into the engine's store, unless it was pushed or is for several platforms.
 */
import { WindlassError } from "../../core/errors.ts";
import type { Resource } from "../../core/events.ts";
import { jsonText } from "../../core/ordered-json.ts";
import { bakeFile } from "../../engine/bake-file.ts";
import { BuildProgress } from "../../engine/build-progress.ts";
import type { Host, ProgramEnd } from "../../engine/host.ts";
import type { BuildIo, BuildSpec, ImageFact, ImagesPort } from "../../engine/port.ts";
import { bakeFailure, lastError } from "./failure.ts";
import { rawStatus } from "./raw-status.ts";

export interface BakeIo extends BuildIo {
  readonly engine: Pick<ImagesPort, "findImage">;
  readonly host: () => Promise<Host>;
  readonly resource: Resource;
}

/** Time that buildx gets to tell its builder of an interrupt. */
const graceMs = 10_000;
/** Lines for people that are kept. */
const keptLines = 200;

/**
 * @param bases by service: builds that the contexts are of
 * @returns the image, of which no more than an id is known where the engine does not have it
 * @throws WindlassError `build-failed`, `builder-not-found`, `buildx-not-found`; the signal's reason once it is aborted
 */
export async function bakeImage(
  build: BuildSpec,
  bases: Readonly<Record<string, BuildSpec>>,
  io: BakeIo,
): Promise<Pick<ImageFact, "id" | "content">> {
  const service = io.resource.service ?? io.resource.name;
  const builds = new Map(Object.entries({ ...bases, [service]: build }));
  const { file, targets } = bakeFile(builds, [service]);
  const progress = new BuildProgress(io.onProgress);
  const text: string[] = [];
  const end = await runBuildx(build, [...builds.values()], jsonText(file), io, (line) => {
    const status = rawStatus(line);
    if (status !== undefined) progress.take(status);
    else if (line.startsWith("WARNING: ")) io.onProgress({ text: line, kind: "printed" });
    else if (line.trim() !== "") text.splice(0, Math.max(0, text.push(line) - keptLines));
  });
  if (end.code !== 0) throw failure(build, text, progress, { service, code: end.code });
  for (const line of text) io.onProgress({ text: line, kind: "printed" });
  return resultOf(build, digestIn(end, targets.get(service) ?? service), io);
}

async function runBuildx(
  { builderName }: BuildSpec,
  builds: readonly BuildSpec[],
  input: string,
  { host, secret, onProgress, signal }: BakeIo,
  onErrorLine: (line: string) => void,
): Promise<ProgramEnd> {
  const machine = await host();
  const program = await machine.findPlugin("buildx");
  if (program === undefined)
    throw new WindlassError("buildx-not-found", "docker's plugin buildx is no longer installed", {
      hint: "install docker-buildx among docker's plugins, or build with the engine: --builder default",
    });
  const args = ["bake", "--file", "-", "--progress", "rawjson"];
  const named = builderName === undefined ? [] : ["--builder", builderName];
  const allowed = allowancesOf(builds).flatMap((one) => ["--allow", one]);
  return machine.runProgram(
    {
      program,
      args: [...args, ...named, ...allowed],
      input,
      variables: await secretsOf(builds, secret, signal),
      fileFlag: "--metadata-file",
      graceMs,
      onLine: (line) => onProgress({ text: line, kind: "printed" }),
      onErrorLine,
    },
    signal,
  );
}

/** What buildx asks about before it lets a build have it: who runs the plan has seen it there. */
function allowancesOf(builds: readonly BuildSpec[]): readonly string[] {
  const reads = (path: string | undefined): readonly string[] => (path ? [`fs.read=${path}`] : []);
  const all = builds.flatMap(({ context, contexts, dockerfile, secrets, ssh, cacheFrom, cacheTo, entitlements }) => [
    ...[context, ...Object.values(contexts)].flatMap((one) => (one.from === "folder" ? reads(one.folder) : [])),
    ...(dockerfile.from === "file" && dockerfile.path.startsWith("/") ? reads(dockerfile.path) : []),
    ...secrets.flatMap(({ source }) => ("file" in source ? reads(source.file) : [])),
    ...ssh.flatMap(({ paths }) => (paths.some(Boolean) ? paths.flatMap(reads) : ["ssh"])),
    ...cacheFrom.flatMap(({ type, attributes }) => (type === "local" ? reads(attributes.src) : [])),
    ...cacheTo.flatMap(({ type, attributes: { dest } }) => (type === "local" && dest ? [`fs.write=${dest}`] : [])),
    ...entitlements,
  ]);
  return [...new Set(all)];
}

/** Of secrets that come from variables, buildx gets these variables. */
async function secretsOf(
  builds: readonly BuildSpec[],
  secret: BuildIo["secret"],
  signal: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
  const named = builds.flatMap(({ secrets }) =>
    secrets.flatMap(({ content, source }) => ("variable" in source ? [{ content, variable: source.variable }] : [])),
  );
  const found = await Promise.all(
    named.map(async ({ content, variable }): Promise<[string, string]> => {
      const value = Buffer.from(await secret(content, signal)).toString();
      if (!value.includes("\0")) return [variable, value];
      throw new WindlassError("build-failed", `the variable ${variable} of a build's secret holds a zero byte`);
    }),
  );
  return Object.fromEntries(found);
}

function failure(
  { builderName }: BuildSpec,
  text: readonly string[],
  progress: BuildProgress,
  about: { readonly service: string; readonly code: number },
): WindlassError {
  const said = lastError(text);
  if (/^no builder .* found$/m.test(said))
    return new WindlassError("builder-not-found", `buildx has no builder "${builderName ?? ""}" any more`, {
      hint: "`docker buildx ls` shows those that there are",
    });
  const failed = progress.failed(said);
  if (failed !== undefined && /^\[internal\] (waiting for connection|booting buildkit)/.test(failed.step))
    return new WindlassError("build-failed", `the builder "${builderName ?? ""}" can't be reached: ${failed.error}`, {
      hint: `\`docker buildx inspect --bootstrap ${builderName ?? ""}\` shows whether it runs`,
    });
  return bakeFailure(text, failed, about);
}

/** Of the file that buildx writes at the end: a target's results. */
function digestIn({ written = "" }: ProgramEnd, target: string): string | undefined {
  try {
    const results = JSON.parse(written) as Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;
    const digest = results[target]?.["containerimage.digest"];
    return typeof digest === "string" ? digest : undefined;
  } catch {
    return undefined;
  }
}

async function resultOf(
  { tags, platforms, push }: BuildSpec,
  digest: string | undefined,
  { engine, resource, signal }: BakeIo,
): Promise<Pick<ImageFact, "id" | "content">> {
  const isLoaded = !push && platforms.length <= 1;
  const found = isLoaded ? await engine.findImage(tags.at(-1) ?? resource.name, platforms[0], signal) : undefined;
  if (found !== undefined) return found;
  if (!isLoaded && digest !== undefined) return { id: digest };
  throw new WindlassError(
    "build-failed",
    isLoaded
      ? `buildx built ${resource.name}, and the engine does not have it`
      : `buildx built ${resource.name}, and did not say what it is`,
    { hint: "docker buildx and Windlass must mean the same engine: see DOCKER_HOST and `docker context ls`" },
  );
}
