/**
 * The layout of what needs what: an edge over several columns passes each at a place of its own, rows are sorted by where
 * their neighbours are, and each place is as near to its neighbours as its column allows.
 */
import type { GraphEdge } from "../graph.ts";
import { type Box, columnStarts, columnsOf, columnWidths, type Layout, type Point, type Sized } from "./layout.ts";

/** A node, or where an edge passes a column. */
interface Place {
  readonly column: number;
  readonly height: number;
  /** What it is drawn with on its left and on its right. */
  readonly left: Place[];
  readonly right: Place[];
  /** Of its middle. */
  y: number;
}

const margin = 24;
const rowGap = 18;
const passHeight = 4;
const sweeps = 10;

/** @param gapOf the room that an edge's text needs between two columns */
export function layered(
  nodes: readonly Sized[],
  edges: readonly GraphEdge[],
  gapOf: (edge: GraphEdge) => number,
): Layout {
  const columns = columnsOf(nodes, edges);
  const columnOf = (id: string): number => columns.get(id) ?? 0;
  const rows: Place[][] = [];
  const add = (column: number, height: number): Place => {
    const place: Place = { column, height, left: [], right: [], y: 0 };
    rows[column] = [...(rows[column] ?? []), place];
    return place;
  };
  const placeOf = new Map(nodes.map(({ id, height }) => [id, add(columnOf(id), height)]));
  const gaps: number[] = [];
  const ways = edges.map((edge): readonly Place[] => {
    const [from, to] = [placeOf.get(edge.from), placeOf.get(edge.to)];
    if (from === undefined || to === undefined) return [];
    gaps[to.column] = Math.max(gaps[to.column] ?? 0, gapOf(edge));
    const between = Array.from({ length: Math.max(0, to.column - from.column - 1) }, (_, i) =>
      add(from.column + 1 + i, passHeight),
    );
    const way = [from, ...between, to];
    for (const [i, place] of way.entries()) {
      const next = way[i + 1];
      if (next === undefined) continue;
      place.right.push(next);
      next.left.push(place);
    }
    return way;
  });
  sort(rows);
  settle(rows);
  const widths = columnWidths(nodes, columns);
  const starts = columnStarts(
    widths,
    widths.map((_, i) => (i === 0 ? 0 : (gaps[i] ?? 0))),
    margin,
  );
  const top = rows.flat().reduce((least, { y, height }) => Math.min(least, y - height / 2), Number.POSITIVE_INFINITY);
  const yOf = (place: Place): number => place.y - top + margin;
  const boxes = new Map(
    nodes.map(({ id, width, height }): [string, Box] => {
      const place = placeOf.get(id);
      return [
        id,
        { x: starts[columnOf(id)] ?? 0, y: place === undefined ? 0 : yOf(place) - height / 2, width, height },
      ];
    }),
  );
  const all = [...boxes.values()];
  return {
    width: all.reduce((most, box) => Math.max(most, box.x + box.width), 0) + margin,
    height: rows.flat().reduce((most, place) => Math.max(most, yOf(place) + place.height / 2), 0) + margin,
    nodes: boxes,
    edges: ways.map((way, i) => {
      const [from, to] = [boxes.get(edges[i]?.from ?? ""), boxes.get(edges[i]?.to ?? "")];
      if (from === undefined || to === undefined) return [];
      const passes = way.slice(1, -1).flatMap((place): Point[] => {
        const x = starts[place.column] ?? 0;
        return [
          { x, y: yOf(place) },
          { x: x + (widths[place.column] ?? 0), y: yOf(place) },
        ];
      });
      const right = { x: from.x + from.width, y: from.y + from.height / 2 };
      // A wider node of the same column is not crossed.
      const out = { x: from.x + (widths[way[0]?.column ?? 0] ?? 0), y: right.y };
      return [right, out, ...passes, { x: to.x, y: to.y + to.height / 2 }];
    }),
    lanes: [],
  };
}

/** Rows by the mean of their neighbours' rows, from both sides in turn: fewer edges cross. */
function sort(rows: Place[][]): void {
  const number = (column: readonly Place[]): void => {
    for (const [i, place] of column.entries()) place.y = i / column.length;
  };
  rows.forEach(number);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const side = sweep % 2 === 0 ? "left" : "right";
    for (const column of side === "left" ? rows : rows.toReversed()) {
      const wish = new Map(column.map((place) => [place, mean(place[side].map(({ y }) => y)) ?? place.y]));
      column.sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0));
      number(column);
    }
  }
}

/** Heights: each column in its order, each place as near to the mean of its neighbours as the others leave it. */
function settle(rows: readonly (readonly Place[])[]): void {
  for (const column of rows) arrange(column, () => 0);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const side = sweep % 2 === 0 ? "left" : "right";
    for (const column of side === "left" ? rows : rows.toReversed())
      arrange(column, (place) => mean(place[side].map(({ y }) => y)) ?? place.y);
  }
}

/** Neighbours that would overlap become one block, which stands at the mean of what its places wish. */
function arrange(column: readonly Place[], wish: (place: Place) => number): void {
  interface Block {
    readonly places: readonly (readonly [place: Place, offset: number])[];
    readonly height: number;
    readonly top: number;
  }
  const block = (places: Block["places"], height: number): Block => ({
    places,
    height,
    top: mean(places.map(([place, offset]) => wish(place) - offset)) ?? 0,
  });
  const blocks: Block[] = [];
  for (const place of column) {
    let last = block([[place, place.height / 2]], place.height);
    for (let above = blocks.at(-1); above !== undefined; above = blocks.at(-1)) {
      const bottom = above.height + rowGap;
      if (above.top + bottom <= last.top) break;
      blocks.pop();
      const moved = last.places.map(([one, offset]) => [one, offset + bottom] as const);
      last = block([...above.places, ...moved], bottom + last.height);
    }
    blocks.push(last);
  }
  for (const { top, places } of blocks) for (const [place, offset] of places) place.y = top + offset;
}

const mean = (numbers: readonly number[]): number | undefined =>
  numbers.length === 0 ? undefined : numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
