/** Whether two parts of the tree say the same, wherever they stand. */
import type { Node, ScalarNode } from "./tree.ts";

export function equal(a: Node, b: Node): boolean {
  if (a === b) return true;
  if (a.kind === "scalar") return b.kind === "scalar" && Object.is(a.value, b.value) && named(a) === named(b);
  if (a.kind === "list")
    return (
      b.kind === "list" &&
      a.items.length === b.items.length &&
      a.items.every((item, index) => equalOr(item, b.items[index]))
    );
  return (
    b.kind === "map" &&
    a.entries.size === b.entries.size &&
    [...a.entries].every(
      ([key, entry]) => entry.tag === b.entries.get(key)?.tag && equalOr(entry.value, b.entries.get(key)?.value),
    )
  );
}

/** One name may stand for two values, where two projects that are included have it. */
const named = ({ scope, value }: ScalarNode): string | undefined => scope?.get(String(value));

const equalOr = (a: Node, b: Node | undefined): boolean => b !== undefined && equal(a, b);
