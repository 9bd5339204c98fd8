/**
 * BuildKit's progress as it comes through the engine: messages of `moby.buildkit.v1.StatusResponse` in protobuf. Only
 * the fields that are shown are read; what is unknown is skipped, as the format intends.
 */
import type { BuildStatus } from "../../../engine/build-progress.ts";
import type { BuildWarning } from "../../../engine/port.ts";
import { bytesIn, bytesOf, type Fields, fieldsOf, messagesIn, numberOf, textOf } from "../grpc/protobuf.ts";

/** @throws RangeError or Error where the bytes are no such message */
export function decodeStatus(bytes: Uint8Array): BuildStatus {
  const message = fieldsOf(bytes);
  return {
    vertices: messagesIn(message, 1).map((vertex) => ({
      digest: textOf(vertex, 1),
      name: textOf(vertex, 3),
      cached: numberOf(vertex, 4) === 1,
      isStarted: vertex.has(5),
      isCompleted: vertex.has(6),
      error: textOf(vertex, 7),
    })),
    statuses: messagesIn(message, 2).map((status) => ({
      vertex: textOf(status, 2),
      name: textOf(status, 3) || textOf(status, 1),
      current: numberOf(status, 4),
      total: numberOf(status, 5),
      isCompleted: status.has(8),
    })),
    logs: messagesIn(message, 3).map((log) => ({
      vertex: textOf(log, 1),
      stream: numberOf(log, 3),
      data: bytesOf(log, 4),
    })),
    warnings: messagesIn(message, 4).map(warningIn),
  };
}

/** `StageNameCasing: Stage name 'X' should be lowercase (line 1)` */
function warningIn(fields: Fields): BuildWarning {
  const said = textOf(fields, 3).replace(/ \(line \d+\)$/, "");
  const [, rule = "", message = said] = /^(\w+): (.*)$/s.exec(said) ?? [];
  const [range] = messagesIn(fields, 7).map(linesIn);
  const url = textOf(fields, 5);
  return {
    rule,
    message,
    detail: bytesIn(fields, 4)
      .map((line) => Buffer.from(line).toString())
      .join("\n"),
    ...(url !== "" && { url }),
    ...range,
  };
}

/** A `pb.Range`: lines from 1. */
export function linesIn(range: Fields): { readonly line: number; readonly lastLine: number } {
  const [start, end] = [1, 2].map((field) => messagesIn(range, field)[0]);
  const line = start === undefined ? 0 : numberOf(start, 1);
  return { line, lastLine: end === undefined ? line : numberOf(end, 1) };
}
