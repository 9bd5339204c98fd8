/**
 * JSON whose mappings keep the order of their keys, and whose whole numbers all their digits: JavaScript's objects move keys such
 * as `"10"` to the front, and its numbers end at 2^53. What is printed and hashed is held this way.
 */
import type { Json } from "./canonical-json.ts";

export type Ordered = null | boolean | number | bigint | string | readonly Ordered[] | OrderedMap;
export type OrderedMap = ReadonlyMap<string, Ordered>;

export const isMap = (value: Ordered | undefined): value is OrderedMap => value instanceof Map;

const isList = (value: Ordered): value is readonly Ordered[] => Array.isArray(value);

/** The text `JSON.stringify` would give. `indent`: spaces a level; 0 for one line. */
export function jsonText(value: Ordered, indent = 0, margin = ""): string {
  if (typeof value === "bigint") return value.toString();
  const inner = margin + " ".repeat(indent);
  if (isList(value))
    return enclosed(
      "[]",
      value.map((item) => jsonText(item, indent, inner)),
      indent,
      margin,
    );
  if (!isMap(value)) return JSON.stringify(value);
  const colon = indent > 0 ? ": " : ":";
  const entries = [...value].map(([key, part]) => JSON.stringify(key) + colon + jsonText(part, indent, inner));
  return enclosed("{}", entries, indent, margin);
}

function enclosed(brackets: string, parts: readonly string[], indent: number, margin: string): string {
  const [open = "", close = ""] = brackets;
  if (parts.length === 0 || indent === 0) return open + parts.join(",") + close;
  const line = `\n${margin}`;
  return (
    open + parts.map((part, i) => `${i > 0 ? "," : ""}${line}${" ".repeat(indent)}${part}`).join("") + line + close
  );
}

/** With the keys of every mapping in the order of their text. */
export function sortedKeys(value: Ordered): Ordered {
  if (isList(value)) return value.map(sortedKeys);
  if (!isMap(value)) return value;
  const entries = [...value].sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(entries.map(([key, part]) => [key, sortedKeys(part)]));
}

/** As plain objects, for who does not care about the order of keys. */
export function plainJson(value: Ordered): Json {
  if (typeof value === "bigint") return Number(value);
  if (isList(value)) return value.map(plainJson);
  return isMap(value) ? Object.fromEntries([...value].map(([key, part]) => [key, plainJson(part)])) : value;
}
