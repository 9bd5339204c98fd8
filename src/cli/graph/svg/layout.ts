/**
 * Where the nodes and edges of a drawing stand. Both layouts run from left to right in columns, a node in the first one that is
 * right of all that lead to it. This file has what they share, and the columns; layered.ts and lanes.ts have the rows.
 */
import { cycleIn, depths } from "../../../core/graph.ts";
import type { GraphEdge } from "../graph.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Point, Size {}

export interface Layout extends Size {
  /** By the nodes' ids. */
  readonly nodes: ReadonlyMap<string, Box>;
  /** Where each edge runs, in the order of the graph's edges; a curve joins two points. */
  readonly edges: readonly (readonly Point[])[];
  readonly lanes: readonly (Box & { readonly title: string })[];
}

export interface Sized extends Size {
  readonly id: string;
}

type Ends = Pick<GraphEdge, "from" | "to">;

/** The column of each node. An edge that closes a cycle counts for none. */
export function columnsOf(nodes: readonly Sized[], edges: readonly Ends[]): ReadonlyMap<string, number> {
  let kept = edges;
  for (;;) {
    const into = Map.groupBy(kept, ({ to }) => to);
    const needs = new Map(nodes.map(({ id }) => [id, (into.get(id) ?? []).map(({ from }) => from)]));
    const [to, from] = cycleIn(needs) ?? [];
    if (to === undefined) return depths(needs);
    kept = kept.filter((edge) => edge.from !== from || edge.to !== to);
  }
}

/** The left end of each column. @param gaps the room before each */
export function columnStarts(widths: readonly number[], gaps: readonly number[], start: number): readonly number[] {
  let x = start;
  return widths.map((columnWidth, i) => {
    const left = x + (gaps[i] ?? 0);
    x = left + columnWidth;
    return left;
  });
}

/** The widest node of each column. */
export function columnWidths(nodes: readonly Sized[], columns: ReadonlyMap<string, number>): readonly number[] {
  const widths: number[] = [];
  for (const { id, width } of nodes) {
    const column = columns.get(id) ?? 0;
    widths[column] = Math.max(widths[column] ?? 0, width);
  }
  return widths;
}
