/**
 * A later document over an earlier one. By default mappings merge, lists are appended, a scalar replaces, and null keeps what
 * was there; merge-rules.ts lists what is different. A key with `!override` replaces and one with `!reset` takes away, whatever
 * the rule; they stay marked for what is merged below later (reset.ts). What stands twice in a list of long forms is unique.ts's business.
 */
import { isNull, mapOf, overwriting } from "../tree/edit.ts";
import { fail, type Report, shown } from "../tree/report.ts";
import { below, type Rules } from "../tree/rules.ts";
import type { Entry, MapNode, Node, Path } from "../tree/tree.ts";
import { type MergeRule, mergeRules } from "./merge-rules.ts";

/** All documents as one, the first at the bottom. Two values that do not fit together are reported (`wrong-type`). */
export function mergeAll(documents: readonly MapNode[], report: Report): MapNode {
  const [first, ...later] = documents;
  if (first === undefined) return mapOf([], { file: "", line: 1, column: 1 });
  return later.reduce<MapNode>((base, over) => mergeMaps(base, over, [], mergeRules, report), first);
}

/** One value over an earlier one, both at `path`. */
export const mergeAt = (path: readonly string[], base: Node, over: Node, report: Report): Node =>
  merge(base, over, path, path.reduce<Rules<MergeRule> | undefined>(below, mergeRules), report);

function merge(base: Node, over: Node, path: Path, rules: Rules<MergeRule> | undefined, report: Report): Node {
  const rule = rules?.rule;
  if (rule === "replace") return over;
  if (isNull(over)) return base;
  if (isNull(base)) return over;
  const [from, to] = typeof rule === "object" ? [rule.normal(base), rule.normal(over)] : [base, over];
  if (typeof rule === "object" && rule.replaces?.(from, to)) return to;
  if (from.kind === "map" && to.kind === "map") return mergeMaps(from, to, path, rules, report);
  if (from.kind === "list" && to.kind === "list") {
    const items = [...from.items, ...to.items];
    return { ...to, items: typeof rule === "object" && rule.joined ? rule.joined(items) : items };
  }
  if (from.kind === "scalar" && to.kind === "scalar") return overwriting(to, from);
  const { file, line } = from.place;
  fail(report, "wrong-type", `${shown(to)} cannot be merged with ${shown(from)}`, {
    path,
    place: to.place,
    hint: `the earlier value is at ${file}:${line}; use the same form in both`,
  });
  return from;
}

function mergeMaps(
  base: MapNode,
  over: MapNode,
  path: Path,
  rules: Rules<MergeRule> | undefined,
  report: Report,
): MapNode {
  const nullWins = typeof rules?.rule === "object" && rules.rule.nullWins === true;
  const entries = new Map<string, Entry>(base.entries);
  for (const [key, entry] of over.entries) {
    const earlier = base.entries.get(key);
    if (earlier === undefined || earlier.tag === "reset") entries.set(key, entry);
    else if (entry.tag !== undefined || nullWins)
      entries.set(key, { ...entry, value: overwriting(entry.value, earlier.value) });
    else {
      const value = merge(earlier.value, entry.value, [...path, key], below(rules, key), report);
      entries.set(key, value === earlier.value ? earlier : { keyPlace: entry.keyPlace, value });
    }
  }
  return { ...over, place: base.place, entries };
}
