/** Rows of a listing by a template, as docker's tools print them. What a row's fields are is the command's. */
import { table } from "../render/table.ts";
import { evaluate } from "./evaluate.ts";
import { parseTemplate } from "./parse.ts";

/** What a template may name: values, and functions where docker's tools take an argument: `{{.Label "name"}}`. */
export type Fields = Readonly<Record<string, unknown>>;

export interface Listing {
  readonly rows: readonly Fields[];
  /** Of all fields that a row has. */
  readonly headings: Readonly<Record<string, string>>;
  /** The columns of the table: a template. */
  readonly columns: string;
  /** What `raw` stands for. */
  readonly raw?: string;
}

/**
 * Rows as `--format` asks for them: as a table, which is the default; as JSON, an object a line; or by a template.
 * @throws WindlassError `template-invalid`
 */
export function listingText(format: string | undefined, { rows, headings, columns, raw }: Listing): string {
  if (format === "json") return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
  const isTable = format === undefined || format === "" || format === "table";
  const template = isTable ? `table ${columns}` : format === "raw" && raw !== undefined ? raw : format;
  return rowsByTemplate(template, rows, headings);
}

/**
 * One line a row. A template that begins with `table` gets headings and columns. `\t` and `\n` written out count as such.
 * @param headings of all fields that a row has
 * @throws WindlassError `template-invalid`
 */
export function rowsByTemplate(
  format: string,
  rows: readonly Fields[],
  headings: Readonly<Record<string, string>>,
): string {
  const [, heads, written = ""] = /^(table(?:\s|$))?([\s\S]*)$/.exec(format) ?? [];
  const text = written
    .replace(/^ +| +$/g, "")
    .replaceAll("\\t", "\t")
    .replaceAll("\\n", "\n");
  const template = parseTemplate(text);
  const lines = rows.map((row) => evaluate(template, text, row));
  if (heads === undefined) return lines.map((line) => `${line}\n`).join("");
  return table(
    evaluate(template, text, headings).split("\t"),
    lines.map((line) => line.split("\t")),
  );
}
