/**
 * The finished tree as what `config` prints and `config-hash` is made of: a walker over shapes.ts. There are two forms: JSON
 * is the reference's to the letter, for the hash; YAML leaves nothing out (`x-` keys, models), so that it can be loaded again.
 */
import { isMap, type Ordered, type OrderedMap } from "../../core/ordered-json.ts";
import { entriesOf, get } from "../tree/edit.ts";
import type { Entry, MapNode, Node } from "../tree/tree.ts";
import { aiModelShape, type Field, fileShape, networkShape, type Shape, serviceShape, volumeShape } from "./shapes.ts";

export type Form = "json" | "yaml";

/** In YAML's order; the one that only YAML has comes last. */
const sections: readonly (readonly [key: string, shape: Shape, forms: readonly Form[]])[] = [
  ["services", serviceShape, ["json", "yaml"]],
  ["networks", networkShape, ["json", "yaml"]],
  ["volumes", volumeShape, ["json", "yaml"]],
  ["secrets", fileShape, ["json", "yaml"]],
  ["configs", fileShape, ["json", "yaml"]],
  ["models", aiModelShape, ["yaml"]],
];

/** The whole project; in JSON the top-level keys are sorted. Sections without an entry are left out, but not `services`. */
export function printedForm(tree: MapNode, name: string, form: Form): OrderedMap {
  const pairs: [string, Ordered][] = [["name", name]];
  for (const [key, shape, forms] of sections) {
    const section = get(tree, key);
    if (forms.includes(form) && (entriesOf(section).size > 0 || key === "services"))
      pairs.push([key, eachOf(section, shape, form)]);
  }
  pairs.push(...extensions(tree));
  return new Map(form === "json" ? pairs.sort(byKey) : pairs);
}

/** One object of it; what is no mapping prints as it is. */
export function shaped(node: Node, shape: Shape, form: Form): Ordered {
  if (shape.kind === "each") return eachOf(node, shape.of, form);
  if (shape.kind === "plain" || node.kind !== "map") return sorted(node);
  const fields = shape.fields.flatMap((field): [string, Ordered][] => {
    const value = fieldOf(node, field, form);
    return value === undefined ? [] : [[form === "json" ? (field.jsonKey ?? field.key) : field.key, value]];
  });
  return new Map(form === "json" ? fields : [...fields, ...extensions(node)]);
}

function fieldOf(object: MapNode, field: Field, form: Form): Ordered | undefined {
  const node = get(object, field.key);
  const value = node === undefined ? null : shaped(node, field.shape, form);
  return isPrinted(value, field, form) ? value : field.otherwise?.[form];
}

function isPrinted(value: Ordered, { when, emptyMatters }: Field, form: Form): boolean {
  if (when === "false") return value === false;
  return value !== null && (when === "present" || !isEmpty(value) || (form === "yaml" && emptyMatters === true));
}

function isEmpty(value: Ordered): boolean {
  if (isMap(value)) return value.size === 0;
  return Array.isArray(value) ? value.length === 0 : !value;
}

function eachOf(node: Node | undefined, shape: Shape, form: Form): Ordered {
  if (node?.kind === "list") return node.items.map((item) => shaped(item, shape, form));
  return ordered(entriesOf(node), (value) => shaped(value, shape, form));
}

/** The user's own values: nothing is left out. */
function sorted(node: Node): Ordered {
  if (node.kind === "scalar") return node.value;
  return node.kind === "list" ? node.items.map(sorted) : ordered(node.entries, sorted);
}

const extensions = (node: MapNode): [string, Ordered][] => [
  ...ordered(new Map([...node.entries].filter(([key]) => key.startsWith("x-"))), sorted),
];

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

const ordered = (entries: ReadonlyMap<string, Entry>, print: (value: Node) => Ordered): OrderedMap =>
  new Map([...entries].sort(byKey).map(([key, { value }]) => [key, print(value)]));
