/** Writes a stream to a pipe, or to a file that is there whole or not at all; unless its mode is given, for its owner's eyes alone. */
import { createWriteStream } from "node:fs";
import { mkdtemp, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { WindlassError } from "../../core/errors.ts";
import type { Output } from "../process/output.ts";

/** Before anything is fetched. @throws WindlassError `file-not-found`, `not-a-file` */
export async function checkSavable(path: string): Promise<void> {
  const folder = await stat(dirname(path)).catch(() => undefined);
  if (!folder?.isDirectory())
    throw new WindlassError("file-not-found", `invalid output path: directory "${dirname(path)}" does not exist`, {
      hint: "create it first",
    });
  if ((await stat(path).catch(() => undefined))?.isDirectory())
    throw new WindlassError("not-a-file", `invalid output path: "${path}" is a folder`, {
      hint: "name a file in it",
    });
}

/** @throws WindlassError `output-failed`, and what the stream itself throws */
export async function saveStream(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  path: string,
  signal: AbortSignal,
  mode = 0o600,
): Promise<void> {
  try {
    const standing = await stat(path).catch(() => undefined);
    // A device or a pipe can't be put in another's place.
    if (standing !== undefined && !standing.isFile()) {
      await pipeline(Readable.from(chunks), createWriteStream(path), { signal });
      return;
    }
    const beside = await mkdtemp(join(dirname(path), ".windlass-"));
    try {
      const whole = join(beside, "whole");
      await pipeline(Readable.from(chunks), createWriteStream(whole, { mode }), { signal });
      await rename(whole, path);
    } finally {
      await rm(beside, { recursive: true, force: true });
    }
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof WindlassError) throw error;
    throw new WindlassError("output-failed", `cannot write ${path}: ${(error as Error).message}`, { cause: error });
  }
}

/** To a pipe, as fast as it is read. */
export async function streamTo(out: Output, chunks: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void> {
  for await (const chunk of chunks) {
    out.write(chunk);
    await out.drained(signal);
  }
}
