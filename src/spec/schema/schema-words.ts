/** What the schema expects and what the file has, in words. What to do about it is schema-hints.ts. */

import { shortened } from "../tree/report.ts";
import type { Node, Path } from "../tree/tree.ts";
import type { Attribute, JsonType } from "./schema-attributes.ts";

/** `must be a list or a mapping`, `must be a number from -1000 to 1000`. */
export function requirement(attribute: Attribute | undefined): string {
  if (attribute?.must !== undefined) return attribute.must;
  if (attribute?.choices !== undefined) return `must be ${oneOf(attribute.choices.map((choice) => `\`${choice}\``))}`;
  const types = new Set(attribute?.types);
  if (types.has("number")) types.delete("integer");
  const words = kindWords.filter(([type]) => types.has(type)).map(([, word]) => word);
  return `must be ${oneOf(words)}`;
}

/** In the order they are offered: an empty value only after all else. */
const kindWords: readonly (readonly [JsonType, string])[] = [
  ["boolean", "true or false"],
  ["integer", "a whole number"],
  ["number", "a number"],
  ["string", "a string"],
  ["array", "a list"],
  ["object", "a mapping"],
  ["null", "empty"],
];

function oneOf(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** `the number 80`, `a list`, `empty`; a value that came from a variable is not quoted. */
export function found(node: Node): string {
  if (node.kind === "map") return "a mapping";
  if (node.kind === "list") return "a list";
  if (node.value === null) return "empty";
  const quoted = quote(node);
  const kind = typeof node.value === "string" ? "string" : typeof node.value === "boolean" ? "boolean" : "number";
  return quoted === undefined ? `a ${kind}` : `the ${kind} ${quoted}`;
}

/** The value as it may stand in a message: one short line that no variable had a part in. */
export function quote(node: Node): string | undefined {
  if (node.kind !== "scalar" || node.value === null || (node.variables?.length ?? 0) > 0) return undefined;
  return shortened(typeof node.value === "string" ? JSON.stringify(node.value) : String(node.value));
}

/** A key as it may stand in a message. */
export const named = (key: string): string => `\`${shortened(key)}\``;

/** What a complaint is about: `` `ports` ``, `` an entry of `ports` ``, `the file`. */
export function subject(path: Path): string {
  const last = path.at(-1);
  if (typeof last === "string") return named(last);
  const name = path.findLast((part) => typeof part === "string");
  return name === undefined ? "the file" : `an entry of ${named(name)}`;
}
