import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonText, type Ordered, plainJson } from "../../src/core/ordered-json.ts";

const asMap = (value: unknown): Ordered =>
  Array.isArray(value)
    ? value.map(asMap)
    : typeof value === "object" && value !== null
      ? new Map(Object.entries(value).map(([key, part]) => [key, asMap(part)]))
      : (value as Ordered);

test("the text is the one that JSON.stringify gives", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
      expect(jsonText(asMap(value), indent)).toBe(JSON.stringify(value, undefined, indent));
    }),
  );
});

test("keys keep their order and whole numbers their digits", () => {
  const map = new Map<string, Ordered>([
    ["b", 1],
    ["10", 9_007_199_254_740_993n],
    ["9", []],
    ["__proto__", new Map()],
  ]);
  expect(jsonText(map)).toBe('{"b":1,"10":9007199254740993,"9":[],"__proto__":{}}');
  expect(jsonText([map, null], 1)).toBe(
    '[\n {\n  "b": 1,\n  "10": 9007199254740993,\n  "9": [],\n  "__proto__": {}\n },\n null\n]',
  );
});

test("plain objects have the same values", () => {
  expect(plainJson(new Map<string, Ordered>([["a", [1n, new Map([["b", null]])]]]))).toEqual({ a: [1, { b: null }] });
});
