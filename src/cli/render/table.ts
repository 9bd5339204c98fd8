/** Columns under headings, as wide as the reference makes them. Whatever a cell holds, it stays in its row. */
import { oneLine, padEnd, width } from "./paint.ts";

const gap = 3;

/** @param narrowest columns that each takes at least */
export function table(headings: readonly string[], rows: readonly (readonly string[])[], narrowest = 10): string {
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
