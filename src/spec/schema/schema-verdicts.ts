/**
 * Tells of attributes that the file sets and that do nothing here: ignored or outdated.
 * Whether their values are right is the validator's question.
 */
import type { Diagnostic } from "../../core/diagnostics.ts";
import { type Entry, type MapNode, type Node, type Path, pathText } from "../tree/tree.ts";
import { type Attribute, child, file, hasMoreToTell, type Verdict } from "./schema-attributes.ts";

interface Walk {
  /** Where the walk is: grows and shrinks with it. */
  readonly path: (string | number)[];
  readonly tell: (diagnostic: Diagnostic) => void;
}

/** Warnings, one for each such attribute; nothing below it is told again. */
export function verdicts(tree: MapNode): Diagnostic[] {
  const found: Diagnostic[] = [];
  inside(tree, file, { path: [], tell: (diagnostic) => found.push(diagnostic) });
  return found;
}

function inside(node: Node, attribute: Attribute, walk: Walk): void {
  if (node.kind === "scalar" || !hasMoreToTell(attribute)) return;
  if (node.kind === "map") {
    for (const [key, entry] of node.entries) {
      const known = child(attribute, key);
      if (known === undefined) continue;
      walk.path.push(key);
      ofEntry(entry, known, walk);
      walk.path.pop();
    }
  } else if (attribute.items !== undefined) {
    for (const [index, item] of node.items.entries()) {
      walk.path.push(index);
      inside(item, attribute.items, walk);
      walk.path.pop();
    }
  }
}

function ofEntry(entry: Entry, attribute: Attribute, walk: Walk): void {
  const value = valueWithVerdict(entry.value, attribute);
  const verdict = value === undefined ? attribute.verdict : attribute.values?.[value];
  const ineffective = verdict && noEffect.get(verdict);
  const tell = (rest: Pick<Diagnostic, "code" | "severity" | "hint">, what: string): void => {
    const place = value === undefined ? entry.keyPlace : entry.value.place;
    walk.tell({ ...rest, message: `${about(walk.path, value)} ${what}`, path: pathText(walk.path), place });
  };
  if (attribute.deprecated) {
    const hint = walk.path.length === 1 ? "remove it" : "write `external: true` and `name` next to it";
    tell({ code: "obsolete-attribute", severity: "warning", hint }, "is obsolete");
  } else if (ineffective !== undefined) {
    tell({ code: "ignored-attribute", severity: "warning" }, ineffective);
  } else {
    inside(entry.value, attribute, walk);
  }
}

/** A value that has a verdict of its own. */
function valueWithVerdict(node: Node, { values }: Attribute): string | undefined {
  if (values === undefined || node.kind !== "scalar" || typeof node.value !== "string") return undefined;
  return Object.hasOwn(values, node.value) ? node.value : undefined;
}

const noEffect: ReadonlyMap<Verdict, string> = new Map([
  ["swarm only", "works only in Swarm; it is ignored"],
  ["ignored", "has no effect; it is ignored"],
]);

/** `deploy.labels`, `ports mode`, `type: image`: enough to know the attribute by; the place tells which one. */
function about(path: Path, value: string | undefined): string {
  const names = path.slice(path[0] === "services" ? 2 : 0).filter((part) => typeof part === "string");
  return value === undefined ? `\`${names.join(".")}\`` : `\`${names.at(-1)}: ${value}\``;
}
