import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { durationText, parseDuration } from "../../../src/spec/values/duration.ts";

describe("a duration", () => {
  test.each([
    ["90s", 90e9, "1m30s"],
    ["1h30m", 5400e9, "1h30m0s"],
    ["1d", 86400e9, "24h0m0s"],
    ["1w2d3h4m5s6ms", 788645006e6, "219h4m5.006s"],
    ["1.5s", 1.5e9, "1.5s"],
    [".5m", 30e9, "30s"],
    ["2ms", 2e6, "2ms"],
    ["1500us", 1.5e6, "1.5ms"],
    ["7µs", 7e3, "7µs"],
    ["3ns", 3, "3ns"],
    ["0", 0, "0s"],
    ["-5s", -5e9, "-5s"],
  ])("%s", (text, nanoseconds, printed) => {
    expect(parseDuration(text)).toBe(nanoseconds);
    expect(durationText(nanoseconds)).toBe(printed);
  });

  test.each(["10", "10 sec", "10 s", "", "s", "1S", "1y", "1.2.3s"])("%j is none", (text) =>
    expect(parseDuration(text)).toBeUndefined(),
  );

  test("reads back what it printed", () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 15), max: 10 ** 15 }), (nanoseconds) => {
        expect(parseDuration(durationText(nanoseconds))).toBe(nanoseconds);
      }),
    );
  });
});
