import { expect, test } from "vitest";
import { momentOf } from "../../../src/cli/args/moments.ts";

const now = Date.parse("2026-01-31T12:00:00Z");
const local = (text: string): string => `${new Date(text).toISOString().slice(0, 19)}Z`;

test.each([
  ["10m", "2026-01-31T11:50:00.000Z"],
  ["1h30m", "2026-01-31T10:30:00.000Z"],
  ["0s", "2026-01-31T12:00:00.000Z"],
  ["2026-01-31T18:30:00Z", "2026-01-31T18:30:00Z"],
  ["2026-01-31T18:30:00.123456789Z", "2026-01-31T18:30:00.123456789Z"],
  ["2026-01-31T18:30:00+02:00", "2026-01-31T16:30:00Z"],
  ["2026-01-31T18:30Z", "2026-01-31T18:30:00Z"],
  ["2026-01-31Z", "2026-01-31T00:00:00Z"],
  ["2026-01-31", local("2026-01-31T00:00:00")],
  ["2026-01-31T18", local("2026-01-31T18:00:00")],
  ["2026-01-31T18:30:00.5", `${local("2026-01-31T18:30:00").slice(0, 19)}.5Z`],
  ["1769860800", "2026-01-31T12:00:00Z"],
  ["1769860800.000000001", "2026-01-31T12:00:00.000000001Z"],
])("%s is %s", (text, moment) => {
  expect(momentOf("--since", text, now)).toBe(moment);
});

test.each(["soon", "", "2026-13-01", "2026-01", "12:00"])("%j is no moment", (text) => {
  expect(() => momentOf("--until", text, now)).toThrow(/invalid value for --until/);
});

test("where nothing is said there is none", () => {
  expect(momentOf("--since", undefined, now)).toBeUndefined();
});
