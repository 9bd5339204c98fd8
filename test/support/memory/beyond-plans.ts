/**
 * What no plan asks of an engine: files, processes and streams of containers, images as files. The engine in memory has none of
 * them; what they are like is shown by tests against a real one.
 */
import type { Engine } from "../../../src/engine/port.ts";

type Beyond =
  | "top"
  | "commit"
  | "statPath"
  | "readArchive"
  | "writeArchive"
  | "exportContainer"
  | "openExec"
  | "startExec"
  | "attach"
  | "resizeContainer"
  | "saveImages"
  | "loadImages"
  | "importImage"
  | "imageHistory"
  | "imageDocument"
  | "tagImage"
  | "searchImages";

const absent = (what: string) => async (): Promise<never> => {
  throw new Error(`the engine in memory has no ${what}`);
};

export class BeyondPlans implements Pick<Engine, Beyond> {
  readonly top: Engine["top"] = absent("processes");
  readonly commit: Engine["commit"] = absent("commits");
  readonly statPath: Engine["statPath"] = absent("files");
  readonly readArchive: Engine["readArchive"] = absent("files");
  readonly writeArchive: Engine["writeArchive"] = absent("files");
  readonly exportContainer: Engine["exportContainer"] = absent("files");
  readonly openExec: Engine["openExec"] = absent("streams");
  readonly startExec: Engine["startExec"] = absent("streams");
  readonly attach: Engine["attach"] = absent("streams");
  readonly resizeContainer: Engine["resizeContainer"] = absent("terminals");
  readonly saveImages: Engine["saveImages"] = absent("archives");
  readonly loadImages: Engine["loadImages"] = absent("archives");
  readonly importImage: Engine["importImage"] = absent("archives");
  readonly imageHistory: Engine["imageHistory"] = absent("history of images");
  readonly imageDocument: Engine["imageDocument"] = absent("documents of images");
  readonly tagImage: Engine["tagImage"] = absent("tags");
  readonly searchImages: Engine["searchImages"] = absent("search");
}
