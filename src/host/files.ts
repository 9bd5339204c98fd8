/** What is in files of this machine. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat, writeFile } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { WindlassError } from "../core/errors.ts";

export const fileBytes = (file: string, signal?: AbortSignal): Promise<Uint8Array> =>
  readFile(file, signal ? { signal } : {});

export const writeText = (file: string, text: string): Promise<void> => writeFile(file, text);

/** @throws WindlassError `not-a-file`, `file-too-large`; Node's own errors */
export async function smallFile(
  file: string,
  most: number,
  signal: AbortSignal,
): Promise<{ readonly mode: number; readonly bytes: Uint8Array }> {
  const found = await stat(file);
  if (!found.isFile()) throw new WindlassError("not-a-file", "it is not a file");
  if (found.size > most) throw new WindlassError("file-too-large", `it is larger than ${most >> 20} MiB`);
  return { mode: found.mode & 0o777, bytes: await readFile(file, { signal }) };
}

/** SHA-256, in hex; `undefined` for what can't be read, and for what is no file. */
export async function fileHash(file: string, signal: AbortSignal): Promise<string | undefined> {
  const hash = createHash("sha256");
  try {
    // A pipe or a device may never end.
    if (!(await stat(file)).isFile()) return undefined;
    await pipeline(createReadStream(file), hash, { signal });
    return hash.digest("hex");
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
