/**
 * Tells of attributes that the file sets and that do nothing here: ignored, outdated, or not supported yet.
 * Whether their values are right is the validator's question.
 */
import type { Diagnostic } from "../core/diagnostics.ts";
import { type Attribute, child, file, type Verdict } from "./schema-attributes.ts";
import { type Entry, type MapNode, type Node, type Path, pathText } from "./tree.ts";

/** Warnings for what is ignored or outdated, one for each such attribute; nothing below it is told again. */
export const verdicts = (tree: MapNode): Diagnostic[] =>
  [...inside(tree, file, [])].filter(({ code }) => code !== "not-supported-yet");

/** What is not supported yet, as errors: for who would do what the file says, not for who reads it. */
export const notYet = (tree: MapNode): Diagnostic[] =>
  [...inside(tree, file, [])].filter(({ code }) => code === "not-supported-yet");

function* inside(node: Node, attribute: Attribute, path: Path): Generator<Diagnostic> {
  if (node.kind === "list" && attribute.items !== undefined) {
    for (const [index, item] of node.items.entries()) yield* inside(item, attribute.items, [...path, index]);
  } else if (node.kind === "map") {
    for (const [key, entry] of node.entries) {
      const known = child(attribute, key);
      if (known !== undefined) yield* ofEntry(entry, known, [...path, key]);
    }
  }
}

function* ofEntry(entry: Entry, attribute: Attribute, path: Path): Generator<Diagnostic> {
  const value = entry.value.kind === "scalar" ? entry.value.value : undefined;
  const ofValue = typeof value === "string" && Object.hasOwn(attribute.values ?? {}, value);
  const verdict = ofValue ? attribute.values?.[value] : attribute.verdict;
  const words = about(path, ofValue ? value : undefined);
  const where = { path: pathText(path), place: ofValue ? entry.value.place : entry.keyPlace };
  if (attribute.deprecated) {
    const hint = path.length === 1 ? "remove it" : "write `external: true` with `name` beside it";
    yield { code: "obsolete-attribute", severity: "warning", message: `${words} is outdated`, ...where, hint };
  } else if (verdict === "not yet") {
    yield { code: "not-supported-yet", severity: "error", message: `${words} is not supported yet`, ...where };
    for (const below of inside(entry.value, attribute, path)) if (below.severity === "warning") yield below;
  } else if (verdict !== undefined && noEffect.has(verdict)) {
    yield { code: "ignored-attribute", severity: "warning", message: `${words} ${noEffect.get(verdict)}`, ...where };
  } else {
    yield* inside(entry.value, attribute, path);
  }
}

const noEffect: ReadonlyMap<Verdict, string> = new Map([
  ["swarm only", "has an effect in Swarm only and is ignored"],
  ["ignored", "has no effect and is ignored"],
]);

/** `deploy.labels`, `ports mode`, `type: image`: enough to know the attribute by; the place tells which one. */
function about(path: Path, value: string | undefined): string {
  const names = path.slice(path[0] === "services" ? 2 : 0).filter((part) => typeof part === "string");
  return value === undefined ? `\`${names.join(".")}\`` : `\`${names.at(-1)}: ${value}\``;
}
