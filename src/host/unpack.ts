/**
 * Puts what is in a tar onto this machine's disk, below one path and nowhere else: whoever made the tar may be hostile. No name
 * leads out of it, and nothing is written through a symbolic link, whether the tar brought it or it was there.
 */
import { createWriteStream } from "node:fs";
import { chmod, link, lstat, mkdir, rm, symlink, utimes } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { extract, type Headers } from "tar-stream";

/** A tar that asks for what it must not have, or for what can't be. */
export class Unpackable extends Error {}

/**
 * @param tar whose names all begin with the same part, or with `.`
 * @param target what stands in the place of that part
 */
export async function unpacked(tar: AsyncIterable<Uint8Array>, target: string, signal: AbortSignal): Promise<void> {
  const entries = extract();
  /** Folders get their modes last: one that nobody may write to could not be filled. */
  const folders: (readonly [path: string, header: Headers])[] = [];
  entries.on("entry", (header, content, next) => {
    place(header, content, target, folders)
      .then(() => {
        content.resume();
        next();
      })
      .catch((error: unknown) => entries.destroy(error instanceof Error ? error : new Error(String(error))));
  });
  await pipeline(Readable.from(chunksOf(tar)), entries, { signal });
  for (const [path, header] of folders.reverse()) await finish(path, header);
}

/** Streams of an older make wait for ever where Node reads them as what they are. */
async function* chunksOf(tar: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  yield* tar;
}

async function place(
  header: Headers,
  content: NodeJS.ReadableStream,
  target: string,
  folders: (readonly [string, Headers])[],
): Promise<void> {
  const inside = within(header.name);
  const path = join(target, ...inside);
  await throughFolders(target, inside, header.name);
  const standing = await kindOf(path);
  if (header.type === "directory") {
    // Whoever names a link to a folder as the target means that folder.
    if (standing === "missing") await mkdir(path);
    else if (standing !== "folder" && !(inside.length === 0 && standing === "link"))
      throw new Unpackable(`a folder can't take the place of the file ${path}`);
    // A folder that was there keeps what it is; what is copied into it does not.
    if (standing === "missing" || inside.length > 0) folders.push([path, header]);
    return;
  }
  if (standing === "folder") throw new Unpackable(`a file can't take the place of the folder ${path}`);
  switch (header.type) {
    case "file":
    case "contiguous-file":
      await rm(path, { force: true });
      await pipeline(content, createWriteStream(path, { flags: "wx", mode: 0o600 }));
      await finish(path, header);
      return;
    case "symlink":
      await rm(path, { force: true });
      await symlink(header.linkname ?? "", path);
      return;
    case "link": {
      const first = within(header.linkname ?? "");
      await throughFolders(target, first, header.linkname ?? "");
      await rm(path, { force: true });
      await link(join(target, ...first), path);
      return;
    }
    default:
    // Devices and pipes are the container's.
  }
}

/** The parts of a name below the target. @throws Unpackable for one that leads out of it */
function within(name: string): readonly string[] {
  const parts = name.split("/").filter((part) => part !== "");
  if (parts.includes("..") || name.includes("\0"))
    throw new Unpackable(`the archive has a name that leaves the target: ${JSON.stringify(name)}`);
  return parts.slice(1).filter((part) => part !== ".");
}

/** @throws Unpackable where a link stands on the way; what is missing of the way is made */
async function throughFolders(target: string, inside: readonly string[], name: string): Promise<void> {
  let path = target;
  for (const part of inside.slice(0, -1)) {
    path = join(path, part);
    const kind = await kindOf(path);
    if (kind === "missing") await mkdir(path, { recursive: true });
    else if (kind !== "folder")
      throw new Unpackable(
        `the archive has a name that leads through ${path}, which is no folder: ${JSON.stringify(name)}`,
      );
  }
  if (inside.length === 1) await mkdir(dirname(join(target, ...inside)), { recursive: true });
}

async function kindOf(path: string): Promise<"missing" | "folder" | "link" | "file"> {
  try {
    const stats = await lstat(path);
    return stats.isDirectory() ? "folder" : stats.isSymbolicLink() ? "link" : "file";
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "missing";
    throw error;
  }
}

async function finish(path: string, { mode = 0o644, mtime = new Date(0) }: Headers): Promise<void> {
  await chmod(path, mode & 0o7777);
  await utimes(path, mtime, mtime);
}
