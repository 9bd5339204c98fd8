/**
 * A build's context as a tar stream: what the ignore file leaves, with links and modes as they are, owned by root. Files
 * are read as the engine takes them; the whole is never held.
 */
import { randomBytes } from "node:crypto";
import { createReadStream, type Stats } from "node:fs";
import { lstat, readdir, readFile, readlink } from "node:fs/promises";
import { isAbsolute, join, relative, resolve } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Headers, type Pack, pack } from "tar-stream";
import { WindlassError } from "../../core/errors.ts";
import { type IgnoreFile, parseIgnoreFile } from "./ignore-file.ts";

export interface BuildContext {
  readonly tar: Readable;
  /** The Dockerfile's name inside it. */
  readonly dockerfile: string;
  /** The Dockerfile's text. */
  readonly recipe: string;
  /** Why packing failed, if it did. */
  failure(): unknown;
  /** Stops packing. */
  close(): void;
}

/** @throws WindlassError `file-not-found` without the folder or the Dockerfile */
export async function openContext(folder: string, dockerfile: string): Promise<BuildContext> {
  const path = resolve(folder, dockerfile);
  const inside = relative(folder, path);
  const isOutside = inside === ".." || inside.startsWith("../") || isAbsolute(inside);
  if (!(await statOf(folder))?.isDirectory())
    throw new WindlassError("file-not-found", `the build context ${folder} is not an existing folder`);
  const content = await readOptional(path);
  if (content === undefined)
    throw new WindlassError("file-not-found", `the Dockerfile ${path} does not exist`, {
      hint: "`build.dockerfile` is relative to the build context",
    });
  const ignoreText =
    (await readOptional(`${path}.dockerignore`)) ?? (await readOptional(join(folder, ".dockerignore")));
  const ignore = parseIgnoreFile(ignoreText?.toString() ?? "", isOutside ? [] : [inside]);

  const tar = pack();
  let failure: unknown;
  const name = isOutside ? `.dockerfile.${randomBytes(8).toString("hex")}` : inside;
  const packing = async (): Promise<void> => {
    if (isOutside) tar.entry({ ...ownedByRoot, name, mode: 0o644, mtime: new Date(0) }, content);
    await addFolder(tar, folder, "", ignore);
    tar.finalize();
  };
  packing().catch((error: unknown) => {
    failure ??= error;
    tar.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  // Destroyed without a reader it would raise the error at large.
  tar.on("error", () => {});
  return { tar, dockerfile: name, recipe: content.toString(), failure: () => failure, close: () => void tar.destroy() };
}

const ownedByRoot = { uid: 0, gid: 0, uname: "", gname: "" } as const;

async function addFolder(tar: Pack, root: string, folder: string, ignore: IgnoreFile): Promise<void> {
  for (const name of (await readdir(join(root, folder))).sort()) {
    if (tar.destroyed) return;
    const path = folder === "" ? name : `${folder}/${name}`;
    const isKept = !ignore.ignores(path);
    const stats = await statOf(join(root, path));
    if (stats === undefined) continue;
    if (isKept) await addEntry(tar, join(root, path), path, stats);
    if (stats.isDirectory() && (isKept || ignore.mayKeepBeneath(path))) await addFolder(tar, root, path, ignore);
  }
}

async function addEntry(tar: Pack, source: string, name: string, stats: Stats): Promise<void> {
  const header: Headers = { ...ownedByRoot, name, mode: stats.mode & 0o7777, mtime: stats.mtime };
  if (stats.isDirectory()) tar.entry({ ...header, name: `${name}/`, type: "directory" });
  else if (stats.isSymbolicLink()) tar.entry({ ...header, type: "symlink", linkname: await readlink(source) });
  else if (stats.isFile()) await addFile(tar, source, { ...header, type: "file", size: stats.size });
  // Sockets, pipes and devices have no place in an image.
}

async function addFile(tar: Pack, source: string, header: Headers): Promise<void> {
  const { size = 0 } = header;
  if (size === 0) {
    tar.entry(header).end();
    return;
  }
  // A file that grows meanwhile is sent as long as it was; one that shrinks is an error of the tar.
  await pipeline(createReadStream(source, { end: size - 1 }), tar.entry(header));
}

async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function readOptional(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

const isMissing = (error: unknown): boolean =>
  ["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "");
