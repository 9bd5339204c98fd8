/** The scalars that the plain reader knows: unquoted and quoted ones of one line, and texts in block style. */
import type { Place } from "../../core/diagnostics.ts";
import type { ScalarValue } from "../tree/edit.ts";
import { type Cursor, giveUp, isBlank, nextLine, placeOf, saysNothing, stepLine } from "./cursor.ts";
import { plainValue } from "./yaml-scalars.ts";

/** A scalar as it is written, or the key before a colon. */
export interface Token {
  readonly place: Place;
  readonly value: ScalarValue;
  readonly isKey: boolean;
}

const code = (character: string): number => character.charCodeAt(0);
const space = code(" ");
const hash = code("#");
const colon = code(":");
const dash = code("-");
const backslash = code("\\");
const doubleQuote = code('"');
const singleQuote = code("'");

/** The scalar that begins here; the cursor then stands behind it, at the colon if it is a key. */
export function tokenOf(c: Cursor, inFlow: boolean): Token {
  const first = c.text.charCodeAt(c.at);
  if (first === doubleQuote) return quoted(c, inFlow, doubleQuotedEnd(c), withoutEscapes);
  if (first === singleQuote) return quoted(c, inFlow, singleQuotedEnd(c), (text) => text.replaceAll("''", "'"));
  return unquoted(c, inFlow);
}

function quoted(c: Cursor, inFlow: boolean, end: number, read: (text: string) => string): Token {
  const { at: start, text } = c;
  c.at = end;
  const isKey = text.charCodeAt(end) === colon && (inFlow || isBlank(c, end + 1));
  return { place: placeOf(c, start, end), value: read(text.slice(start + 1, end - 1)), isKey };
}

/** Behind the closing quote, which must be in the same line. */
function doubleQuotedEnd({ text, at, lineEnd }: Cursor): number {
  for (let end = at + 1; end < lineEnd; end++) {
    const character = text.charCodeAt(end);
    if (character === doubleQuote) return end + 1;
    if (character === backslash) end++;
  }
  return giveUp();
}

function singleQuotedEnd({ text, at, lineEnd }: Cursor): number {
  for (let end = at + 1; end < lineEnd; end++) {
    if (text.charCodeAt(end) !== singleQuote) continue;
    if (text.charCodeAt(end + 1) !== singleQuote) return end + 1;
    end++;
  }
  return giveUp();
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

const withoutEscapes = (text: string): string =>
  text.includes("\\") ? text.replace(/\\(.)/gsu, (_all, letter: string) => escapes.get(letter) ?? giveUp()) : text;

/** What no unquoted scalar begins with here. `yaml` knows cases in which some of them may. */
const indicators: ReadonlySet<number> = new Set(Array.from(",[]{}#&*!|>'\"%@`?:", code));
const flowIndicators: ReadonlySet<number> = new Set(Array.from(",[]{}", code));

function unquoted(c: Cursor, inFlow: boolean): Token {
  const { text, at: start, lineStart, lineEnd } = c;
  const first = text.charCodeAt(start);
  if (indicators.has(first)) giveUp();
  if (first === dash && (isBlank(c, start + 1) || (inFlow && flowIndicators.has(text.charCodeAt(start + 1))))) giveUp();
  // These end or begin a document.
  if (start === lineStart && (text.startsWith("---", start) || text.startsWith("...", start))) giveUp();
  let end = start;
  let isKey = false;
  let at = start;
  for (; at < lineEnd; at++) {
    const character = text.charCodeAt(at);
    if (character === space) {
      if (text.charCodeAt(at + 1) === hash) break;
      continue;
    }
    if (character === colon) {
      isKey = isBlank(c, at + 1);
      if (isKey) break;
      if (inFlow && flowIndicators.has(text.charCodeAt(at + 1))) giveUp();
    } else if (inFlow && flowIndicators.has(character)) break;
    end = at + 1;
  }
  // Blanks before the colon.
  if (isKey && end !== at) giveUp();
  c.at = end;
  return { place: placeOf(c, start, end), value: plainValue(text.slice(start, end)), isKey };
}

/**
 * The text after `|` or `>`, with all its lines, in a block that is indented by `outer`; undefined where none begins here.
 * Its first line says how far it is indented.
 */
export function blockText(c: Cursor, outer: number): Token | undefined {
  const header = c.text.slice(c.at, c.lineEnd);
  if (header !== "|" && header !== "|-" && header !== ">" && header !== ">-") return undefined;
  const place = placeOf(c, c.at, c.lineEnd);
  const isFolded = header.startsWith(">");
  if (!stepLine(c) || c.at >= c.lineEnd || c.indent <= outer) return giveUp();
  const { indent } = c;
  let value = c.text.slice(c.at, c.lineEnd);
  let blankLines = 0;
  while (stepLine(c)) {
    const isEmpty = c.at >= c.lineEnd;
    // Blanks that are part of the text.
    if (c.indent > indent && (isFolded || isEmpty)) giveUp();
    if (isEmpty) blankLines++;
    else if (c.indent < indent) break;
    else {
      value += isFolded && blankLines === 0 ? " " : "\n".repeat(isFolded ? blankLines : blankLines + 1);
      value += c.text.slice(c.lineStart + indent, c.lineEnd);
      blankLines = 0;
    }
  }
  if (c.indent >= 0 && saysNothing(c)) nextLine(c);
  return { place, value: header.endsWith("-") ? value : `${value}\n`, isKey: false };
}
