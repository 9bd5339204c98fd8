/** The last of `!reset` and `!override`: once all documents are merged, no key is marked any more. */
import { mapItems } from "../tree/edit.ts";
import type { Entry, MapNode, Node } from "../tree/tree.ts";

/** The tree without keys that were reset; the same tree where no key has a tag. */
export function withoutTags(tree: MapNode): MapNode {
  let entries: Map<string, Entry> | undefined;
  for (const [key, { keyPlace, value: old, tag }] of tree.entries) {
    const value = tag === "reset" ? undefined : inside(old);
    if (value === old && tag === undefined) continue;
    entries ??= new Map(tree.entries);
    if (value === undefined) entries.delete(key);
    else entries.set(key, { keyPlace, value });
  }
  return entries === undefined ? tree : { kind: "map", place: tree.place, entries };
}

function inside(node: Node): Node {
  if (node.kind === "map") return withoutTags(node);
  return node.kind === "list" ? mapItems(node, inside) : node;
}
