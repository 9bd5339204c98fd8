/**
 * Short forms → long forms, and values in the one form that the model is printed in: a walker over canonical-rules.ts.
 * After it, every later stage meets one form only. What the schema has already complained of is taken out before.
 */

import { mapItems, mapValues } from "../tree/edit.ts";
import type { Report } from "../tree/report.ts";
import { below, type Rules } from "../tree/rules.ts";
import { type MapNode, type Node, type Path, pathText } from "../tree/tree.ts";
import { type Canon, canonicalRules } from "./canonical-rules.ts";

/** Reports what a short form or value gets wrong (`invalid-value`) and leaves it out. */
export function canonical(tree: MapNode, report: Report, rules: Rules<Canon> = canonicalRules): MapNode {
  return mapValues(tree, (value, key) => visitBelow(value, [], key, rules, report));
}

function visit(node: Node, path: Path, rules: Rules<Canon>, report: Report): Node | undefined {
  const made = rules.rule ? rules.rule(node, path, report) : node;
  if (made === undefined) return undefined;
  if (made.kind === "map") return mapValues(made, (value, key) => visitBelow(value, path, key, rules, report));
  if (made.kind === "list") return mapItems(made, (item, index) => visitBelow(item, path, index, rules, report));
  return made;
}

function visitBelow(
  node: Node,
  path: Path,
  key: string | number,
  above: Rules<Canon>,
  report: Report,
): Node | undefined {
  const rules = below(above, key);
  return rules === undefined ? node : visit(node, [...path, key], rules, report);
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
