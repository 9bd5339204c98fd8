/**
 * What an included project says of variables without writing `${…}`: names alone, files that hold variables, configs and secrets
 * from the environment. All of these mean the variables of that project, its env files included, wherever its parts end up.
 */
import { canonical } from "../canonical/canonical.ts";
import type { Canon } from "../canonical/canonical-rules.ts";
import { isNull, mapItems, mapValues, textOf } from "../tree/edit.ts";
import type { Report } from "../tree/report.ts";
import { rulesOf } from "../tree/rules.ts";
import type { MapNode, Node } from "../tree/tree.ts";
import type { Variables } from "../variables/variables.ts";

/** A tree whose env files and label files are in their long forms. What a project inside it was given before, it keeps. */
export function withOwnVariables(tree: MapNode, variables: Variables, report: Report): MapNode {
  const filled: Canon = (node) => handedOn(node, variables);
  const scoped: Canon = (node) =>
    node.kind === "scalar" && node.scope === undefined ? { ...node, scope: variables } : node;
  const rules = rulesOf<Canon>([
    ["services.*.environment", filled],
    ["services.*.build.args", filled],
    ["services.*.env_file.*.path", scoped],
    ["services.*.label_file.*", scoped],
    ["configs.*.environment", scoped],
    ["secrets.*.environment", scoped],
  ]);
  return canonical(tree, report, rules);
}

/** `[NAME]` and `{NAME: }` with the value that the variable has. */
function handedOn(pairs: Node, variables: Variables): Node {
  const value = (name: string, before: string, from: Node): Node => {
    const found = variables.get(name);
    if (found === undefined) return from;
    return { kind: "scalar", place: from.place, value: `${before}${found}`, variables: [name] };
  };
  if (pairs.kind === "map") return mapValues(pairs, (node, key) => (isNull(node) ? value(key, "", node) : node));
  if (pairs.kind === "scalar") return pairs;
  return mapItems(pairs, (item) => {
    const name = textOf(item);
    return name === undefined ? item : value(name, `${name}=`, item);
  });
}
