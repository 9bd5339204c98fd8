/** The last of `!reset` and `!override`: once all documents are merged, no key is marked any more. */
import type { Entry, MapNode, Node } from "./tree.ts";

/** The tree without keys that were reset; the same tree where no key has a tag. */
export function withoutTags(tree: MapNode): MapNode {
  const entries = new Map<string, Entry>();
  let changed = false;
  for (const [key, entry] of tree.entries) {
    changed ||= entry.tag !== undefined;
    if (entry.tag === "reset") continue;
    const value = inside(entry.value);
    changed ||= value !== entry.value;
    entries.set(key, value === entry.value && entry.tag === undefined ? entry : { keyPlace: entry.keyPlace, value });
  }
  return changed ? { ...tree, entries } : tree;
}

function inside(node: Node): Node {
  if (node.kind === "map") return withoutTags(node);
  if (node.kind === "scalar") return node;
  const items = node.items.map(inside);
  return items.some((item, index) => item !== node.items[index]) ? { ...node, items } : node;
}
