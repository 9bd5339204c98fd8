/** A stream of JSON values, one a line, however the bytes are cut. */
import { StringDecoder } from "node:string_decoder";
import { type JsonRecord, record } from "../wire/json.ts";
import { CallError } from "./call-error.ts";

/**
 * @param prepare changes a line's text before it is parsed
 * @throws CallError `broken` where a line is not JSON
 */
export async function* jsonLines(
  chunks: AsyncIterable<Buffer>,
  prepare: (line: string) => string = (line) => line,
): AsyncGenerator<JsonRecord> {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  for await (const chunk of chunks) {
    const lines = (rest + decoder.write(chunk)).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.trim() !== "") yield parsed(prepare(line));
  }
  rest += decoder.end();
  if (rest.trim() !== "") yield parsed(prepare(rest));
}

function parsed(line: string): JsonRecord {
  try {
    return record(JSON.parse(line));
  } catch (error) {
    throw new CallError({ kind: "broken", reason: "a line of it is not JSON" }, error);
  }
}
