import { expect, test } from "vitest";
import { RecentLines } from "../../../src/docker/logs/recent-lines.ts";
import { logText, outputLine } from "../../../src/engine/output-line.ts";
import type { LogLine } from "../../../src/engine/port.ts";

/** A line that was written so many milliseconds after the minute. */
const line = (ms: number, text = `${ms}`): LogLine => ({
  ...outputLine("stdout", text),
  timestamp: new Date(Date.UTC(2026, 0, 1) + ms).toISOString().replace("Z", "000000Z"),
});
const lines = (from: number, to: number): LogLine[] => Array.from({ length: to - from }, (_, i) => line(from + i));
const texts = (all: readonly LogLine[]): string[] => all.map(logText);

test("what comes again after a cut is left out, and the first line after it says that none is missing", () => {
  const recent = new RecentLines();
  expect(recent.unseen(lines(1, 400))).toEqual(lines(1, 400));
  expect(recent.since()).toBe(line(299).timestamp);
  recent.startOver(true);
  expect(recent.unseen(lines(299, 350))).toEqual([]);
  const [first, ...others] = recent.unseen(lines(350, 403));
  expect(first).toEqual({ ...line(400), afterCut: "complete" });
  expect(others).toEqual([line(401), line(402)]);
  expect(recent.unseen([line(403)])).toEqual([line(403)]);
});

test("where what was seen is no longer in the log, lines may be missing", () => {
  const recent = new RecentLines();
  recent.unseen(lines(1, 400));
  recent.startOver(true);
  expect(recent.unseen([line(500)])).toEqual([{ ...line(500), afterCut: "gap" }]);
});

test("asking again without a cut is not worth a word", () => {
  const recent = new RecentLines();
  recent.unseen([line(1)]);
  recent.startOver(false);
  expect(recent.unseen([line(1), line(2)])).toEqual([line(2)]);
});

test("lines before those that were asked for are not told after a cut", () => {
  const recent = new RecentLines();
  recent.unseen([line(50)]);
  expect(recent.since()).toBe(line(50).timestamp);
  recent.startOver(true);
  expect(texts(recent.unseen([line(49), line(50), line(51)]))).toEqual(["51"]);
});

test("equal lines of one moment are counted", () => {
  const recent = new RecentLines();
  recent.unseen([line(7, "x"), line(7, "x")]);
  recent.startOver(true);
  expect(texts(recent.unseen([line(7, "x"), line(7, "x"), line(7, "x")]))).toEqual(["x"]);
});

test("of many lines in a moment the last ones are enough", () => {
  const recent = new RecentLines();
  const fast = Array.from({ length: 50_000 }, (_, i) => ({
    ...line(0, `${i}`),
    timestamp: `2026-01-01T00:00:00.0${String(1_000 * (i + 1)).padStart(8, "0")}Z`,
  }));
  for (let at = 0; at < fast.length; at += 500) recent.unseen(fast.slice(at, at + 500));
  const since = recent.since() ?? "";
  const again = fast.filter(({ timestamp }) => timestamp >= since);
  expect(again.length).toBeLessThan(10_000);
  expect(again.length).toBeGreaterThan(1_000);
  recent.startOver(true);
  expect(texts(recent.unseen([...again, line(100)]))).toEqual(["100"]);
});

test("an engine that tells whole seconds is asked again from the beginning of one", () => {
  const recent = new RecentLines();
  const coarse = (text: string, s: number): LogLine => ({ ...line(s * 1_000, text) });
  recent.unseen([coarse("a", 1), coarse("b", 2), coarse("c", 2)]);
  expect(recent.since()).toBe(line(1_000).timestamp);
  recent.startOver(true);
  expect(texts(recent.unseen([coarse("a", 1), coarse("b", 2), coarse("c", 2), coarse("d", 2)]))).toEqual(["d"]);
});
