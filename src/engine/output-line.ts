/** The bytes and the text of a line that a container wrote, and lines from what is no container's. */
import type { OutputLine } from "./port.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Bytes that are no UTF-8 become U+FFFD, so only what is read as text goes through here. */
export const logText = (line: OutputLine): string => decoder.decode(logBytes(line));

/** As they were written; the memory is the line's. */
export const logBytes = ({ chunk, from, to }: OutputLine): Buffer => chunk.subarray(from, to);

/** The content as a line. */
export function outputLine(stream: OutputLine["stream"], content: string | Uint8Array): OutputLine {
  const chunk =
    typeof content === "string"
      ? Buffer.from(content)
      : Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  return { stream, chunk, from: 0, to: chunk.length };
}
