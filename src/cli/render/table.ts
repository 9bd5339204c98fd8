/** Columns under headings, three spaces between them. */
import { padEnd, width } from "../paint.ts";

export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [headings, ...rows];
  const widths = headings.map((_, column) => all.reduce((most, row) => Math.max(most, width(row[column] ?? "")), 0));
  return all.map((row) => `${row.map((cell, column) => padEnd(cell, widths[column] ?? 0)).join("   ")}\n`).join("");
}
