/** Trees for tests, straight from YAML text: what the loader's stages would hand on for a file without variables. */
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node as YamlNode } from "yaml";
import type { Place } from "../../src/core/diagnostics.ts";
import type { Entry, MapNode, Node } from "../../src/spec/tree/tree.ts";

/** The text as a tree. A scalar `$NAME` stands for a value that came from the variable NAME. */
export function treeOf(text: string, file = "compose.yaml"): MapNode {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false });
  const placeOf = (node: YamlNode | null): Place => {
    const { line, col } = lines.linePos(node?.range?.[0] ?? 0);
    return { file, line, column: col };
  };
  const convert = (node: YamlNode | null): Node => {
    const place = placeOf(node);
    if (isMap<YamlNode, YamlNode | null>(node)) {
      const entries = node.items.map((pair): [string, Entry] => [
        String(isScalar(pair.key) ? pair.key.value : pair.key),
        { keyPlace: placeOf(pair.key), value: pair.value === null ? nothing(placeOf(pair.key)) : convert(pair.value) },
      ]);
      return { kind: "map", place, entries: new Map(entries) };
    }
    if (isSeq<YamlNode | null>(node)) return { kind: "list", place, items: node.items.map(convert) };
    const value: unknown = isScalar(node) ? node.value : null;
    const variable = typeof value === "string" ? /^\$(\w+)$/.exec(value)?.[1] : undefined;
    if (variable !== undefined) return { kind: "scalar", place, value: `secret-${variable}`, variables: [variable] };
    if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
      return { kind: "scalar", place, value };
    throw new Error(`no scalar of a test: ${String(value)}`);
  };
  const tree = convert(document.contents);
  if (tree.kind !== "map") throw new Error("a test's file must be a mapping");
  return tree;
}

const nothing = (place: Place): Node => ({ kind: "scalar", place, value: null });
