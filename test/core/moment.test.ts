import { expect, test } from "vitest";
import { momentAt, nanosecondsOf, utcMoment } from "../../src/core/moment.ts";

test.each([
  ["2026-01-02T03:04:05.000000006Z", "2026-01-02T03:04:05.000000006Z"],
  ["2026-01-02T03:04:05Z", "2026-01-02T03:04:05.000000000Z"],
  ["2026-01-02T03:04:05.25+02:00", "2026-01-02T01:04:05.250000000Z"],
  ["1969-12-31T23:59:59.999999999Z", "1969-12-31T23:59:59.999999999Z"],
  ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000000000Z"],
])("%s in UTC is %s", (moment, utc) => {
  expect(utcMoment(moment)).toBe(utc);
  expect(momentAt(nanosecondsOf(moment) ?? 0n)).toBe(utc);
});

test("a text that is no moment has none", () => {
  expect(utcMoment("hello")).toBeUndefined();
  expect(utcMoment("")).toBeUndefined();
});
