/**
 * The dialect of `.env` and env_file: `KEY=value`, `KEY: value`, `export KEY=value`, quotes, comments, variables, and a bare
 * `KEY` that is inherited. Which files are read, and what a variable means there, is the caller's business.
 */
import type { Place } from "../../core/diagnostics.ts";
import { fail, type Report } from "../tree/report.ts";
import { expand, type Lookup, TemplateError } from "./template.ts";

export interface DotenvOptions {
  /** What a variable in a value means, before the variables read so far are asked; also the value of a bare key. */
  readonly lookup: Lookup;
  readonly report: Report;
  readonly onUnset: (name: string, place: Place) => void;
}

export interface DotenvValue {
  readonly value: string;
  readonly place: Place;
}

interface Cursor {
  at: number;
  line: number;
  lineStart: number;
}

/** A line that cannot be read: the rest of the file is not read either. */
class BadLine extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/** Adds the file's variables to `into`; a later one replaces an earlier one. Errors (`env-file-invalid`) are reported. */
export function readDotenv(file: string, text: string, options: DotenvOptions, into: Map<string, DotenvValue>): void {
  const source = text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  const cursor: Cursor = { at: 0, line: 1, lineStart: 0 };
  const placeAt = (at: number): Place => ({
    file,
    line: cursor.line,
    column: at - cursor.lineStart + 1,
    endColumn: Math.max(at + 1, endOfLine(source, at)) - cursor.lineStart + 1,
  });
  try {
    while (skipToStatement(source, cursor)) readStatement(source, cursor, placeAt, options, into);
  } catch (error) {
    if (!(error instanceof BadLine)) throw error;
    fail(options.report, "env-file-invalid", error.message, { place: placeAt(error.at) });
  }
}

/** To the next character that is neither blank nor in a comment; false at the end. */
function skipToStatement(source: string, cursor: Cursor): boolean {
  for (; cursor.at < source.length; cursor.at++) {
    const char = source[cursor.at] ?? "";
    if (char === "\n") newLine(cursor);
    else if (char === "#") cursor.at = endOfLine(source, cursor.at) - 1;
    else if (!/\s/.test(char)) return true;
  }
  return false;
}

function newLine(cursor: Cursor): void {
  cursor.line++;
  cursor.lineStart = cursor.at + 1;
}

function endOfLine(source: string, from: number): number {
  const end = source.indexOf("\n", from);
  return end < 0 ? source.length : end;
}

const exportWord = /export\s+/y;
const keyPattern = /[\p{L}\p{N}_.\-[\] \t\v\f\r\u0085\u00a0]*/uy;
const inlineBlank = /[ \t\v\f\r\u0085\u00a0]*/y;

function readStatement(
  source: string,
  cursor: Cursor,
  placeAt: (at: number) => Place,
  options: DotenvOptions,
  into: Map<string, DotenvValue>,
): void {
  cursor.at += matched(exportWord, source, cursor.at).length;
  const start = cursor.at;
  const rawKey = matched(keyPattern, source, start);
  const end = start + rawKey.length;
  const separator = source[end];
  if (separator !== undefined && separator !== "=" && separator !== ":" && separator !== "\n")
    throw new BadLine(`unexpected character ${JSON.stringify(separator)} in a variable's name`, end);
  const key = rawKey.trim();
  if (key.includes(" ")) throw new BadLine("a variable's name cannot have a space in it", start);
  const place = placeAt(start);
  cursor.at = end;
  if (separator === undefined || separator === "\n") {
    const inherited = options.lookup(key);
    if (inherited !== undefined) into.set(key, { value: inherited, place });
    return;
  }
  cursor.at = end + 1;
  cursor.at += matched(inlineBlank, source, cursor.at).length;
  into.set(key, { value: readValue(source, cursor, placeAt, options, into), place });
}

function readValue(
  source: string,
  cursor: Cursor,
  placeAt: (at: number) => Place,
  options: DotenvOptions,
  into: ReadonlyMap<string, DotenvValue>,
): string {
  const start = cursor.at;
  const place = placeAt(start);
  const expanded = (text: string): string => expandValue(text, place, start, options, into);
  const quote = source[start];
  if (quote !== '"' && quote !== "'") {
    cursor.at = endOfLine(source, start);
    const [value = ""] = source.slice(start, cursor.at).split(" #", 1);
    return expanded(value.trimEnd());
  }
  const text = readQuoted(source, cursor, quote);
  return quote === '"' ? expanded(unescaped(text)) : text;
}

/** What stands between the quotes; a backslash keeps the quote from closing and is otherwise left alone. */
function readQuoted(source: string, cursor: Cursor, quote: string): string {
  const opening = { ...cursor };
  const parts: string[] = [];
  for (cursor.at++; cursor.at < source.length; cursor.at++) {
    const char = source[cursor.at] ?? "";
    if (char === quote) {
      cursor.at++;
      return parts.join("");
    }
    if (char === "\n") newLine(cursor);
    const next = source[cursor.at + 1];
    if (char === "\\" && next !== undefined) {
      cursor.at++;
      if (next === "\n") newLine(cursor);
      parts.push(next === quote ? quote : `\\${next}`);
    } else parts.push(char);
  }
  Object.assign(cursor, opening);
  throw new BadLine("this quote is never closed", opening.at);
}

const escapes: ReadonlyMap<string, string> = new Map([
  ["a", "\x07"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
  ["\\", "\\"],
  ['"', '"'],
  ["$", "$$"],
]);

/** The escapes of double quotes; an unknown one stays as it is. `\$` becomes `$$`, which expansion reads as a dollar. */
const unescaped = (text: string): string =>
  text.replace(/\\(?:0([0-7]{3})|([abfnrtv$"\\]))/g, (_all, octal?: string, letter?: string) =>
    octal === undefined ? (escapes.get(letter ?? "") ?? "") : String.fromCharCode(Number.parseInt(octal, 8)),
  );

function expandValue(
  text: string,
  place: Place,
  at: number,
  options: DotenvOptions,
  into: ReadonlyMap<string, DotenvValue>,
): string {
  if (!text.includes("$")) return text;
  const lookup: Lookup = (name) => options.lookup(name) ?? into.get(name)?.value;
  try {
    return expand(text, lookup, (name) => options.onUnset(name, place)).text;
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const words = error.detail === "" ? "" : `: ${error.detail}`;
    throw new BadLine(
      error.kind === "required"
        ? `the variable ${error.variable} is required${words}`
        : "this is no variable; write $$ for a dollar",
      at,
    );
  }
}

function matched(pattern: RegExp, text: string, from: number): string {
  pattern.lastIndex = from;
  return pattern.exec(text)?.[0] ?? "";
}
