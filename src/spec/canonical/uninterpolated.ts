/**
 * A tree whose variables are not put in: what can be said and done all the same. Where a variable stands, the value's form and type
 * are not known yet, so it is left as it is written and nothing is complained of.
 */
import type { Diagnostic } from "../../core/diagnostics.ts";
import { lazy } from "../../core/lazy.ts";
import { itemsOf, textOf } from "../tree/edit.ts";
import { mapRules, type Rules } from "../tree/rules.ts";
import type { Node } from "../tree/tree.ts";
import { type Canon, canonicalRules } from "./canonical-rules.ts";

/** The complaints about values that no variable can change. */
export function sureOf(complaints: readonly Diagnostic[], tree: Node): Diagnostic[] {
  const open = new Set<string>();
  const visit = (node: Node): void => {
    if (node.kind === "map") for (const { value } of node.entries.values()) visit(value);
    else if (node.kind === "list") for (const item of node.items) visit(item);
    else if (hasVariable(node)) open.add(at(node.place));
  };
  visit(tree);
  return complaints.filter(({ place }) => place === undefined || !open.has(at(place)));
}

const at = ({ file, line, column }: NonNullable<Diagnostic["place"]>): string => `${file}:${line}:${column}`;

/** The rules for long forms, but a short form with a variable in it stays short, and so does what can't be read. */
export const patientRules: () => Rules<Canon> = lazy(() => mapRules(canonicalRules, patient));

const patient =
  (rule: Canon): Canon =>
  (node, path) => {
    if (hasVariable(node) || itemsOf(node).some(mayBeAnything)) return node;
    let wrong = false;
    const made = rule(node, path, () => {
      wrong = true;
    });
    return wrong ? node : made;
  };

/** In `KEY=$VALUE` the key is known. */
const mayBeAnything = (item: Node): boolean => hasVariable(item) && !/^[^$]+=/.test(textOf(item) ?? "");

const hasVariable = (node: Node): boolean =>
  node.kind === "scalar" &&
  (node.variables !== undefined || (typeof node.value === "string" && node.value.includes("$")));
