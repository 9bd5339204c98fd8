/** Files of this machine as a tar, with their owners, modes and times; symbolic links stay links. */
import { createReadStream, type Stats } from "node:fs";
import { lstat, readdir, readlink } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { type Headers, type Pack, pack } from "tar-stream";

/**
 * @param source absolute path of a file, link or folder
 * @param name under which it stands in the tar; empty: what is in the folder stands there, and not the folder
 */
export async function* packed(source: string, name: string): AsyncGenerator<Uint8Array, void, undefined> {
  const tar = pack();
  let failure: unknown;
  const packing = async (): Promise<void> => {
    await add(tar, source, name, await lstat(source));
    tar.finalize();
  };
  packing().catch((error: unknown) => {
    failure = error;
    tar.destroy();
  });
  // Destroyed without a reader it would raise the error at large.
  tar.on("error", () => {});
  yield* tar;
  if (failure !== undefined) throw failure;
}

async function add(tar: Pack, source: string, name: string, stats: Stats): Promise<void> {
  if (tar.destroyed) return;
  const { uid, gid, mtime } = stats;
  const header: Headers = { name, uid, gid, mtime, mode: stats.mode & 0o7777 };
  if (stats.isDirectory()) {
    if (name !== "") tar.entry({ ...header, name: `${name}/`, type: "directory" });
    for (const child of (await readdir(source)).sort()) {
      const path = join(source, child);
      await add(tar, path, name === "" ? child : `${name}/${child}`, await lstat(path));
    }
  } else if (stats.isSymbolicLink()) tar.entry({ ...header, type: "symlink", linkname: await readlink(source) });
  else if (stats.isFile()) await addFile(tar, source, { ...header, type: "file", size: stats.size });
  // Sockets, pipes and devices are of this machine.
}

async function addFile(tar: Pack, source: string, header: Headers): Promise<void> {
  const { size = 0 } = header;
  if (size === 0) tar.entry(header).end();
  // A file that grows meanwhile is sent as long as it was; one that shrinks is an error of the tar.
  else await pipeline(createReadStream(source, { end: size - 1 }), tar.entry(header));
}
