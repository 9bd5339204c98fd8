import fc from "fast-check";
import { expect, test } from "vitest";
import { closure, depths, order, reversed } from "../../src/core/graph.ts";

const graph = (edges: Readonly<Record<string, readonly string[]>>): Map<string, readonly string[]> =>
  new Map(Object.entries(edges));

test("needs come before what needs them, equals by name", () => {
  expect(order(graph({ web: ["db", "cache"], db: [], cache: [], admin: ["db"] }))).toEqual([
    "cache",
    "db",
    "admin",
    "web",
  ]);
});

test("the order does not depend on the order of the input", () => {
  const edges: [string, string[]][] = [
    ["a", []],
    ["b", ["a"]],
    ["c", ["a"]],
    ["d", ["b", "c"]],
    ["e", []],
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(edges, { minLength: edges.length }), (shuffled) => {
      expect(order(new Map(shuffled))).toEqual(order(new Map(edges)));
    }),
  );
});

test("a cycle is told whole", () => {
  expect(() => order(graph({ a: ["b"], b: ["c"], c: ["a"], d: ["a"] }))).toThrow("dependency cycle: a → b → c → a");
});

test("a node that needs itself is a cycle", () => {
  expect(() => order(graph({ a: ["a"] }))).toThrow("a → a");
});

test("a chain of 4,999 is ordered, in any order of input", () => {
  const names = Array.from({ length: 4_999 }, (_, i) => `s${String(i).padStart(4, "0")}`);
  const chain = new Map(names.map((name, i): [string, string[]] => [name, i === 0 ? [] : [names[i - 1] ?? ""]]));
  expect(order(chain)).toEqual(names);
  expect(order(new Map([...chain].reverse()))).toEqual(names);
});

test("a deeper chain is one clear error", () => {
  const chain = new Map(
    Array.from({ length: 6_000 }, (_, i): [string, string[]] => [`s${i}`, i === 0 ? [] : [`s${i - 1}`]]),
  );
  expect(() => order(chain)).toThrow("longer than 5000");
});

test("depth is the longest way from what needs nothing", () => {
  expect(Object.fromEntries(depths(graph({ a: [], b: ["a"], c: ["a", "b"] })))).toEqual({ a: 0, b: 1, c: 2 });
});

test("reversing turns needs into dependents", () => {
  expect([...(reversed(graph({ a: [], b: ["a"], c: ["a"] })).get("a") ?? [])]).toEqual(["b", "c"]);
});

test("a closure holds all that is needed, directly or not", () => {
  expect([...closure(graph({ a: ["b"], b: ["c"], c: [], d: [] }), ["a"])]).toEqual(["a", "b", "c"]);
});
