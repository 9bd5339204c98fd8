/** A build's contexts as BuildKit is told of them: by what name it finds each, and the trees that it asks this machine for. */
import { createHash } from "node:crypto";
import { hostname } from "node:os";
import { WindlassError } from "../../../core/errors.ts";
import { imageName } from "../../../core/image-name.ts";
import type { BuildContext, BuildSpec } from "../../../engine/port.ts";
import { type Tree, textTree } from "../context/tree.ts";
import { fileNameOf, folderContext, type Recipe } from "../recipe.ts";

export interface Contexts {
  /** For the frontend. */
  readonly attributes: Readonly<Record<string, string>>;
  /** By the names by which they are asked for. */
  readonly trees: Readonly<Record<string, Tree>>;
  /** The same for builds of the same folders. */
  readonly sharedKey: string;
}

/** @throws WindlassError `file-not-found` where a folder does not exist */
export async function buildkitContexts(spec: BuildSpec, recipe: Recipe | undefined): Promise<Contexts> {
  const main = await mainContext(spec.context);
  const named = await Promise.all(Object.entries(spec.contexts).map(([name, context]) => namedContext(name, context)));
  const parts = [main, recipePart(spec, recipe), ...named];
  return {
    attributes: Object.assign({}, ...parts.map(({ attributes }) => attributes)) as Contexts["attributes"],
    trees: Object.assign({}, ...parts.map(({ trees }) => trees)) as Contexts["trees"],
    sharedKey: keyOf(spec),
  };
}

type Part = Pick<Contexts, "attributes" | "trees">;

async function mainContext(context: BuildContext): Promise<Part> {
  if (context.from === "folder") return { attributes: {}, trees: { context: (await folderContext(context)).tree } };
  if (context.from === "remote") return { attributes: { context: context.url }, trees: {} };
  throw unsupported(context);
}

async function namedContext(name: string, context: BuildContext): Promise<Part> {
  const key = `context:${shortName(name)}`;
  switch (context.from) {
    case "folder":
      return { attributes: { [key]: `local:${key}` }, trees: { [key]: (await folderContext(context)).tree } };
    case "remote":
      return { attributes: { [key]: context.url }, trees: {} };
    case "image":
    case "service":
      return { attributes: { [key]: `docker-image://${context.image}` }, trees: {} };
    case "oci-layout":
      throw unsupported(context);
  }
}

/** A Dockerfile of this machine is brought as it was read here: wherever it is, and whatever links lead to it. */
function recipePart({ context, dockerfile }: BuildSpec, recipe: Recipe | undefined): Part {
  if (recipe === undefined)
    return { attributes: dockerfile.from === "file" ? { filename: dockerfile.path } : {}, trees: {} };
  const filename = fileNameOf(recipe);
  const files = {
    [filename]: recipe.text,
    ...(recipe.ignore !== undefined && { [`${filename}.dockerignore`]: recipe.ignore }),
  };
  // Without this BuildKit looks for it in what it fetches.
  const key = context.from === "folder" ? {} : { dockerfilekey: "dockerfile" };
  return { attributes: { filename, ...key }, trees: { dockerfile: textTree(files) } };
}

/** As BuildKit looks names up: what docker leaves out of an image's name is left out. */
export function shortName(name: string): string {
  const { repository, tag, digest } = imageName(name);
  const short = repository.replace(/^docker\.io\/(library\/)?/, "");
  return `${short}${tag === undefined || tag === "latest" ? "" : `:${tag}`}${digest === undefined ? "" : `@${digest}`}`;
}

const unsupported = ({ from }: BuildContext): WindlassError =>
  new WindlassError("build-failed", `the engine's builder cannot build from this context (${from})`);

/** The engine keeps what it got of each folder of each machine under a key of its own. */
function keyOf({ context, contexts }: BuildSpec): string {
  const places = [context, ...Object.values(contexts)].map((one) => (one.from === "folder" ? one.folder : ""));
  return createHash("sha256")
    .update([hostname(), ...places].join("\0"))
    .digest("hex")
    .slice(0, 32);
}
