/** Small files as the beginning of a tar that goes on. The same files give the same bytes. */
import { buffer } from "node:stream/consumers";
import { pack } from "tar-stream";

/** Two blocks of zeros end a tar. */
const endLength = 1_024;

export async function tarHead(
  files: readonly { readonly name: string; readonly content: string | Uint8Array }[],
): Promise<Uint8Array> {
  const tar = pack();
  for (const { name, content } of files)
    tar.entry({ name, mode: 0o600, mtime: new Date(0) }, typeof content === "string" ? content : Buffer.from(content));
  tar.finalize();
  const whole = await buffer(tar);
  return whole.subarray(0, whole.length - endLength);
}
