/** Whatever the graph, its drawing can be read: nothing covers anything, and edges run from left to right. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { GraphEdge } from "../../../src/cli/graph/graph.ts";
import { inLanes } from "../../../src/cli/graph/svg/lanes.ts";
import { layered } from "../../../src/cli/graph/svg/layered.ts";
import type { Box, Layout, Sized } from "../../../src/cli/graph/svg/layout.ts";

/** Nodes whose edges lead to later ones. */
const drawings = fc.integer({ min: 1, max: 14 }).chain((count) =>
  fc.record({
    nodes: fc
      .array(fc.record({ width: fc.integer({ min: 20, max: 200 }), height: fc.integer({ min: 20, max: 90 }) }), {
        minLength: count,
        maxLength: count,
      })
      .map((sizes) => sizes.map((size, i): Sized => ({ id: `n${i}`, ...size }))),
    edges: fc
      .uniqueArray(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 30, selector: ([a, b]) => `${a} ${b}` })
      .map((pairs) =>
        pairs.filter(([a, b]) => a < b).map(([a, b]): GraphEdge => ({ from: `n${a}`, to: `n${b}`, text: "x" })),
      ),
    lanes: fc.array(fc.nat(3), { minLength: count, maxLength: count }),
  }),
);

const apart = (a: Box, b: Box): boolean =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

function check({ nodes, edges, width, height }: Layout, given: readonly GraphEdge[]): void {
  const boxes = [...nodes.values()];
  const inside = ({ x, y }: { x: number; y: number }): boolean => x >= 0 && y >= 0 && x <= width && y <= height;
  for (const [i, box] of boxes.entries()) {
    expect(inside(box) && inside({ x: box.x + box.width, y: box.y + box.height })).toBe(true);
    for (const other of boxes.slice(i + 1)) expect(apart(box, other)).toBe(true);
  }
  for (const [i, points] of edges.entries()) {
    const [from, to] = [nodes.get(given[i]?.from ?? ""), nodes.get(given[i]?.to ?? "")];
    expect(points[0]).toEqual({ x: (from?.x ?? 0) + (from?.width ?? 0), y: (from?.y ?? 0) + (from?.height ?? 0) / 2 });
    expect(points.at(-1)).toEqual({ x: to?.x, y: (to?.y ?? 0) + (to?.height ?? 0) / 2 });
    for (const [j, point] of points.entries()) {
      expect(inside(point)).toBe(true);
      expect(point.x).toBeGreaterThanOrEqual(points[j - 1]?.x ?? 0);
    }
    // What is level leads past nodes, and through none.
    for (const [j, { x, y }] of points.entries()) {
      const next = points[j + 1];
      if (next === undefined || next.y !== y) continue;
      const crossed = boxes.filter((box) => box !== from && box !== to && box.x < next.x && x < box.x + box.width);
      for (const box of crossed) expect(y <= box.y || y >= box.y + box.height).toBe(true);
    }
  }
}

test("services and what they need", () => {
  fc.assert(
    fc.property(drawings, ({ nodes, edges }) =>
      check(
        layered(nodes, edges, () => 60),
        edges,
      ),
    ),
  );
});

test("the steps of a plan in lanes", () => {
  fc.assert(
    fc.property(drawings, ({ nodes, edges, lanes }) => {
      const byLane = Map.groupBy(nodes, (_, i) => lanes[i] ?? 0);
      const titled = [...byLane].map(([lane, own]) => ({ title: `lane ${lane}`, nodes: own }));
      const layout = inLanes(titled, edges, 100);
      check(layout, edges);
      for (const [i, { nodes: own }] of titled.entries())
        for (const { id } of own) {
          const [box, lane] = [layout.nodes.get(id), layout.lanes[i]];
          expect(box !== undefined && lane !== undefined && box.y > lane.y).toBe(true);
          expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan((lane?.y ?? 0) + (lane?.height ?? 0));
        }
    }),
  );
});

test("the nodes of one column keep their order's crossings low: two chains stay beside each other", () => {
  const nodes = ["a", "b", "a1", "b1", "b2", "a2"].map((id): Sized => ({ id, width: 50, height: 30 }));
  const chains = [
    ["a", "a1"],
    ["b", "b1"],
    ["a1", "a2"],
    ["b1", "b2"],
  ] as const;
  const { nodes: boxes } = layered(
    nodes,
    chains.map(([from, to]) => ({ from, to })),
    () => 60,
  );
  const heights = (ids: readonly string[]): ReadonlySet<number | undefined> =>
    new Set(ids.map((id) => boxes.get(id)?.y));
  expect(heights(["a", "a1", "a2"]).size).toBe(1);
  expect(heights(["b", "b1", "b2"]).size).toBe(1);
});
