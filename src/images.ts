/** The part of the library that works on images by themselves: a project's archive, what is removed, the file for bake; loaded when it is used. */
import type { LoadedArchive, LoadIo, LoadOptions } from "./carry/load.ts";
import type { SavedProject, SaveIo, SaveOptions } from "./carry/save.ts";
import type * as Pipeline from "./pipeline.ts";
import type { Io } from "./pipeline.ts";
import type { PruneImagesOptions, RemoveImagesOptions } from "./planner/plan/options.ts";
import type { Plan } from "./planner/plan/plan.ts";
import type { Project } from "./spec/project.ts";

export type { HostNeed } from "./carry/archive.ts";
export type { LoadedArchive, LoadedImage, LoadIo, LoadOptions } from "./carry/load.ts";
export type { SavedProject, SaveIo, SaveOptions } from "./carry/save.ts";
export type { FoundImage, HistoryEntry, ImportSpec } from "./engine/port.ts";
export type { PruneImagesOptions, RemoveImagesOptions } from "./planner/plan/options.ts";

type EngineIo = Pick<Io, "engine" | "signal">;

/**
 * A project's images and its resolved file as one archive.
 * @throws WindlassError `image-missing` with each image that the engine does not have, `engine-lacks`
 */
export async function saveProject(project: Project, options: SaveOptions, io: SaveIo): Promise<SavedProject> {
  const carry = await import("./carry/save.ts");
  return carry.saveProject(project, options, io);
}

/**
 * Loads a project's archive, or one of docker's, into an engine.
 * @throws WindlassError `archive-invalid`, `engine-lacks`, and what the engine says of the archive
 */
export async function loadArchive(
  archive: AsyncIterable<Uint8Array>,
  options: LoadOptions,
  io: LoadIo,
): Promise<LoadedArchive> {
  const carry = await import("./carry/load.ts");
  return carry.loadArchive(archive, options, io);
}

/**
 * What takes names from images, and images away with their last ones.
 * @throws WindlassError `image-missing`, `resource-in-use` with all that stands against it as diagnostics
 */
export async function planRemoveImages(
  project: Project | string,
  options: RemoveImagesOptions,
  io: EngineIo,
): Promise<Plan> {
  const pipeline = await import("./pipeline.ts");
  return pipeline.planRemoveImages(project, options, io);
}

/** What takes away images that were built for the project and that no container uses. */
export async function planPruneImages(
  project: Project | string,
  options: PruneImagesOptions,
  io: EngineIo,
): Promise<Plan> {
  const pipeline = await import("./pipeline.ts");
  return pipeline.planPruneImages(project, options, io);
}

/** The file for `docker buildx bake` that builds the project's images, as JSON. @param where of the engine: its proxies are in it */
export const bakeText: typeof Pipeline.bakeText = async (...asked) =>
  (await import("./pipeline.ts")).bakeText(...asked);
