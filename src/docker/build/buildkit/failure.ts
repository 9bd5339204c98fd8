/** The lines of a Dockerfile in BuildKit's errors, which carry them beside their text. Pure. */

import { list, number, record, text } from "../../wire/json.ts";
import type { FailedPlace } from "../failure.ts";
import { fieldsOf, messagesIn, textOf } from "../grpc/protobuf.ts";

/** @param details a message of `google.rpc.Status` @returns undefined where it names no lines */
export function placeIn(details: Uint8Array): FailedPlace | undefined {
  const sources = messagesIn(fieldsOf(details), 3)
    .filter((detail) => textOf(detail, 1).endsWith("errdefs.Source+json"))
    .map((detail) => placeOf(textOf(detail, 2)));
  return sources.find((place) => place !== undefined);
}

function placeOf(json: string): FailedPlace | undefined {
  const { info, ranges } = record(JSON.parse(json));
  const lines = list(ranges).flatMap((range) =>
    [record(range).start, record(range).end].map((end) => number(record(end).line)),
  );
  const known = lines.filter((line) => line > 0);
  if (known.length === 0) return undefined;
  const data = Buffer.from(text(record(info).data), "base64").toString();
  return { text: data, line: Math.min(...known), lastLine: Math.max(...known) };
}
