/**
 * Rows of a listing as docker's tools print them: `table`, `json`, or a template, which may begin with `table` for headings.
 * What a row's fields are is the command's.
 */
import { table } from "../render/table.ts";
import { evaluate } from "./evaluate.ts";
import { parseTemplate } from "./parse.ts";

export interface Column<Row> {
  readonly field: string;
  readonly heading: string;
  readonly value: (row: Row) => unknown;
}

/**
 * One line a row by a template. `\t` and `\n` written out count as such.
 * @param columns all fields that a template may name
 * @throws WindlassError `template-invalid`
 */
export function rowsByTemplate<Row>(format: string, columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const [, heads, written = ""] = /^(table(?:\s|$))?([\s\S]*)$/.exec(format) ?? [];
  const text = written.trim().replaceAll("\\t", "\t").replaceAll("\\n", "\n");
  const template = parseTemplate(text);
  const line = (fields: Readonly<Record<string, unknown>>): string => evaluate(template, text, fields);
  const lines = rows.map((row) => line(Object.fromEntries(columns.map(({ field, value }) => [field, value(row)]))));
  if (heads === undefined) return lines.map((each) => `${each}\n`).join("");
  const headings = line(Object.fromEntries(columns.map(({ field, heading }) => [field, heading])));
  return table(
    headings.split("\t"),
    lines.map((each) => each.split("\t")),
  );
}
