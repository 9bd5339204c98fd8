/** One line of an input: what somebody answers to a question. */
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

/** @returns the line without its end; empty where the input has ended. Rejects with the signal's reason. */
export async function answer(input: Readable, signal: AbortSignal): Promise<string> {
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  try {
    return await new Promise((resolve, reject) => {
      lines.once("line", resolve);
      lines.once("close", () => resolve(""));
      input.once("error", reject);
      signal.throwIfAborted();
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
  } finally {
    lines.close();
    input.pause();
  }
}
