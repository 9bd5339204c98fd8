/**
 * Looks at the world for planning, once and in one place: at the engine, and at what this machine has of what the project
 * asks for. It judges nothing: what follows from what is there, and from what is missing, is the planner's to say.
 */
import { sha256 } from "../core/sha256.ts";
import type { EngineFacts, Look } from "../engine/port.ts";
import type { Project } from "../spec/project.ts";
import { fileHashes } from "./file-hashes.ts";
import { heldPorts } from "./held-ports.ts";
import { missingFiles } from "./missing-files.ts";
import { missingPrograms } from "./missing-programs.ts";
import type { ObserveIo } from "./observe-io.ts";
import type { BuildingFacts, LastPull, LoginFacts, ModelFacts, Observed } from "./observed.ts";
import { hookImagesOf, imagesOf, pushedImagesOf, timedImagesOf, wholeQuery } from "./query.ts";

export interface ObserveOptions {
  /** The engine alone, which is all that taking away and stopping need. */
  readonly engineOnly?: boolean;
  /** With the engine alone: images of `pre_start` hooks, too, for who starts containers. */
  readonly hookImages?: boolean;
  /** With the engine alone: the images of the project's services and those that were built for it, too. */
  readonly images?: boolean;
  /** With the engine alone: the images of the project's services by every name that is pushed. */
  readonly pushedImages?: boolean;
  /** With the engine alone: these images and the containers of everybody, for who removes images. */
  readonly references?: readonly string[];
  /** Only what may tell that there is nothing to do: `wholly` is the rest. */
  readonly glimpse?: boolean;
  /** How images are built here, for who may build some; `builder`: the one that the command line names. */
  readonly building?: { readonly builder?: string };
  /** How much is in the volumes, which takes the engine long to tell. */
  readonly volumeSizes?: boolean;
}

/**
 * @param project with the numbers of replicas that are meant; or just its name where there is no file
 * @throws WindlassError where the engine, docker's plugin for AI models or the docker client's settings can't be read
 */
export async function observe(project: Project | string, options: ObserveOptions, io: ObserveIo): Promise<Observed> {
  const failed = new AbortController();
  const signal = AbortSignal.any([io.signal, failed.signal]);
  try {
    return await (typeof project === "string" || options.engineOnly
      ? engineAlone(project, options, { ...io, signal })
      : everything(project, options, { ...io, signal }));
  } catch (error) {
    // What else is under way ends with it: programs of this machine among them.
    failed.abort(error);
    throw error;
  }
}

async function engineAlone(
  project: Project | string,
  { images = false, hookImages = false, pushedImages = false, references }: ObserveOptions,
  io: ObserveIo,
): Promise<Observed> {
  const [name, named] =
    typeof project === "string"
      ? [project, []]
      : [
          project.name,
          [
            ...(images ? imagesOf(project) : []),
            ...(hookImages ? hookImagesOf(project) : []),
            ...(pushedImages ? pushedImagesOf(project) : []),
          ],
        ];
  const query = {
    images: references ?? named,
    builtImages: images,
    members: true,
    identity: true,
    ...(references && { others: true }),
  };
  const snapshot = await io.engine.look(name, io.signal).snapshot(query);
  return { snapshot, atMs: io.wallMs(), heldPorts: [], fileHashes: {}, proxies: {}, missing: [] };
}

async function everything(project: Project, options: ObserveOptions, io: ObserveIo): Promise<Observed> {
  const { engine, signal, disk, host, client, wallMs } = io;
  const look = io.look ?? engine.look(project.name, signal);
  const [onEngine, hashes, proxies, files, programs, models, logins] = await Promise.all([
    options.glimpse ? glimpsed(project, look) : wholeLook(project, options, { ...io, look }),
    engine.facts.local ? fileHashes(project, signal) : {},
    client.proxies(engine.facts.address),
    missingFiles(project, disk),
    missingPrograms(project, host),
    modelsOf(project, io),
    loginsOf(project, io),
  ]);
  const lastPulls = await lastPullsOf(project, onEngine.snapshot.engine, host);
  return {
    ...onEngine,
    ...(lastPulls.length > 0 && { lastPulls }),
    atMs: wallMs(),
    fileHashes: hashes,
    proxies,
    missing: [...files, ...programs],
    ...(models && { models }),
    ...(logins && { logins }),
  };
}

/** @param io the look is the one that the observation is from: nothing is asked twice */
export async function wholly(
  observed: Observed,
  project: Project,
  options: Pick<ObserveOptions, "volumeSizes" | "building">,
  io: ObserveIo & { readonly look: Look },
): Promise<Observed> {
  return { ...observed, ...(await wholeLook(project, options, io)) };
}

type OnEngine = Pick<Observed, "snapshot" | "heldPorts">;

async function glimpsed(project: Project, look: Look): Promise<OnEngine> {
  const identity = timedImagesOf(project).length > 0;
  return { snapshot: await look.snapshot({ images: imagesOf(project), glimpse: true, identity }), heldPorts: [] };
}

/** Ports are looked at where the engine runs here. */
async function wholeLook(
  project: Project,
  { volumeSizes = false, building }: Pick<ObserveOptions, "volumeSizes" | "building">,
  io: ObserveIo & { readonly look: Look },
): Promise<OnEngine & Pick<Observed, "building">> {
  const ports = async (): Promise<OnEngine> => {
    const snapshot = await io.look.snapshot(wholeQuery(project, volumeSizes));
    return { snapshot, heldPorts: snapshot.engine.local ? await heldPorts(project, snapshot.listed) : [] };
  };
  const [onEngine, facts] = await Promise.all([ports(), building && buildingOf(project, building.builder, io)]);
  return { ...onEngine, ...(facts && { building: facts }) };
}

async function buildingOf(
  project: Project,
  builder: string | undefined,
  io: ObserveIo,
): Promise<BuildingFacts | undefined> {
  if (project.otherBuilds.size === 0 && ![...project.services.values()].some(({ build }) => build)) return undefined;
  const { buildingFacts } = await import("./building.ts");
  return buildingFacts(project, builder, io);
}

async function lastPullsOf(
  project: Project,
  { id, address }: EngineFacts,
  host: ObserveIo["host"],
): Promise<readonly LastPull[]> {
  const images = timedImagesOf(project);
  if (images.length === 0) return [];
  const machine = await host();
  const found = await Promise.all(
    images.map(async (image) => ({ ...image, atMs: await machine.lastPull({ engine: id ?? address, ...image }) })),
  );
  return found.flatMap(({ atMs, ...image }) => (atMs === undefined ? [] : [{ ...image, atMs }]));
}

async function modelsOf(project: Project, { host, signal }: ObserveIo): Promise<ModelFacts | undefined> {
  if (project.models.size === 0) return undefined;
  const { modelFacts } = await import("./ai-models.ts");
  return modelFacts(project, await host(), signal);
}

async function loginsOf(project: Project, { client, signal }: ObserveIo): Promise<LoginFacts | undefined> {
  if (![...project.services.values()].some(({ useApiSocket }) => useApiSocket)) return undefined;
  const settings = await client.logins(signal);
  return settings === undefined ? {} : { hash: sha256(settings) };
}
