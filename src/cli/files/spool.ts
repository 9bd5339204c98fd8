/** What several readers need whole, such as a tar for each of some containers: read once, onto this machine's disk. */
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { unwritable } from "./copy.ts";

/**
 * Readers of one stream would have to keep pace with each other, and an engine need not serve all of them at once.
 * @param use gets the chunks again with each call; the file is gone after it
 */
export async function spooled<Result>(
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  use: (again: () => AsyncIterable<Uint8Array>) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "windlass-spool-"));
  const file = join(folder, "whole");
  try {
    await pipeline(Readable.from(chunks), createWriteStream(file, { mode: 0o600 }), { signal }).catch((error) => {
      signal.throwIfAborted();
      throw unwritable(file, error);
    });
    return await use(() => createReadStream(file));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
