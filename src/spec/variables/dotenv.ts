/**
 * The dialect of `.env` and env_file: `KEY=value`, `KEY: value`, `export KEY=value`, quotes, comments, variables, and a bare
 * `KEY` that is inherited. Which files are read, and what a variable means there, is the caller's business.
 * Values may be secrets, and a `$` in a password makes a variable of the rest: messages name the key and nothing of its value.
 */
import type { Place } from "../../core/diagnostics.ts";
import { fail, type Report } from "../tree/report.ts";
import { expand, type Lookup, TemplateError } from "./template.ts";

export interface DotenvOptions {
  /** What a variable in a value means, before the variables read so far are asked; also the value of a bare key. */
  readonly lookup: Lookup;
  readonly report: Report;
  /** The value of `key` has a variable that is not set. */
  readonly onUnset: (key: string, place: Place) => void;
}

export interface DotenvValue {
  readonly value: string;
  readonly place: Place;
}

interface Reading extends DotenvOptions {
  readonly file: string;
  readonly source: string;
  readonly cursor: Cursor;
  readonly into: Map<string, DotenvValue>;
}

interface Cursor {
  at: number;
  line: number;
  lineStart: number;
}

/** A statement that cannot be read. The cursor stands where reading goes on. */
class BadStatement extends Error {
  readonly place: Place;
  readonly hint: string | undefined;
  constructor(message: string, place: Place, hint?: string) {
    super(message);
    this.place = place;
    this.hint = hint;
  }
}

/** Adds the file's variables to `into`; a later one replaces an earlier one. Errors (`env-file-invalid`) are reported. */
export function readDotenv(file: string, text: string, options: DotenvOptions, into: Map<string, DotenvValue>): void {
  const source = text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  const reading: Reading = { ...options, file, source, cursor: { at: 0, line: 1, lineStart: 0 }, into };
  while (skipToStatement(reading)) {
    try {
      readStatement(reading);
    } catch (error) {
      if (!(error instanceof BadStatement)) throw error;
      const { message, place, hint } = error;
      fail(options.report, "env-file-invalid", message, { place, hint });
    }
  }
}

/** From `at` to the end of its line. */
const placeAt = ({ file, source, cursor }: Reading, at: number): Place => ({
  file,
  line: cursor.line,
  column: at - cursor.lineStart + 1,
  endColumn: Math.max(at + 1, endOfLine(source, at)) - cursor.lineStart + 1,
});

/** To the next character that is neither blank nor in a comment; false at the end. */
function skipToStatement({ source, cursor }: Reading): boolean {
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

function readStatement(reading: Reading): void {
  const { source, cursor, into, lookup } = reading;
  cursor.at += matched(exportWord, source, cursor.at).length;
  const start = cursor.at;
  const rawKey = matched(keyPattern, source, start);
  const end = start + rawKey.length;
  const separator = source[end];
  const key = rawKey.trim();
  const refuse = (message: string, at: number): never => {
    cursor.at = endOfLine(source, start);
    throw new BadStatement(message, placeAt(reading, at), "write NAME=value");
  };
  if (separator !== undefined && separator !== "=" && separator !== ":" && separator !== "\n")
    refuse(`unexpected character ${JSON.stringify(separator)} in variable name`, end);
  if (key.includes(" ")) refuse("a variable name cannot contain a space", start);
  const place = placeAt(reading, start);
  cursor.at = end;
  if (separator === undefined || separator === "\n") {
    const inherited = lookup(key);
    if (inherited !== undefined) into.set(key, { value: inherited, place });
    return;
  }
  cursor.at = end + 1;
  cursor.at += matched(inlineBlank, source, cursor.at).length;
  into.set(key, { value: readValue(key, reading), place });
}

function readValue(key: string, reading: Reading): string {
  const { source, cursor } = reading;
  const place = placeAt(reading, cursor.at);
  const quote = source[cursor.at];
  if (quote !== '"' && quote !== "'") {
    const start = cursor.at;
    cursor.at = endOfLine(source, start);
    const [value = ""] = source.slice(start, cursor.at).split(" #", 1);
    return expandValue(key, value.trimEnd(), place, reading);
  }
  const text = readQuoted(reading, quote);
  if (text === undefined) throw new BadStatement(`the value of ${key} has no closing ${quote}`, place);
  return quote === '"' ? expandValue(key, unescaped(text), place, reading) : text;
}

/**
 * What stands between the quotes; a backslash keeps the quote from closing and is otherwise left alone. undefined: they are never
 * closed. Whatever they were to enclose, the next line that sets a variable is then read again.
 */
function readQuoted({ source, cursor }: Reading, quote: string): string | undefined {
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
  assignment.lastIndex = endOfLine(source, cursor.at);
  const resumed = assignment.exec(source)?.index ?? source.length;
  for (; cursor.at < resumed; cursor.at++) if (source[cursor.at] === "\n") newLine(cursor);
  return undefined;
}

const assignment = /^(?:export +)?[\w.-]+ *=/gm;

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

function expandValue(key: string, text: string, place: Place, { lookup, onUnset, into }: Reading): string {
  if (!text.includes("$")) return text;
  try {
    const look: Lookup = (name) => lookup(name) ?? into.get(name)?.value;
    return expand(text, look, () => onUnset(key, place)).text;
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const hint = error.kind === "syntax" ? literalDollar : undefined;
    throw new BadStatement(`the value of ${key} ${wrongs[error.kind]}`, place, hint);
  }
}

const wrongs: Readonly<Record<TemplateError["kind"], string>> = {
  required: "requires a variable that is not set",
  syntax: "contains an invalid variable reference",
  "too-long": "is too long with its variables filled in",
};

export const literalDollar = "for a literal dollar sign write $$, or put the value in single quotes";

function matched(pattern: RegExp, text: string, from: number): string {
  pattern.lastIndex = from;
  return pattern.exec(text)?.[0] ?? "";
}
