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

test.each([
  ["dev", "test"],
  ["port", "sort"],
  ["name", "image"],
  ["storage_path", "security_opts"],
])("%s is no misspelt %s", (word, other) => expect(closest(word, [other])).toBeUndefined());

test.each([
  ["wbe", "web"],
  ["wep", "web"],
  ["imge", "image"],
  ["port", "ports"],
  ["envirnoment", "environment"],
  ["frontned", "frontend"],
])("%s is a misspelt %s", (word, meant) => expect(closest(word, [meant])).toBe(meant));
