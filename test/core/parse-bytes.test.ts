import { expect, test } from "vitest";
import { parseBytes } from "../../src/core/bytes.ts";

test.each([
  ["1024", 1024],
  ["64m", 64 * 1024 ** 2],
  ["64MB", 64 * 1024 ** 2],
  ["64mib", 64 * 1024 ** 2],
  ["1.5g", 1.5 * 1024 ** 3],
  ["1 k", 1024],
  [".5k", 512],
  ["1.5", 1],
  ["5b", 5],
  ["1_000", 1000],
  ["1e3", 1000],
  ["2t", 2 * 1024 ** 4],
  ["-1", -1],
])("%s is a size", (text, bytes) => expect(parseBytes(text)).toBe(bytes));

test.each(["2Gi", "1e", "10bytes", " 1k", "1k ", "12parsecs", "", "k", "-1k", "1  k"])("%j is none", (text) =>
  expect(parseBytes(text)).toBeUndefined(),
);
