/** Rows of a listing by a template, as docker's tools print them. What a row's fields are is the command's. */
import { table } from "../render/table.ts";
import { evaluate } from "./evaluate.ts";
import { parseTemplate } from "./parse.ts";

/** What a template may name: values, and functions where docker's tools take an argument: `{{.Label "name"}}`. */
export type Fields = Readonly<Record<string, unknown>>;

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
  const text = written.trim().replaceAll("\\t", "\t").replaceAll("\\n", "\n");
  const template = parseTemplate(text);
  const lines = rows.map((row) => evaluate(template, text, row));
  if (heads === undefined) return lines.map((line) => `${line}\n`).join("");
  return table(
    evaluate(template, text, headings).split("\t"),
    lines.map((line) => line.split("\t")),
  );
}
