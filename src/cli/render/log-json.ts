/**
 * Containers' lines as `logs --format json` prints them: one object a line, with keys that stay. docs/json-output.md
 * describes them.
 */
import { isUtf8 } from "node:buffer";
import { type FollowedContainer, type LogLine, logBytes, logText } from "../../index.ts";

export const logJson = (container: FollowedContainer, lines: readonly LogLine[]): string =>
  lines.map((line) => `${JSON.stringify(objectOf(container, line))}\n`).join("");

const objectOf = (container: FollowedContainer, line: LogLine): object => ({
  time: line.timestamp,
  service: container.service,
  container: container.name,
  id: container.id,
  number: container.number,
  stream: line.stream,
  ...(isUtf8(logBytes(line)) ? { text: logText(line) } : { base64: logBytes(line).toString("base64") }),
  ...(line.continues && { partial: true }),
  ...(line.afterCut && { after_cut: line.afterCut }),
});
