/**
 * The layout of a plan: a lane for each resource, in it the steps that are about it, further right what comes later. A long
 * edge runs between two lanes, where no step is.
 */
import type { GraphEdge } from "../graph.ts";
import { type Box, columnStarts, columnsOf, columnWidths, type Layout, type Point, type Sized } from "./layout.ts";

export interface Lane {
  readonly title: string;
  readonly nodes: readonly Sized[];
}

const margin = 24;
const columnGap = 36;
const rowGap = 8;
const padding = 14;

/** @param titleWidth the room for the lanes' titles */
export function inLanes(lanes: readonly Lane[], edges: readonly GraphEdge[], titleWidth: number): Layout {
  const nodes = lanes.flatMap((lane) => lane.nodes);
  const columns = columnsOf(nodes, edges);
  const columnOf = (id: string): number => columns.get(id) ?? 0;
  const widths = columnWidths(nodes, columns);
  const starts = columnStarts(
    widths,
    widths.map((_, i) => (i === 0 ? 0 : columnGap)),
    margin + titleWidth,
  );
  const right = (starts.at(-1) ?? margin + titleWidth) + (widths.at(-1) ?? 0) + padding;
  const boxes = new Map<string, Box>();
  const laneOf = new Map<string, Box>();
  const placed: (Box & { readonly title: string })[] = [];
  let y = margin;
  for (const { title, nodes: own } of lanes) {
    const filled = new Map<number, number>();
    for (const { id, width, height } of own) {
      const column = columnOf(id);
      const top = filled.get(column) ?? y + padding;
      boxes.set(id, { x: starts[column] ?? 0, y: top, width, height });
      filled.set(column, top + height + rowGap);
    }
    const bottom = Math.max(y + 2 * padding, ...[...filled.values()].map((end) => end - rowGap + padding));
    const lane = { x: margin, y, width: right - margin, height: bottom - y };
    for (const { id } of own) laneOf.set(id, lane);
    placed.push({ title, ...lane });
    y = bottom;
  }
  const way = ({ from, to }: GraphEdge): readonly Point[] => {
    const [a, b, lane] = [boxes.get(from), boxes.get(to), laneOf.get(to)];
    if (a === undefined || b === undefined || lane === undefined) return [];
    const [start, end] = [
      { x: a.x + a.width, y: a.y + a.height / 2 },
      { x: b.x, y: b.y + b.height / 2 },
    ];
    const [first, last] = [columnOf(from) + 1, columnOf(to) - 1];
    const rightOf = (column: number): number => (starts[column] ?? 0) + (widths[column] ?? 0);
    const out = { x: rightOf(first - 1), y: start.y };
    const isBetween = ([id, box]: readonly [string, Box]): boolean =>
      columnOf(id) >= first && columnOf(id) <= last && box.y < start.y && box.y + box.height > start.y;
    if (first > last || (start.y === end.y && ![...boxes].some(isBetween))) return [start, out, end];
    const channel = start.y <= end.y ? lane.y : lane.y + lane.height;
    return [start, out, { x: starts[first] ?? start.x, y: channel }, { x: rightOf(last), y: channel }, end];
  };
  return { width: right + margin, height: y + margin, nodes: boxes, edges: edges.map(way), lanes: placed };
}
