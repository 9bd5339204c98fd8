/** A stream of JSON values, one a line, however the bytes are cut. Each byte is looked at once, and a line has a limit. */
import { type JsonRecord, record } from "../wire/json.ts";
import { CallError } from "./call-error.ts";

const newline = 0x0a;
/** Far more than any engine writes in one line; what goes on without an end is no JSON. */
const longestLine = 64 * 1_048_576;

/**
 * @param prepare changes a line's text before it is parsed
 * @throws CallError `broken` where a line is not JSON, or too long
 */
export async function* jsonLines(
  chunks: AsyncIterable<Buffer>,
  prepare: (line: string) => string = (line) => line,
  longest: number = longestLine,
): AsyncGenerator<JsonRecord> {
  let parts: Buffer[] = [];
  let length = 0;
  const take = (): string => {
    const line = Buffer.concat(parts, length).toString().trim();
    parts = [];
    length = 0;
    return line;
  };
  const add = (part: Buffer): void => {
    parts.push(part);
    length += part.length;
    if (length > longest) throw new CallError({ kind: "broken", reason: "a line is too long" });
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, from)) {
      add(chunk.subarray(from, end));
      from = end + 1;
      const line = take();
      if (line !== "") yield parsed(prepare(line));
    }
    if (from < chunk.length) add(chunk.subarray(from));
  }
  const line = take();
  if (line !== "") yield parsed(prepare(line));
}

function parsed(line: string): JsonRecord {
  try {
    return record(JSON.parse(line));
  } catch (error) {
    throw new CallError({ kind: "broken", reason: "a line is not valid JSON" }, error);
  }
}
