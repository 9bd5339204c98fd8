/**
 * Data → YAML that all readers take for the same: those of version 1.2, and those of 1.1, for whom `yes` is no text. Blocks for
 * mappings, lists and text of several lines; everything else stands in one line.
 */
import { isMap, type Ordered } from "../../core/ordered-json.ts";
import { plainValue } from "../read/yaml-scalars.ts";

/** What can be written as YAML: bytes, too. */
export type Writable = Ordered | Uint8Array | readonly Writable[] | ReadonlyMap<string, Writable>;

export interface YamlOptions {
  /** Spaces a level. */
  readonly indent: number;
  /** What is written of a text that is no key. */
  readonly written: (text: string) => string;
}

export function yamlOf(value: Writable, { indent, written }: YamlOptions): string {
  const step = " ".repeat(indent);
  const itemStep = "  ";

  /** What stands after a key's colon, or an item's dash, and below it; `inner`: the margin there. */
  const textOf = (part: Writable, inner: string, width: number): string => {
    if (part instanceof Uint8Array) return `!!binary ${Buffer.from(part).toString("base64")}`;
    if (typeof part === "string") return valueText(written(part), inner, width);
    if (isList(part)) return part.length === 0 ? "[]" : listText(part, inner);
    if (isWritableMap(part)) return part.size === 0 ? "{}" : mapText(part, inner);
    return typeof part === "number" ? numberText(part) : String(part);
  };
  const mapText = (map: ReadonlyMap<string, Writable>, margin: string): string => {
    const inner = margin + step;
    return [...map]
      .map(([key, part]) => {
        const name = keyText(key, margin);
        const isLong = name.length > longestKey;
        const text = textOf(part, inner, indent);
        return `${isLong ? `? ${name}\n${margin}` : name}:${isBlock(part) ? `\n${inner}` : " "}${text}`;
      })
      .join(`\n${margin}`);
  };
  const listText = (list: readonly Writable[], margin: string): string =>
    list.map((part) => `- ${textOf(part, margin + itemStep, itemStep.length)}`).join(`\n${margin}`);

  if (typeof value === "string") return `${keyText(written(value), "")}\n`;
  return `${textOf(value, "", 0)}\n`;
}

/** Readers look no further for the colon after a key. */
const longestKey = 1_024;

const isList = (value: Writable): value is readonly Writable[] => Array.isArray(value);
const isWritableMap = (value: Writable): value is ReadonlyMap<string, Writable> => isMap(value as Ordered);

/** Whether it begins in a line of its own. */
const isBlock = (value: Writable): boolean =>
  isList(value) ? value.length > 0 : isWritableMap(value) && value.size > 0;

function numberText(value: number): string {
  if (Number.isNaN(value)) return ".nan";
  if (!Number.isFinite(value)) return value > 0 ? ".inf" : "-.inf";
  return Object.is(value, -0) ? "-0" : String(value);
}

// Text.

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufeff\u{d800}-\u{dfff}]/u;
/** What begins, or contains, something that means more than itself. */
const meaning = /^[\n\t ,[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n\t :]$/;
/** At the beginning of a line. */
const documentMarker = /^(?:%|---|\.\.\.)/m;
/** What is no text in YAML 1.1. What is none in 1.2 is plainValue's knowledge. */
const words: ReadonlySet<string> = new Set(
  ["y", "yes", "on", "n", "no", "off"].flatMap((word) => [
    word,
    word.toUpperCase(),
    word.charAt(0).toUpperCase() + word.slice(1),
  ]),
);
const startsLikeNumber = /^[-+.\de]/i;
const numbers = [
  /^[-+]?(?:0b[01_]+|0x[\da-f_]+)$/i,
  /^[-+]?(?:\d[\d_]*)?(?:\.[\d_]*)?e[-+]?\d+$/i,
  /^[-+]?(?:\d[\d_]*(?::[0-5]?\d)*(?:\.[\d_]*)?|\.[\d_]*)$/,
  // A date, and perhaps a time of it.
  /^\d{4}-\d\d?-\d\d?(?:(?:[tT]|[ \t]+)\d\d?:\d\d?:\d\d?(?:\.\d+)?(?:[ \t]*(?:Z|[-+][012]?\d(?::\d\d)?))?)?$/,
];

/** Without quotes a reader would take it for something else than text. */
const isTyped = (text: string): boolean =>
  plainValue(text) !== text ||
  text === "<<" ||
  words.has(text) ||
  (startsLikeNumber.test(text) && numbers.some((form) => form.test(text)));

function keyText(text: string, margin: string): string {
  const isPlain = !text.includes("\n") && !(margin === "" && documentMarker.test(text)) && !meaning.test(text);
  return isPlain && !isTyped(text) && !unprintable.test(text) ? text : quoted(text);
}

/** @param width how much further it is indented than what it belongs to */
function valueText(text: string, inner: string, width: number): string {
  if (text.includes("\n"))
    return unprintable.test(text) || blankEnd.test(text) ? quoted(text) : blockText(text, inner, width);
  return meaning.test(text) || isTyped(text) || unprintable.test(text) ? quoted(text) : text;
}

/** A last line of nothing but blanks, or no line with more than blanks: in a block nothing would tell them from its margin. */
const blankEnd = /\n[\t ]+$|^[\n\t ]*$/;

const shortEscapes: Readonly<Record<string, string>> = { "00": "\\0", "07": "\\a", "0b": "\\v", "1b": "\\e" };

function quoted(text: string): string {
  const canBeSingle = text.includes('"') && !text.includes("'") && !text.includes("\n") && !unprintable.test(text);
  if (canBeSingle) return `'${text}'`;
  return JSON.stringify(text).replace(/ (?=\\n)|\\(?:u00(..)|.)/g, (found, code?: string) => {
    if (found === " ") return "\\ ";
    return code === undefined ? found : (shortEscapes[code] ?? `\\x${code}`);
  });
}

/** The text's lines below each other, after what tells how it begins and ends. */
function blockText(text: string, margin: string, width: number): string {
  let length = text.length;
  while (length > 0 && "\n\t ".includes(text.charAt(length - 1))) length--;
  const end = text.slice(length);
  const newlineAt = end.indexOf("\n");
  const ending = newlineAt < 0 ? "-" : newlineAt < end.length - 1 ? "+" : "";
  const lines = (end.endsWith("\n") ? text.slice(0, -1) : text).split("\n");
  const indented = lines.map((line, at) => (line === "" && at > 0 ? "" : margin + line));
  return `|${/^\n* /.test(text) ? width : ""}${ending}\n${indented.join("\n")}`;
}
