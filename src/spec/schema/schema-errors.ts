/**
 * The validator's errors as diagnostics: one for each value and each key, with its place. The validator names the
 * rule that failed; the words come from the attribute (schema-words.ts), so that a union is told as a whole.
 */
import type { ErrorObject } from "ajv";
import type { Diagnostic } from "../../core/diagnostics.ts";
import { diagnosticOf } from "../tree/report.ts";
import { type MapNode, type Node, type Path, pathText } from "../tree/tree.ts";
import { oddCharacterHint } from "../values/odd-characters.ts";
import { attributeAt } from "./schema-attributes.ts";
import { dedented, valueHint } from "./schema-hints.ts";
import { keyHint, meantKey } from "./schema-suggest.ts";
import { found, named, requirement, subject } from "./schema-words.ts";

/** As many as anyone will read; the rest shows once these are mended. */
const most = 1_000;

/** In no particular order. */
export function complaints(tree: MapNode, errors: readonly ErrorObject[]): Diagnostic[] {
  const byValue = Map.groupBy(errors.slice(0, most), (error) => error.instancePath);
  return [...byValue].flatMap(([pointer, group]) => aboutValue(tree, pointer, group));
}

function aboutValue(tree: MapNode, pointer: string, errors: readonly ErrorObject[]): Diagnostic[] {
  const { path, node } = resolve(tree, pointer);
  if (node.kind !== "map" || errors.some((error) => error.keyword === "type"))
    return [wrongValue(tree, path, node, errors)];
  const foreign = path.length === 0 ? otherFormat(node) : undefined;
  if (foreign !== undefined) return [foreign];
  const unknown = errors.flatMap((error) => params(error, "additionalProperties", "additionalProperty"));
  const misnamed = errors.flatMap((error) => params(error, "propertyNames", "propertyName"));
  const meant = new Set(unknown.map((key) => meantKey(path, key)));
  const missing = errors
    .flatMap((error) => params(error, "required", "missingProperty"))
    .filter((key) => !meant.has(key));
  return [
    ...unknown.map((key) => unknownKey(tree, path, node, key)),
    ...misnamed.map((key) => badName(path, node, key)),
    ...missing.map((key) => missingKey(path, node, key)),
  ];
}

/** Files of other tools, known by the keys that they all have. */
const otherFormats: readonly (readonly [keys: readonly string[], name: string, hint: string])[] = [
  [["apiVersion", "kind"], "a Kubernetes manifest", "apply it with `kubectl apply -f`"],
  [["on", "jobs"], "a GitHub Actions workflow", "name the Compose file with -f"],
];

function otherFormat(file: MapNode): Diagnostic | undefined {
  if (file.entries.has("services")) return undefined;
  const [keys, name, hint] = otherFormats.find(([all]) => all.every((key) => file.entries.has(key))) ?? [];
  const place = file.entries.get(keys?.[0] ?? "")?.keyPlace;
  return keys && diagnostic("unknown-key", `this is ${name}, not a Compose file`, keys.slice(0, 1), place, hint);
}

const params = (error: ErrorObject, keyword: string, param: string): string[] =>
  error.keyword === keyword ? [String(error.params[param])] : [];

function wrongValue(tree: MapNode, path: Path, node: Node, errors: readonly ErrorObject[]): Diagnostic {
  const code = errors.some((error) => error.keyword === "type") ? "wrong-type" : "invalid-value";
  const message = `${subject(path)} ${requirement(attributeAt(path))}, but is ${found(node)}`;
  return diagnostic(code, message, path, node.place, valueHint(tree, path, node));
}

function unknownKey(tree: MapNode, path: Path, node: MapNode, key: string): Diagnostic {
  const where = path.length === 0 ? "at the top level" : `in \`${pathText(path)}\``;
  const entry = node.entries.get(key);
  const hint = oddCharacterHint(key) ?? dedented(tree, path) ?? keyHint(path, key, entry?.value);
  return diagnostic(
    "unknown-key",
    `unknown key ${named(key)} ${where}`,
    [...path, key],
    entry?.keyPlace ?? node.place,
    hint,
  );
}

function badName(path: Path, node: MapNode, key: string): Diagnostic {
  const message = `the name ${named(key)} in \`${pathText(path)}\` ${requirement(attributeAt(path)?.names)}`;
  return diagnostic("invalid-value", message, [...path, key], node.entries.get(key)?.keyPlace ?? node.place);
}

const missingKey = (path: Path, node: MapNode, key: string): Diagnostic =>
  diagnostic("invalid-value", `${subject(path)} needs \`${key}\``, path, node.place);

function diagnostic(
  code: Diagnostic["code"],
  message: string,
  path: Path,
  place: Diagnostic["place"],
  hint?: string,
): Diagnostic {
  return diagnosticOf("error", code, message, { ...(path.length > 0 && { path }), place, hint });
}

/** The node that a JSON pointer names. */
function resolve(tree: MapNode, pointer: string): { readonly path: Path; readonly node: Node } {
  const path: (string | number)[] = [];
  let node: Node = tree;
  for (const part of pointer.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    path.push(node.kind === "list" ? Number(key) : key);
    const next: Node | undefined =
      node.kind === "map" ? node.entries.get(key)?.value : node.kind === "list" ? node.items[Number(key)] : undefined;
    if (next === undefined) break;
    node = next;
  }
  return { path, node };
}
