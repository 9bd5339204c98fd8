/**
 * A folder as the tar that `POST /build` takes, with the Dockerfile in it wherever it was, and under which name. What the
 * ignore file leaves out is not sent; its rules depend on the builder.
 */
import { randomBytes } from "node:crypto";
import type { BuildSpec } from "../../engine/port.ts";
import { filterOf } from "./context/filter.ts";
import { ignoreLines } from "./context/patterns.ts";
import { type ContextTar, packed } from "./context/tar.ts";
import { pathOf } from "./context/tree.ts";
import { folderContext, folderIgnore, type Recipe } from "./recipe.ts";

export interface TarContext extends ContextTar {
  /** The Dockerfile's name inside it. */
  readonly dockerfile: string;
}

/** For BuildKit, which has nobody to ask for folders: the Dockerfile's own ignore file goes before the folder's. */
export async function wholeTar(spec: BuildSpec, recipe: Recipe | undefined): Promise<TarContext> {
  const { folder, tree } = await folderContext(spec.context);
  const ignored = ignoreLines(recipe?.ignore ?? (await folderIgnore(folder)) ?? "");
  const { name, files } = placed(recipe);
  return { ...packed(tree, filterOf(keeping(ignored, [name])), files), dockerfile: name };
}

/**
 * For the classic builder, which reads the folder's ignore file alone, and removes what that names from what it got: a
 * Dockerfile from elsewhere is named there.
 */
export async function classicTar(spec: BuildSpec, recipe: Recipe | undefined): Promise<TarContext> {
  const { folder, tree } = await folderContext(spec.context);
  const ignore = await folderIgnore(folder);
  const { name, files } = placed(recipe);
  const isForeign = recipe?.inside === undefined;
  const lines = [...(ignore === undefined ? [ignoreName] : [ignore]), name];
  const added = { ...files, ...(isForeign && { [ignoreName]: `${lines.join("\n")}\n` }) };
  const filter = filterOf(keeping(ignoreLines(ignore ?? ""), [ignoreName, name]));
  return { ...packed(tree, filter, added), dockerfile: name };
}

const ignoreName = ".dockerignore";

/** Where the Dockerfile is in the tar, and what has to be put there for it. */
function placed(recipe: Recipe | undefined): {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
} {
  if (recipe?.inside !== undefined) return { name: recipe.inside, files: {} };
  const name = `.dockerfile.${randomBytes(8).toString("hex")}`;
  return { name, files: { [name]: recipe?.text ?? "" } };
}

/** What the builder needs is sent, whatever the ignore file says of it. */
const keeping = (ignored: readonly string[], needed: readonly string[]): readonly string[] => {
  const filter = filterOf(ignored);
  const isIgnored = (path: string): boolean => !filter(pathOf(path)).isKept;
  return [...ignored, ...needed.filter(isIgnored).map((path) => `!${path}`)];
};
