/** Where the plain reader is in a text, line by line, and its way out. */
import type { Place } from "../../core/diagnostics.ts";

export interface Cursor {
  readonly file: string;
  readonly text: string;
  at: number;
  /** The line at hand, from 1. */
  line: number;
  lineStart: number;
  /** Before the line break. */
  lineEnd: number;
  nextStart: number;
  /** Blanks before the first character of the line at hand; -1 at the end of the text. */
  indent: number;
}

/** The reader does not know for certain what the text says. */
export class GaveUp extends Error {}

export function giveUp(): never {
  throw new GaveUp();
}

const code = (character: string): number => character.charCodeAt(0);
const carriageReturn = code("\r");
const space = code(" ");
const hash = code("#");

export const startOf = (file: string, text: string): Cursor => ({
  file,
  text,
  at: 0,
  line: 0,
  lineStart: 0,
  lineEnd: 0,
  nextStart: 0,
  indent: -1,
});

/** To the first character of the next line; false at the end of the text. */
export function stepLine(c: Cursor): boolean {
  const { text, nextStart: start } = c;
  if (start >= text.length) {
    c.at = text.length;
    c.indent = -1;
    return false;
  }
  const lineBreak = text.indexOf("\n", start);
  const end = lineBreak < 0 ? text.length : lineBreak;
  c.line++;
  c.lineStart = start;
  c.lineEnd = text.charCodeAt(end - 1) === carriageReturn ? end - 1 : end;
  c.nextStart = end + 1;
  c.at = start;
  skipBlanks(c);
  c.indent = c.at - start;
  return true;
}

/** To the next line that is neither blank nor a comment. */
export function nextLine(c: Cursor): void {
  while (stepLine(c)) if (!saysNothing(c)) return;
}

export const saysNothing = ({ text, at, lineEnd }: Cursor): boolean => at >= lineEnd || text.charCodeAt(at) === hash;

export function skipBlanks(c: Cursor): void {
  while (c.text.charCodeAt(c.at) === space) c.at++;
}

/** A blank or the line's end. */
export const isBlank = ({ text, lineEnd }: Cursor, at: number): boolean =>
  at >= lineEnd || text.charCodeAt(at) === space;

/** Nothing but a comment is left of the line. */
export function isLineDone({ text, at, lineEnd }: Cursor): boolean {
  if (at >= lineEnd) return true;
  return text.charCodeAt(at) === hash && text.charCodeAt(at - 1) === space;
}

/** Behind a value that ends its line, to the next line. */
export function endLine(c: Cursor): void {
  skipBlanks(c);
  if (!isLineDone(c)) giveUp();
  nextLine(c);
}

/** A part of the line at hand; of nothing, one column. */
export function placeOf({ file, line, lineStart }: Cursor, start: number, end: number): Place {
  const column = start - lineStart + 1;
  return { file, line, column, endColumn: column + Math.max(1, end - start) };
}
