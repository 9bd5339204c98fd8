/**
 * Short forms → long forms, and values in the one form that the model is printed in: a walker over canonical-rules.ts.
 * After it, every later stage meets one form only. What the schema has already complained of is taken out before.
 */
import { type Canon, canonicalRules } from "./canonical-rules.ts";
import { mapItems, mapValues } from "./edit.ts";
import type { Report } from "./report.ts";
import { below, type Rules } from "./rules.ts";
import { type MapNode, type Node, type Path, pathText } from "./tree.ts";

/** Reports what a short form or value gets wrong (`invalid-value`) and leaves it out. */
export function canonical(tree: MapNode, report: Report, rules: Rules<Canon> = canonicalRules): MapNode {
  return mapValues(tree, (value, key) => visit(value, [key], below(rules, key), report));
}

function visit(node: Node, path: Path, rules: Rules<Canon> | undefined, report: Report): Node | undefined {
  if (rules === undefined) return node;
  const made = rules.rule ? rules.rule(node, path, report) : node;
  if (made === undefined) return undefined;
  if (made.kind === "map")
    return mapValues(made, (value, key) => visit(value, [...path, key], below(rules, key), report));
  if (made.kind === "list")
    return mapItems(made, (item, index) => visit(item, [...path, index], below(rules, index), report));
  return made;
}

/** The tree without the nodes at these paths (as `pathText` writes them): what is known to be wrong is not told twice. */
export function without(tree: MapNode, wrong: ReadonlySet<string>): MapNode {
  if (wrong.size === 0) return tree;
  const prune = (node: Node, path: Path): Node | undefined => {
    if (wrong.has(pathText(path))) return undefined;
    if (node.kind === "map") return mapValues(node, (value, key) => prune(value, [...path, key]));
    if (node.kind === "list") return mapItems(node, (item, index) => prune(item, [...path, index]));
    return node;
  };
  return mapValues(tree, (value, key) => prune(value, [key]));
}
