/**
 * Text → tree for the plain part of YAML that nearly all project files are written in, many times faster than the package
 * `yaml`, and the same to the last place. Whatever is not known for certain makes the reader give up, and `yaml` reads the file:
 * anchors, tags, merge keys, several documents, values that go on in the next line, repeated keys, tabs, and every mistake.
 */
import type { Place } from "../../core/diagnostics.ts";
import { counter, excess, maxDepth, mostOfDocument } from "../tree/size.ts";
import type { Entry, MapNode, Node, ScalarNode } from "../tree/tree.ts";
import {
  type Cursor,
  endLine,
  GaveUp,
  giveUp,
  isBlank,
  isLineDone,
  nextLine,
  placeOf,
  skipBlanks,
  startOf,
} from "./cursor.ts";
import { blockText, type Token, tokenOf } from "./plain-scalars.ts";

/** The text's one document; undefined: this reader does not know. */
export function readPlain(file: string, text: string): MapNode | undefined {
  if (oddCharacters.test(text)) return undefined;
  try {
    const root = documentOf(startOf(file, text));
    // There are fewer values than characters.
    const tooLarge = text.length > mostOfDocument.values && excess(counter()(root), mostOfDocument) !== undefined;
    return root.kind !== "map" || tooLarge ? undefined : root;
  } catch (error) {
    if (error instanceof GaveUp) return undefined;
    throw error;
  }
}

/** Control characters, tabs among them, byte order marks, and carriage returns that end no line. */
const oddCharacters = /[^\P{Cc}\r\n]|\r(?!\n)|\ufeff/u;

const code = (character: string): number => character.charCodeAt(0);
const comma = code(",");
const dash = code("-");
const openBracket = code("[");
const closeBracket = code("]");
const openBrace = code("{");
const closeBrace = code("}");

function documentOf(c: Cursor): Node {
  nextLine(c);
  if (c.indent === 0 && c.text.startsWith("---", c.at)) {
    c.at += 3;
    endLine(c);
  }
  const root = blockNode(c, -1, 0, true);
  return c.indent < 0 ? root : giveUp();
}

const scalarOf = ({ place, value }: Omit<Token, "isKey">): ScalarNode => ({ kind: "scalar", place, value });

// Blocks. What reads one ends at the first line after it that says something: no block goes on with a line that is indented
// further, so the document's end is then not reached.

/** The value that begins here, in a block that is indented by `outer`. `mayBeBlock`: a mapping or list may begin in this line. */
function blockNode(c: Cursor, outer: number, depth: number, mayBeBlock: boolean): Node {
  const start = c.at;
  if (isOpened(c)) {
    const node = flowNode(c, outer, depth, 1);
    endLine(c);
    return node;
  }
  if (isItem(c)) return mayBeBlock ? listNode(c, start - c.lineStart, depth) : giveUp();
  const text = blockText(c, outer);
  if (text !== undefined) return scalarOf(text);
  const token = tokenOf(c, false);
  if (token.isKey && mayBeBlock) return mapNode(c, start, token, depth);
  endLine(c);
  return scalarOf(token);
}

/** What follows the colon of a key, or the dash of an item. */
function valueNode(c: Cursor, outer: number, depth: number, isOfItem: boolean): Node {
  skipBlanks(c);
  if (!isLineDone(c)) return blockNode(c, outer, depth, isOfItem);
  const place = placeOf(c, c.at, c.at);
  nextLine(c);
  if (c.indent > outer) return blockNode(c, outer, depth, true);
  // A key's list may stand right below the key.
  return !isOfItem && c.indent === outer && isItem(c) ? listNode(c, outer, depth) : scalarOf({ place, value: null });
}

/** A dash with a blank behind it. */
const isItem = (c: Cursor): boolean => c.text.charCodeAt(c.at) === dash && isBlank(c, c.at + 1);

function listNode(c: Cursor, indent: number, depth: number): Node {
  if (depth >= maxDepth) giveUp();
  const place = placeOf(c, c.at, c.lineEnd);
  const items: Node[] = [];
  do {
    c.at++;
    items.push(valueNode(c, indent, depth + 1, true));
  } while (c.indent === indent && isItem(c));
  return { kind: "list", place, items };
}

/** The mapping whose first key was just read: it began at `start`. */
function mapNode(c: Cursor, start: number, first: Token, depth: number): MapNode {
  if (depth >= maxDepth) giveUp();
  const indent = start - c.lineStart;
  const place = placeOf(c, start, c.lineEnd);
  const entries = new Map<string, Entry>();
  for (let key = first; ; key = tokenOf(c, false)) {
    const name = newKey(key, entries);
    if (!key.isKey) giveUp();
    c.at++;
    entries.set(name, { keyPlace: key.place, value: valueNode(c, indent, depth + 1, false) });
    if (c.indent !== indent) return { kind: "map", place, entries };
  }
}

/** A key may have 1,024 characters, and some around it count. */
const longestKey = 1_000;

function newKey({ value, place }: Token, entries: ReadonlyMap<string, Entry>): string {
  const { column, endColumn = column } = place;
  if (typeof value !== "string" || value === "<<" || entries.has(value) || endColumn - column > longestKey)
    return giveUp();
  return value;
}

// Brackets and braces. What reads one ends behind it. `level`: how many are open.

function isOpened({ text, at }: Cursor): boolean {
  const first = text.charCodeAt(at);
  return first === openBrace || first === openBracket;
}

function flowNode(c: Cursor, outer: number, depth: number, level: number): Node {
  if (depth >= maxDepth) giveUp();
  const { text, line, lineEnd, at: start } = c;
  const atStart = placeOf(c, start, start);
  const isMap = text.charCodeAt(start) === openBrace;
  const closer = isMap ? closeBrace : closeBracket;
  const entries = new Map<string, Entry>();
  const items: Node[] = [];
  let next = comma;
  while (next === comma) {
    c.at++;
    skipLines(c, outer, level);
    next = text.charCodeAt(c.at);
    if (next === closer) break;
    if (isMap) readFlowEntry(c, entries, outer, depth + 1, level);
    else items.push(flowValue(c, outer, depth + 1, level));
    skipLines(c, outer, level);
    next = text.charCodeAt(c.at);
  }
  if (next !== closer) giveUp();
  c.at++;
  const end = c.line === line ? c.at : lineEnd;
  const place: Place = { ...atStart, endColumn: atStart.column + end - start };
  return isMap ? { kind: "map", place, entries } : { kind: "list", place, items };
}

function readFlowEntry(c: Cursor, entries: Map<string, Entry>, outer: number, depth: number, level: number): void {
  const key = tokenOf(c, true);
  const name = newKey(key, entries);
  let value: Node = scalarOf({ place: key.place, value: null });
  if (key.isKey) {
    c.at++;
    skipBlanks(c);
    const place = placeOf(c, c.at, c.at);
    skipLines(c, outer, level);
    const next = c.text.charCodeAt(c.at);
    const isEmpty = next === comma || next === closeBrace;
    value = isEmpty ? scalarOf({ place, value: null }) : flowValue(c, outer, depth, level);
  }
  entries.set(name, { keyPlace: key.place, value });
}

function flowValue(c: Cursor, outer: number, depth: number, level: number): Node {
  if (isOpened(c)) return flowNode(c, outer, depth, level + 1);
  return scalarOf(tokenOf(c, true));
}

/** Over blanks, comments and line ends. Lines inside brackets are indented, but for the last bracket. */
function skipLines(c: Cursor, outer: number, level: number): void {
  skipBlanks(c);
  if (!isLineDone(c)) return;
  nextLine(c);
  if (c.indent > outer) return;
  const first = c.text.charCodeAt(c.at);
  if (c.indent < outer || level > 1 || (first !== closeBrace && first !== closeBracket)) giveUp();
}
