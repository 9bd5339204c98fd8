import fc from "fast-check";
import { expect, test } from "vitest";
import { inOrder, knots } from "../../src/planner/step-graph.ts";

/** `"a b"`: from a to b. */
const arrows = (...pairs: readonly string[]): { from: string; to: string }[] =>
  pairs.map((pair) => {
    const [from = "", to = ""] = pair.split(" ");
    return { from, to };
  });

/** The knots as lists of nodes. */
function knotted(nodes: string, ...pairs: readonly string[]): string[][] {
  const found = [...knots(nodes.split(" "), arrows(...pairs))];
  return [...Map.groupBy(found, ([, number]) => number).values()].map((knot) => knot.map(([node]) => node).sort());
}

test("where nothing comes after itself there is no knot", () => {
  expect(knotted("a b c", "a b", "b c", "a c")).toEqual([]);
});

test("nodes that all come after each other are one knot, and what is before or after them is not in it", () => {
  expect(knotted("x a b c y", "x a", "a b", "b c", "c a", "c y")).toEqual([["a", "b", "c"]]);
});

test("circles that share a node are one knot, others are several", () => {
  expect(knotted("a b c d e", "a b", "b a", "b c", "c b", "c d", "d e", "e d").sort()).toEqual([
    ["a", "b", "c"],
    ["d", "e"],
  ]);
});

test("an arrow to what is no node leads nowhere", () => {
  expect(knotted("a b", "a b", "b z", "z a")).toEqual([]);
});

test("a chain of 20,000 that ends where it began is one knot", () => {
  const nodes = Array.from({ length: 20_000 }, (_, i) => i);
  const circle = nodes.map((i) => ({ from: i, to: (i + 1) % nodes.length }));
  expect(knots(nodes, circle).size).toBe(nodes.length);
});

test("each node stands after what it needs, and otherwise where it stood", () => {
  const needs: Record<string, readonly string[]> = { a: [], b: ["d"], c: [], d: ["c"], e: [] };
  expect(inOrder(Object.keys(needs), (node) => needs[node] ?? [])).toEqual(["a", "c", "d", "b", "e"]);
});

test("any graph whose nodes need earlier numbers only is put in such an order, and has no knot", () => {
  const graph = fc.array(fc.array(fc.nat(50), { maxLength: 4 }), { maxLength: 50 });
  fc.assert(
    fc.property(graph, (raw) => {
      const needs = raw.map((list, i) => list.filter((n) => n < i));
      const mixed = [...needs.keys()].reverse();
      const result = inOrder(mixed, (node) => needs[node] ?? []);
      expect(result.toSorted((a, b) => a - b)).toEqual([...needs.keys()]);
      for (const [i, list] of needs.entries())
        for (const need of list) expect(result.indexOf(need)).toBeLessThan(result.indexOf(i));
      expect(
        knots(
          mixed,
          needs.flatMap((list, to) => list.map((from) => ({ from, to }))),
        ).size,
      ).toBe(0);
    }),
  );
});
