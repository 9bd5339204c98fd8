/** Files as a tar, as the engine takes them: each with its owner and mode, folders left to the engine. */
import { buffer } from "node:stream/consumers";
import { pack } from "tar-stream";
import type { FileCopy } from "../../engine/port.ts";

export async function tarOf(files: readonly FileCopy[]): Promise<Buffer> {
  const tar = pack();
  const mtime = new Date();
  for (const { target, mode, uid, gid, content } of files)
    tar.entry({ name: target, mode, uid, gid, mtime, size: content.length }, Buffer.from(content));
  tar.finalize();
  return buffer(tar);
}
