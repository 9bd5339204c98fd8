import { expect, test } from "vitest";
import { closest } from "../../src/core/closest.ts";

test("the nearest word wins, and among equals the first", () => {
  expect(closest("prots", ["expose", "ports", "profiles"])).toBe("ports");
  expect(closest("db1", ["db2", "db3"])).toBe("db2");
});

test("case and separators do not count", () => {
  expect(closest("dependsOn", ["depends_on"])).toBe("depends_on");
  expect(closest("Health-Check", ["healthcheck"])).toBe("healthcheck");
});

test("a word that is too far from all has no meant one", () => {
  expect(closest("zzz", ["ports", "image"])).toBeUndefined();
  expect(closest("ab", ["cd", "db"])).toBeUndefined();
  expect(closest("x".repeat(1_000), ["x".repeat(1_001)])).toBeUndefined();
});
