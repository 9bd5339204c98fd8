/**
 * Variables in values (never in keys), and then the type a value must have: text at a path of cast-rules.ts becomes a number
 * or a yes/no. Runs on each document before merging. A part of the tree without either is handed on as it is.
 */

import { mapItems, mapValues } from "../tree/edit.ts";
import { fail, type Report, shortened } from "../tree/report.ts";
import { below, type Rules } from "../tree/rules.ts";
import { mostOfProject } from "../tree/size.ts";
import type { MapNode, Node, Path, ScalarNode } from "../tree/tree.ts";
import { type Cast, castRules } from "./cast-rules.ts";
import { expand, type Lookup, TemplateError } from "./template.ts";
import type { UnsetVariables } from "./unset.ts";
import type { Variables } from "./variables.ts";

interface Walk {
  /** Characters that values of variables may still add to the document. */
  room: number;
  readonly lookup: Lookup;
  readonly report: Report;
  readonly unset: UnsetVariables;
}

/** Reports `interpolation-syntax`, `variable-required`, `variable-unset`, `wrong-type`; what is wrong is left out. */
export function interpolate(tree: MapNode, variables: Variables, report: Report, unset: UnsetVariables): MapNode {
  const walk: Walk = { room: mostOfProject.characters, lookup: (name) => variables.get(name), report, unset };
  return mapValues(tree, (value, key) => visit(value, [key], below(castRules, key), walk));
}

/** One text, without a word about what is wrong with it: undefined then. */
export function interpolateText(text: string, variables: Variables): string | undefined {
  try {
    return expand(
      text,
      (name) => variables.get(name),
      () => {},
    ).text;
  } catch (error) {
    if (error instanceof TemplateError) return undefined;
    throw error;
  }
}

function visit(node: Node, path: Path, rules: Rules<Cast> | undefined, walk: Walk): Node | undefined {
  switch (node.kind) {
    case "map":
      return mapValues(node, (value, key) => visitBelow(value, path, key, rules, walk));
    case "list":
      return mapItems(node, (item, index) => visitBelow(item, path, index, rules, walk));
    case "scalar": {
      const filled = fill(node, path, walk);
      const cast = rules?.rule;
      return cast && filled && typeof filled.value === "string"
        ? cast(filled, filled.value, path, walk.report)
        : filled;
    }
  }
}

function visitBelow(
  node: Node,
  path: Path,
  key: string | number,
  above: Rules<Cast> | undefined,
  walk: Walk,
): Node | undefined {
  const rules = below(above, key);
  return node.kind === "scalar" && !rules?.rule && !hasVariable(node) ? node : visit(node, [...path, key], rules, walk);
}

const hasVariable = ({ value }: ScalarNode): boolean => typeof value === "string" && value.includes("$");

function fill(node: ScalarNode, path: Path, walk: Walk): ScalarNode | undefined {
  if (typeof node.value !== "string" || !node.value.includes("$")) return node;
  if (walk.room < 0) return undefined;
  try {
    const { text, variables } = expand(node.value, walk.lookup, (name) => walk.unset.add(name, node.place, path));
    walk.room -= text.length;
    if (walk.room < 0) throw new TemplateError("too-long", "", "");
    return { ...node, value: text, ...(variables.length > 0 && { variables }) };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    tell(error, node, path, walk.report);
    return undefined;
  }
}

function tell(error: TemplateError, node: ScalarNode, path: Path, report: Report): void {
  const where = { path, place: node.place };
  switch (error.kind) {
    case "required":
      fail(
        report,
        "variable-required",
        `required variable ${error.variable} is missing a value${error.detail && `: ${error.detail}`}`,
        { ...where, hint: `set ${error.variable} in the environment or in .env` },
      );
      break;
    case "syntax": {
      const open = error.detail.endsWith("}") ? "" : "; is the closing `}` missing?";
      fail(report, "interpolation-syntax", `\`${shortened(error.detail)}\` is not a valid variable reference${open}`, {
        ...where,
        hint: forms,
      });
      break;
    }
    case "too-long":
      fail(report, "yaml-too-large", "this text is too long with its variables filled in", where);
  }
}

const forms = `write $NAME, \${NAME}, \${NAME:-default}, \${NAME:+other} or \${NAME:?message}; for a literal dollar sign write $$`;
