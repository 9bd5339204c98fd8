/** Columns under headings, as wide as the reference makes them. Whatever a cell holds, it stays in its row. */
import { clipMiddle, oneLine, padEnd, width } from "../terminal/paint.ts";

const usualGap = 3;

/** @param narrowest columns that each takes at least @param gap between two */
export function table(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  { narrowest = 10, gap = usualGap }: { readonly narrowest?: number; readonly gap?: number } = {},
): string {
  const all = [headings, ...rows.map((row) => row.map(oneLine))];
  const widths = headings.map((_, column) =>
    all.reduce((most, row) => Math.max(most, width(row[column] ?? "") + gap), narrowest),
  );
  const last = headings.length - 1;
  return all
    .map(
      (row) => `${row.map((cell, column) => (column === last ? cell : padEnd(cell, widths[column] ?? 0))).join("")}\n`,
    )
    .join("");
}

/**
 * The rows with long names shortened, so that the table fits the terminal as far as that goes.
 * @param least heading → columns that its cells keep; in the order in which they give way
 */
export function fitted(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  columns: number,
  least: Readonly<Record<string, number>>,
): readonly (readonly string[])[] {
  const widths = headings.map((heading, column) =>
    rows.reduce((most, row) => Math.max(most, width(oneLine(row[column] ?? ""))), width(heading)),
  );
  let tooMany = widths.reduce((sum, one) => sum + one + usualGap, -usualGap) - columns;
  const limits = new Map<number, number>();
  for (const [heading, fewest] of Object.entries(least)) {
    const column = headings.indexOf(heading);
    const now = widths[column] ?? 0;
    const limit = Math.max(Math.min(now, fewest), now - Math.max(0, tooMany));
    limits.set(column, limit);
    tooMany -= now - limit;
  }
  return rows.map((row) =>
    row.map((cell, column) => clipMiddle(oneLine(cell), limits.get(column) ?? Number.POSITIVE_INFINITY)),
  );
}
