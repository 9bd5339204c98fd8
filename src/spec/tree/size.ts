/** How many values a part of the tree comes to once all that it shares is written out: counted, never built. */
import type { Node } from "./tree.ts";

/** As many as a project may have, and as extending services may come to. A file for 10,000 services has about half a million. */
export const mostValues = 4_000_000;
export const mostExtended = 2_000_000;

/** Counts each node once, however often it is shared. */
export function counter(): (node: Node) => number {
  const sizes = new Map<Node, number>();
  const count = (node: Node): number => {
    if (node.kind === "scalar") return 1;
    const known = sizes.get(node);
    if (known !== undefined) return known;
    let size = 1;
    if (node.kind === "map") for (const entry of node.entries.values()) size += count(entry.value);
    else for (const item of node.items) size += count(item);
    sizes.set(node, size);
    return size;
  };
  return count;
}
