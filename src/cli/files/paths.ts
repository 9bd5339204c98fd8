/** The rules of docker's cp: what a source becomes at a target that is there, and at one that is not. Pure. */
import { basename, dirname } from "node:path/posix";
import { WindlassError } from "../../core/errors.ts";

export type Kind = "file" | "folder" | "missing";

export interface Placement {
  /** The folder that gets it, which must be there. */
  readonly folder: string;
  /** What it is called there; empty: what is in the source's folder comes into the folder. */
  readonly name: string;
}

/** A path that ends so can only be a folder. */
export const saysFolder = (path: string): boolean => /(^|\/)\.?$/.test(path);

/** `dir/.`: what is in the folder, and not the folder. */
const saysContents = (path: string): boolean => /(^|\/)\.$/.test(path);

/**
 * @param source as it was written, and what is there
 * @param target the path that is meant, and what is there
 * @throws WindlassError `not-a-file`, `file-not-found`
 */
export function placement(
  source: { readonly path: string; readonly isFolder: boolean },
  target: { readonly path: string; readonly kind: Kind },
): Placement {
  const { path, kind } = target;
  if (kind === "folder") return { folder: path, name: saysContents(source.path) ? "" : basename(source.path) };
  if (kind === "file" && source.isFolder)
    throw new WindlassError("not-a-file", `cannot copy a folder to a file: ${path} is one`, {
      hint: "name a folder as the target, or a path that does not exist",
    });
  if (saysFolder(path) && !source.isFolder)
    throw new WindlassError(
      kind === "file" ? "not-a-file" : "file-not-found",
      kind === "file" ? `${path} is a file, not a folder` : `no such folder: ${path}`,
      { hint: "create it first, or leave the / away to give the copy that name" },
    );
  const bare = path.replace(/\/\.?$/, "") || "/";
  return { folder: dirname(bare), name: basename(bare) };
}

export interface InContainer {
  readonly service: string;
  readonly path: string;
}

/** `web:/etc/hosts`; undefined: a path of this machine. */
export function inContainer(text: string): InContainer | undefined {
  // As in docker's tools a path that begins so is never a service.
  if (/^[./\\]/.test(text)) return undefined;
  const colon = text.indexOf(":");
  return colon <= 0 ? undefined : { service: text.slice(0, colon), path: text.slice(colon + 1) };
}
