/** What `up` may be asked beside the file. */
import type { UpOptions } from "../../../src/planner/plan/options.ts";
import { type FileModel, isValid } from "./model.ts";

export const optionNames = [
  "forceRecreate",
  "noRecreate",
  "removeOrphans",
  "replaceVolumes",
  "renewVolumes",
  "noStart",
  "wait",
  "pull",
  "build",
  "scale",
] as const;

export type OptionName = (typeof optionNames)[number];

interface Asked {
  readonly options: (file: FileModel) => Partial<UpOptions>;
  /** It may leave something undone, which the next plain `up` does. */
  readonly isPartial?: true;
}

const scaled = (file: FileModel): FileModel => {
  const [name] = Object.keys(file.services);
  const after = structuredClone(file);
  const service = after.services[name ?? ""];
  if (service === undefined || service.provider) return file;
  service.scale = 2;
  return isValid(after) ? after : file;
};

const known: Readonly<Record<OptionName, Asked>> = {
  forceRecreate: { options: () => ({ forceRecreate: true }) },
  noRecreate: { options: () => ({ noRecreate: true }), isPartial: true },
  removeOrphans: { options: () => ({ removeOrphans: true }) },
  replaceVolumes: {
    options: ({ services }) =>
      Object.values(services).some(({ named, provider }) => named && !provider) ? { replaceVolumes: ["data"] } : {},
  },
  renewVolumes: { options: () => ({ renewVolumes: true }) },
  noStart: { options: () => ({ start: false }), isPartial: true },
  wait: { options: () => ({ wait: true }) },
  pull: { options: () => ({ pull: "always" }) },
  build: { options: () => ({ build: true }) },
  scale: {
    options: (file) => {
      const [name] = Object.keys(file.services);
      return scaled(file) === file || name === undefined ? {} : { scale: new Map([[name, 2]]) };
    },
  },
};

export interface Chosen {
  readonly all: Partial<UpOptions>;
  /** The file with the replicas that are asked for. */
  readonly scaled: FileModel;
  readonly isPartial: boolean;
  /** What makes it so. */
  readonly partly: string;
}

export function optionsOf(names: readonly OptionName[], file: FileModel): Chosen {
  // What stays as it is may never be what others wait for or share.
  const others = Object.values(file.services).some(
    ({ networkOf, pidOf, dependsOn }) =>
      networkOf || pidOf || Object.values(dependsOn).some(({ condition }) => condition !== "service_started"),
  );
  const keeps = names.includes("noRecreate") && !others && !names.includes("wait");
  const chosen = names.filter((name) => (name === "noRecreate" ? keeps : !(name === "replaceVolumes" && keeps)));
  const all: Partial<UpOptions> = Object.assign({}, ...chosen.map((name) => known[name].options(file)));
  // `--pull` counts before the file's own word that an image is built each time.
  const builds = Object.values(file.services).some(({ pull, build }) => build && pull === "build");
  const partial = chosen.filter((name) => known[name].isPartial || (name === "pull" && builds));
  return {
    all,
    scaled: all.scale ? scaled(file) : file,
    isPartial: partial.length > 0,
    partly: partial.join(" and "),
  };
}
