/** How large a part of the tree is once all that it shares is written out: counted, never built. */
import type { Node } from "./tree.ts";

export interface Size {
  readonly values: number;
  /** Of texts and keys. */
  readonly characters: number;
}

/** What a project may come to, and what extending services may. A file for 10,000 services has about half a million values. */
export const mostOfProject: Size = { values: 4_000_000, characters: 64 * 2 ** 20 };
export const mostExtended: Size = { ...mostOfProject, values: 2_000_000 };

/** What one document may come to, with all aliases written out, and how many levels it may have. */
export const mostOfDocument: Size = { ...mostOfProject, values: 1_000_000 };
export const maxDepth = 100;

/** Counts each node once, however often it is shared. */
export function counter(): (node: Node) => Size {
  const sizes = new Map<Node, Size>();
  const count = (node: Node): Size => {
    if (node.kind === "scalar")
      return { values: 1, characters: typeof node.value === "string" ? node.value.length : 0 };
    const known = sizes.get(node);
    if (known !== undefined) return known;
    let values = 1;
    let characters = 0;
    const add = (below: Size): void => {
      values += below.values;
      characters += below.characters;
    };
    if (node.kind === "list") for (const item of node.items) add(count(item));
    else
      for (const [key, entry] of node.entries) {
        add(count(entry.value));
        characters += key.length;
      }
    const size = { values, characters };
    sizes.set(node, size);
    return size;
  };
  return count;
}

/** In words, by how much a size is too large: `more than 1000000 values`. */
export function excess(size: Size, most: Size): string | undefined {
  if (size.values > most.values) return `more than ${most.values} values`;
  return size.characters > most.characters
    ? `more than ${Math.floor(most.characters / 2 ** 20)} MiB of text`
    : undefined;
}
