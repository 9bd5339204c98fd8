import { expect, test } from "vitest";
import { CountedLines } from "../../../src/docker/logs/counted-lines.ts";
import { outputLine } from "../../../src/engine/output-line.ts";
import type { LogLine } from "../../../src/engine/port.ts";

const line = (text: string): LogLine => ({ ...outputLine("stdout", text), timestamp: "" });
const [a, b, c, d] = ["a", "b", "c", "d"].map(line) as [LogLine, LogLine, LogLine, LogLine];

test("as many lines as were seen are left out after a cut, however they come", () => {
  const counted = new CountedLines();
  expect(counted.unseen([a])).toEqual([a]);
  expect(counted.unseen([b])).toEqual([b]);
  counted.startOver(true);
  expect(counted.unseen([a])).toEqual([]);
  expect(counted.unseen([b, c])).toEqual([{ ...c, afterCut: "complete" }]);
  counted.startOver(true);
  expect(counted.unseen([a, b, c, d])).toEqual([{ ...d, afterCut: "complete" }]);
});

test("a cut before the first line is not worth a word", () => {
  const counted = new CountedLines();
  counted.startOver(true);
  expect(counted.unseen([a, b])).toEqual([a, b]);
});

test("a log that begins otherwise was rotated, and can't be continued", () => {
  const counted = new CountedLines();
  counted.unseen([a, b]);
  counted.startOver(true);
  expect(() => counted.unseen([b])).toThrow("rotated");
});
