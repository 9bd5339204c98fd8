/** The finished tree as the plain object that `config` prints and `config-hash` is made of: a walker over model-shapes.ts. */
import type { Json, JsonObject } from "../core/canonical-json.ts";
import { entriesOf, get } from "./edit.ts";
import { type Field, fileShape, networkShape, type Shape, serviceShape, volumeShape } from "./model-shapes.ts";
import type { MapNode, Node } from "./tree.ts";

const sections: readonly (readonly [key: string, shape: Shape])[] = [
  ["configs", fileShape],
  ["networks", networkShape],
  ["secrets", fileShape],
  ["services", serviceShape],
  ["volumes", volumeShape],
];

/** The whole model, top-level keys sorted; sections without an entry are left out, but not `services`. */
export function modelOf(tree: MapNode, name: string): JsonObject {
  const pairs: [string, Json][] = [["name", name]];
  for (const [key, shape] of sections) {
    const section = get(tree, key);
    if (entriesOf(section).size > 0 || key === "services") pairs.push([key, eachOf(section, shape)]);
  }
  for (const [key, { value }] of tree.entries) if (key.startsWith("x-")) pairs.push([key, sorted(value)]);
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function shaped(node: Node | undefined, shape: Shape): Json {
  if (node === undefined) return null;
  if (shape.kind === "each") return eachOf(node, shape.of);
  if (shape.kind === "plain" || node.kind !== "map") return sorted(node);
  return Object.fromEntries(
    shape.fields.flatMap((field) => {
      const value = fieldOf(node, field);
      return value === undefined ? [] : [[field.key, value] as const];
    }),
  );
}

function fieldOf(object: MapNode, { key, shape, when }: Field): Json | undefined {
  const node = get(object, key);
  if (node === undefined) return typeof when === "object" ? when.otherwise : undefined;
  const value = shaped(node, shape);
  if (typeof when === "object") return value ?? when.otherwise;
  if (value === null || (when === "false" && value !== false)) return undefined;
  return when === "filled" && isEmpty(value) ? undefined : value;
}

function isEmpty(value: Json): boolean {
  if (typeof value !== "object" || value === null) return !value;
  return Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0;
}

function eachOf(node: Node | undefined, shape: Shape): Json {
  if (node?.kind === "list") return node.items.map((item) => shaped(item, shape));
  return Object.fromEntries(
    [...entriesOf(node)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, { value }]) => [key, shaped(value, shape)] as const),
  );
}

const plainShape: Shape = { kind: "plain" };

function sorted(node: Node): Json {
  if (node.kind === "scalar") return typeof node.value === "bigint" ? Number(node.value) : node.value;
  return eachOf(node, plainShape);
}
