/** What to do about a value of the wrong kind, where the mistake is a common one. */
import { closest } from "../../core/closest.ts";
import { missingSpaceHint, wordWithColon } from "../read/hints.ts";
import { shortened } from "../tree/report.ts";
import type { MapNode, Node, Path } from "../tree/tree.ts";
import { oddCharacterHint } from "../values/odd-characters.ts";
import { type Attribute, attributeAt, type JsonType, serviceKeys } from "./schema-attributes.ts";
import { quote } from "./schema-words.ts";

/** A hint for the value at `path` that its attribute does not allow. */
export function valueHint(tree: MapNode, path: Path, node: Node): string | undefined {
  const attribute = attributeAt(path);
  return (
    dedented(tree, path) ??
    slip(attribute, node) ??
    choiceHint(path, node) ??
    unit(attribute, node) ??
    shape(path, attribute, node)
  );
}

/** `image:alpine`, and characters that look like others. */
function slip(attribute: Attribute | undefined, node: Node): string | undefined {
  if (node.kind !== "scalar" || typeof node.value !== "string" || quote(node) === undefined) return undefined;
  const key = attribute?.types?.includes("object") ? wordWithColon(node.value) : undefined;
  const isKey = key !== undefined && Object.hasOwn(attribute?.keys ?? {}, key);
  return isKey ? missingSpaceHint(key) : oddCharacterHint(node.value);
}

/**
 * For what stands under `services` and is named like an attribute: it is most likely one that was meant for the
 * service above it.
 */
export function dedented(tree: MapNode, path: Path): string | undefined {
  const [top, name] = path;
  if (top !== "services" || typeof name !== "string" || !Object.hasOwn(serviceKeys, name)) return undefined;
  const services = tree.entries.get("services")?.value;
  if (services?.kind !== "map") return undefined;
  const names = [...services.entries.keys()];
  const owner = names.slice(0, names.indexOf(name)).findLast((other) => !Object.hasOwn(serviceKeys, other));
  return owner === undefined
    ? undefined
    : `if \`${name}\` is an attribute of \`${owner}\`, indent it under \`${owner}\``;
}

/** The word that was most likely meant, of those that the attribute at the path takes. */
export function choiceHint(path: Path, node: Node): string | undefined {
  if (node.kind !== "scalar" || typeof node.value !== "string" || quote(node) === undefined) return undefined;
  const choices = choicesOf(attributeAt(path));
  const word = node.value.toLowerCase();
  const partly = choices.filter((one) => word.length > 3 && one.split("_").includes(word));
  const other = synonyms.get(`${String(path.at(-1))} ${word}`);
  const meant = other ?? (partly.length === 1 ? partly[0] : closest(node.value, choices));
  return meant === undefined ? undefined : `did you mean \`${meant}\`?`;
}

/** The words that an attribute takes: as a list, or quoted in what it must be. */
const choicesOf = ({ choices, must = "" }: Attribute = {}): readonly string[] =>
  choices ?? [...must.matchAll(/`([a-z][a-z_-]*)`/g)].map(([, word = ""]) => word);

/** Attribute and word of another tool → the word of the format. */
const synonyms: ReadonlyMap<string, string> = new Map([
  ["condition completed", "service_completed_successfully"],
  ["condition exited", "service_completed_successfully"],
  ["condition success", "service_completed_successfully"],
  ["condition service_completed", "service_completed_successfully"],
  ["condition running", "service_started"],
  ["condition service_running", "service_started"],
  ["restart never", "no"],
  ["restart false", "no"],
  ["restart true", "always"],
  ["restart yes", "always"],
  ["restart onfailure", "on-failure"],
  ["restart failure", "on-failure"],
  ["pull_policy ifnotpresent", "missing"],
  ["pull_policy if-not-present", "missing"],
  ["protocol http", "tcp"],
  ["protocol https", "tcp"],
]);

/** `interval: 5` and `mem_limit: 1.5` lack their unit. */
function unit(attribute: Attribute | undefined, node: Node): string | undefined {
  if (node.kind !== "scalar" || quote(node) === undefined) return undefined;
  const text = String(node.value);
  if (!/^\d+(\.\d+)?$/.test(text)) return undefined;
  if (attribute?.must?.includes("a duration")) return `it needs a unit: write \`${text}s\` for ${text} seconds`;
  if (attribute?.must?.includes("with a unit")) return `it needs a unit: write \`${text}g\` or \`${text}m\``;
  return undefined;
}

function shape(path: Path, attribute: Attribute | undefined, node: Node): string | undefined {
  const allowed = new Set<JsonType>(attribute?.types);
  const entry = typeof path.at(-1) === "number";
  if (node.kind === "map") {
    if (allowed.has("array")) return "start each entry with `- `";
    if (allowed.has("string") && entry) return entryThatIsMapping(attributeAt(path.slice(0, -1)), node);
    return undefined;
  }
  if (node.kind === "list") {
    if (allowed.has("object")) return "write `key: value` lines without dashes";
    return node.items.length === 1 ? "write the value without [ ] or dash" : undefined;
  }
  if (node.value === null) return entry ? "write a value after the dash, or delete it" : emptyHint(allowed);
  const castable = allowed.has("integer") || allowed.has("number") || allowed.has("boolean");
  if (typeof node.value !== "string" && allowed.has("string") && !castable) return "put quotes around it";
  if (takesPairs(attribute) && quote(node)?.includes("=") !== true) return "write `NAME: value` lines under it";
  if (allowed.has("array")) return `wrap it in [ ]: [${quote(node) ?? "…"}]`;
  return undefined;
}

/** `- FOO: bar` is a mapping where `- FOO=bar` or `- "FOO: bar"` was meant. */
function entryThatIsMapping(list: Attribute | undefined, node: MapNode): string {
  const [first] = node.entries;
  const value = first?.[1].value;
  const pairs = takesPairs(list);
  if (first === undefined || value === undefined || quote(value) === undefined || node.entries.size > 1)
    return pairs ? "write `NAME=value`" : "put quotes around the whole entry";
  const text = value.kind === "scalar" ? shortened(String(value.value)) : "";
  return pairs ? `write \`${first[0]}=${text}\`` : `put quotes around the whole entry: "${first[0]}: ${text}"`;
}

/** Whether the mapping has plain values under names of the user's choice, such as `environment`. */
const takesPairs = (attribute: Attribute | undefined): boolean =>
  attribute?.each?.types?.includes("string") === true && attribute.each.keys === undefined;

const emptyHint = (allowed: ReadonlySet<JsonType>): string =>
  allowed.has("object") || allowed.has("array")
    ? "indent its settings below it, or delete it"
    : "write a value, or delete it";
