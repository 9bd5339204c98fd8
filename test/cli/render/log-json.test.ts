import { expect, test } from "vitest";
import { logJson } from "../../../src/cli/render/log-json.ts";
import { outputLine } from "../../../src/engine/output-line.ts";
import type { LogLine } from "../../../src/engine/port.ts";

const container = { id: "4f", name: "web-1", service: "web", number: 1 };
const timestamp = "2026-01-01T00:00:00.000000001Z";
const written = (lines: readonly LogLine[]): unknown[] =>
  logJson(container, lines)
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

test("a line is one object, with its text or the bytes that are no text", () => {
  const lines: LogLine[] = [
    { ...outputLine("stdout", 'say "é"\u001b[2J'), timestamp },
    { ...outputLine("stderr", Buffer.from([0xff, 0xfe])), timestamp },
  ];
  const common = { time: timestamp, service: "web", container: "web-1", id: "4f", number: 1 };
  expect(written(lines)).toEqual([
    { ...common, stream: "stdout", text: 'say "é"\u001b[2J' },
    { ...common, stream: "stderr", base64: "//4=" },
  ]);
});

test("a piece of a long line, and a line after a cut, say so", () => {
  const line = { ...outputLine("stdout", "x"), timestamp };
  const [piece, last] = written([
    { ...line, continues: true },
    { ...line, afterCut: "gap" },
  ]);
  expect(piece).toMatchObject({ text: "x", partial: true });
  expect(last).toMatchObject({ text: "x", after_cut: "gap" });
  expect(last).not.toHaveProperty("partial");
});
