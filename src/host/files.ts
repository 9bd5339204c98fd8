/** What is in files of this machine. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat, writeFile } from "node:fs/promises";
import { pipeline } from "node:stream/promises";

export const fileBytes = (file: string, signal?: AbortSignal): Promise<Uint8Array> =>
  readFile(file, signal ? { signal } : {});

export const writeText = (file: string, text: string): Promise<void> => writeFile(file, text);

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
