/** `K=V` lists → mappings: environment, labels, build arguments and the like. */
import { scalar } from "../tree/edit.ts";
import type { Entry, Node } from "../tree/tree.ts";

/** A list of `KEY=value` as a mapping; an item without `=` has null. What is no list of texts stays as it is. */
export function keyedMap(node: Node): Node {
  if (node.kind !== "list") return node;
  const entries = new Map<string, Entry>();
  for (const item of node.items) {
    if (item.kind !== "scalar" || typeof item.value !== "string") return node;
    const equals = item.value.indexOf("=");
    const key = equals < 0 ? item.value : item.value.slice(0, equals);
    const value = scalar(equals < 0 ? null : item.value.slice(equals + 1), item);
    entries.set(key, { keyPlace: item.place, value });
  }
  return { kind: "map", place: node.place, entries };
}
