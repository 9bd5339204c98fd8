/** Builds that ask for no more than their image. */
import type { BuildIo, BuildSpec } from "../../src/engine/port.ts";
import { never } from "./engines.ts";

/** Of the folder's Dockerfile, by the engine's usual builder. */
export const buildOf = (tag: string, folder: string, more: Partial<BuildSpec> = {}): BuildSpec => ({
  builder: "buildkit",
  tags: [tag],
  context: { from: "folder", folder },
  contexts: {},
  dockerfile: { from: "file", path: "Dockerfile" },
  args: {},
  labels: {},
  platforms: [],
  noCache: false,
  noCacheFilter: [],
  pull: false,
  cacheFrom: [],
  cacheTo: [],
  secrets: [],
  ssh: [],
  extraHosts: [],
  ulimits: [],
  entitlements: [],
  push: false,
  ...more,
});

/** Tells nobody, and has no secret. */
export const quietBuild: BuildIo = {
  onProgress: () => {},
  secret: () => Promise.reject(new Error("there is no secret")),
  signal: never,
};
