/** The Dockerfile that a build is made by, where it is on this machine. */
import { readFile, realpath, stat } from "node:fs/promises";
import { basename, isAbsolute, join, relative, resolve } from "node:path";
import { WindlassError } from "../../core/errors.ts";
import type { BuildContext, BuildSpec } from "../../engine/port.ts";
import { folderTree, type Tree } from "./context/tree.ts";

export interface Recipe {
  /** As errors call it. */
  readonly name: string;
  readonly text: string;
  /** Its place in the context; absent: it is outside, or only text. */
  readonly inside?: string;
  /** What its own ignore file says, `<Dockerfile>.dockerignore`. */
  readonly ignore?: string;
}

/** @returns undefined where it is in a context that the builder fetches @throws WindlassError `file-not-found` */
export async function readRecipe({ context, dockerfile }: BuildSpec): Promise<Recipe | undefined> {
  if (dockerfile.from === "text") return { name: "dockerfile_inline", text: dockerfile.text };
  if (context.from !== "folder" && !isAbsolute(dockerfile.path)) return undefined;
  const folder = context.from === "folder" ? context.folder : "/";
  const path = resolve(folder, dockerfile.path);
  const [text, ignore] = await Promise.all([textOf(path), textOf(`${path}.dockerignore`)]);
  if (text === undefined)
    throw new WindlassError("file-not-found", `the Dockerfile ${path} does not exist`, {
      hint: "`build.dockerfile` is relative to the build context",
    });
  const inside = context.from === "folder" ? insideOf(folder, path) : undefined;
  return {
    name: inside ?? dockerfile.path,
    text,
    ...(inside !== undefined && { inside }),
    ...(ignore !== undefined && { ignore }),
  };
}

/** What errors show of it, also where it is elsewhere. */
export const shownRecipe = ({ dockerfile }: BuildSpec, recipe: Recipe | undefined): Pick<Recipe, "name" | "text"> =>
  recipe ?? { name: dockerfile.from === "file" ? dockerfile.path : "", text: "" };

/** What a file is called that the engine gets for it. */
export const fileNameOf = ({ inside, name }: Recipe): string =>
  inside === undefined && name === "dockerfile_inline" ? "Dockerfile" : basename(name);

/** @throws WindlassError `file-not-found` where it is not an existing folder */
export async function folderContext(context: BuildContext): Promise<{ readonly folder: string; readonly tree: Tree }> {
  if (context.from !== "folder") throw new WindlassError("build-failed", "the builder takes only a folder here");
  const { folder } = context;
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory())
    throw new WindlassError("file-not-found", `the build context ${folder} is not an existing folder`);
  return { folder, tree: folderTree(await realpath(folder)) };
}

/** The ignore file in the folder itself. */
export const folderIgnore = (folder: string): Promise<string | undefined> => textOf(join(folder, ".dockerignore"));

function insideOf(folder: string, path: string): string | undefined {
  const inside = relative(folder, path);
  return inside === ".." || inside.startsWith("../") || isAbsolute(inside) ? undefined : inside;
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new WindlassError("file-unreadable", `cannot read ${path}`, { cause: error });
  }
}
