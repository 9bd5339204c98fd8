/**
 * Text → trees, one for each YAML document of a file. Every node gets its place; anchors, aliases and merge keys are
 * resolved here, so that later stages know nothing of YAML. An alias shares the node of its anchor: what many aliases would
 * grow to is counted, never built. What a value may be is the schema's business.
 */
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type ParsedNode,
  parseAllDocuments,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { Place } from "../../core/diagnostics.ts";
import { made } from "../tree/edit.ts";
import { fail, type Report, shortened, shown, warn } from "../tree/report.ts";
import { counter, excess, maxDepth, mostOfDocument as most, type Size } from "../tree/size.ts";
import type { Entry, MapNode, Node, Path, Tag } from "../tree/tree.ts";
import { emptyHint, missingSpaceHint, wordWithColon } from "./hints.ts";
import { syntaxProblem } from "./yaml-problems.ts";
import { plainValue, taggedValue } from "./yaml-scalars.ts";

type Yaml = ParsedNode | null;

interface Walk {
  readonly file: string;
  readonly text: string;
  readonly lines: LineCounter;
  readonly report: Report;
  /** Where the walk is: grows and shrinks with it. */
  readonly path: (string | number)[];
  /** The newest node of each anchor so far; "open" while it is being read. */
  readonly anchors: Map<string, Node | "open">;
  /** How large a node is with its aliases written out. */
  readonly sizeOf: (node: Node) => Size;
  /** The nodes that have one of the tags. */
  readonly tags: Map<Node, Tag>;
}

/** The text is broken beyond the document's node at hand: reported already. */
class Stop extends Error {}

/**
 * The file's documents that say something, in order. What is wrong is reported (`yaml-*`, `too-deep`, `empty-file`,
 * `not-a-mapping`), and a document that is wrong as a whole is left out.
 */
export function parseYaml(file: string, text: string, report: Report): readonly MapNode[] {
  const lines = new LineCounter();
  const documents = documentsOf(file, text, lines, report);
  if (documents === undefined) return [];
  const trees: MapNode[] = [];
  let empty = true;
  for (const document of documents) {
    const walk: Walk = { file, text, lines, report, path: [], anchors: new Map(), sizeOf: counter(), tags: new Map() };
    const tree = treeOf(document, walk);
    empty &&= tree === undefined;
    if (tree !== undefined && tree !== "broken") trees.push(tree);
  }
  if (empty) fail(report, "empty-file", "the file is empty", { place: { file, line: 1, column: 1 }, hint: emptyHint });
  return trees;
}

function documentsOf(file: string, text: string, lines: LineCounter, report: Report): Document.Parsed[] | undefined {
  try {
    const documents = parseAllDocuments(text, {
      lineCounter: lines,
      schema: "failsafe",
      resolveKnownTags: false,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: "silent",
    });
    return "empty" in documents ? [] : (documents as Document.Parsed[]);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    tooDeep(file, report);
    return undefined;
  }
}

/** Deeper than the parser's own stack: where, it cannot say. */
function tooDeep(file: string, report: Report): void {
  fail(report, "too-deep", `the file is nested more than ${maxDepth} levels deep`, {
    place: { file, line: 1, column: 1 },
  });
}

/** undefined: an empty document. */
function treeOf(document: Document.Parsed, walk: Walk): MapNode | "broken" | undefined {
  const error = document.errors[0];
  if (error?.code === "RESOURCE_EXHAUSTION") {
    tooDeep(walk.file, walk.report);
    return "broken";
  }
  if (error !== undefined) {
    const { message, hint, at } = syntaxProblem(document, error, walk.text);
    fail(walk.report, "yaml-syntax", message, { place: placeAt(walk, at, at + 1), hint });
    return "broken";
  }
  try {
    const root = convert(document.contents, walk);
    if (root.kind === "map") return root;
    if (root.kind === "scalar" && root.value === null) return undefined;
    const key = root.kind === "scalar" && typeof root.value === "string" ? wordWithColon(root.value) : undefined;
    fail(walk.report, "not-a-mapping", `the file must be a mapping, but is ${shown(root)}`, {
      place: root.place,
      hint: key === undefined ? "it starts with keys such as `services:`" : missingSpaceHint(key),
    });
    return "broken";
  } catch (error) {
    if (error instanceof Stop) return "broken";
    throw error;
  }
}

/** What stands at a key or index of the value at hand. */
function convertBelow(yaml: Yaml, key: string | number, walk: Walk): Node {
  walk.path.push(key);
  const node = convert(yaml, walk);
  walk.path.pop();
  return node;
}

function convert(yaml: Yaml, walk: Walk): Node {
  if (walk.path.length > maxDepth) stop(walk, "too-deep", `nested more than ${maxDepth} levels deep`, yaml);
  if (isAlias(yaml)) return resolveAlias(yaml, walk);
  const anchor = (isScalar(yaml) || isMap(yaml) || isSeq(yaml)) && yaml.anchor;
  if (anchor) walk.anchors.set(anchor, "open");
  const node = isMap(yaml)
    ? mapNode(yaml, walk)
    : isSeq(yaml)
      ? listNode(yaml, walk)
      : scalarNode(yaml as Scalar.Parsed | null, walk);
  if (anchor) walk.anchors.set(anchor, node);
  readTag(yaml?.tag, node, walk);
  return node;
}

const tags: ReadonlyMap<string, Tag> = new Map([
  ["!override", "override"],
  ["!reset", "reset"],
]);

function readTag(name: string | undefined, node: Node, walk: Walk): void {
  if (name === undefined || name === "!" || name.startsWith("tag:yaml.org,2002:")) return;
  const tag = tags.get(name);
  if (tag !== undefined) walk.tags.set(node, tag);
  else
    warn(walk.report, "yaml-unknown-tag", `unknown tag ${shortened(name)}; it is ignored`, {
      path: walk.path,
      place: node.place,
      hint: "the known tags are !reset and !override; put text that starts with ! in quotes",
    });
}

function resolveAlias(yaml: Alias, walk: Walk): Node {
  const node = walk.anchors.get(yaml.source);
  if (node !== undefined && node !== "open") return node;
  const inside = node === "open";
  const what = inside ? `*${yaml.source} refers to itself` : `anchor &${yaml.source} is not defined before this line`;
  const hint = inside ? "an alias cannot be part of its own anchor" : "anchors work only within one file";
  return stop(walk, "yaml-unknown-anchor", what, yaml as unknown as ParsedNode, hint);
}

function scalarNode(yaml: Scalar.Parsed | null, walk: Walk): Node {
  const place = placeOf(walk, yaml);
  if (yaml === null) return { kind: "scalar", place, value: null };
  const plain = yaml.type === "PLAIN";
  const source = String(yaml.value ?? "");
  const value = yaml.tag === undefined ? (plain ? plainValue(source) : source) : taggedValue(yaml.tag, source, plain);
  if (value === undefined)
    fail(walk.report, "yaml-syntax", `${JSON.stringify(source)} does not match its tag`, { path: walk.path, place });
  return { kind: "scalar", place, value: value ?? null };
}

function listNode(yaml: YAMLSeq.Parsed, walk: Walk): Node {
  const items = yaml.items
    .map((item, index) => convertBelow(item, index, walk))
    .filter((item) => walk.tags.get(item) !== "reset");
  return counted({ kind: "list", place: placeOf(walk, yaml), items }, yaml, walk);
}

function mapNode(yaml: YAMLMap.Parsed, walk: Walk): Node {
  const own = new Map<string, Entry>();
  let merged: readonly MapNode[] = [];
  let mergePlace: Place | undefined;
  for (const pair of yaml.items) {
    if (isMergeKey(pair.key)) {
      const keyPlace = placeOf(walk, pair.key);
      if (mergePlace !== undefined) repeated("<<", keyPlace, mergePlace, walk.path, walk);
      mergePlace = keyPlace;
      merged = mergeSources(convert(pair.value, walk), keyPlace, walk);
      continue;
    }
    const keyNode = convertBelow(pair.key, "?", walk);
    const keyPlace = isAlias(pair.key) ? placeOf(walk, pair.key) : keyNode.place;
    const key = keyText(keyNode, pair.key, keyPlace, walk);
    // `{ a }`: what is not there has no place.
    const value = pair.value === null ? made(null, keyPlace) : convertBelow(pair.value, key ?? "?", walk);
    const earlier = key === undefined ? undefined : own.get(key);
    if (key !== undefined && earlier !== undefined)
      repeated(key, keyPlace, earlier.keyPlace, [...walk.path, key], walk);
    else if (key !== undefined) own.set(key, entryOf(keyPlace, value, walk.tags.get(value)));
  }
  const entries = merged.length === 0 ? own : new Map(own);
  for (const source of merged)
    for (const [key, entry] of source.entries) if (!entries.has(key)) entries.set(key, entry);
  return counted({ kind: "map", place: placeOf(walk, yaml), entries }, yaml, walk);
}

const entryOf = (keyPlace: Place, value: Node, tag: Tag | undefined): Entry =>
  tag === undefined ? { keyPlace, value } : { keyPlace, value: tag === "reset" ? made(null, value.place) : value, tag };

/** The key `<<`, written plainly: what it holds is copied in. */
const isMergeKey = (key: Yaml): boolean =>
  isScalar(key) && key.value === "<<" && (key.type === "PLAIN" || key.tag === "tag:yaml.org,2002:merge");

function mergeSources(node: Node, place: Place, walk: Walk): readonly MapNode[] {
  const sources = node.kind === "list" ? node.items : [node];
  const maps = sources.filter((source) => source.kind === "map");
  if (maps.length < sources.length)
    fail(walk.report, "yaml-merge", "`<<` needs a mapping or a list of mappings", {
      path: walk.path,
      place,
      hint: "write `<<: *anchor` or `<<: [*first, *second]`",
    });
  return maps;
}

function repeated(key: string, place: Place, first: Place, path: Path, walk: Walk): void {
  fail(walk.report, "yaml-duplicate-key", `mapping key ${JSON.stringify(key)} already defined at line ${first.line}`, {
    path,
    place,
    hint: key === "<<" ? "write `<<: [*first, *second]`" : `remove one of them`,
  });
}

/** The key's text; undefined, and reported, for one that is not text. */
function keyText(node: Node, key: Yaml, place: Place, walk: Walk): string | undefined {
  if (node.kind === "scalar" && typeof node.value === "string") return node.value;
  fail(walk.report, "yaml-key-not-text", `a key must be a string, but is ${shown(node)}`, {
    path: walk.path,
    place,
    hint: node.kind === "scalar" ? `put quotes around it: "${isScalar(key) ? key.source : node.value}"` : undefined,
  });
  return undefined;
}

/** Stops at the first node that is too large. What the file itself says is never too much. */
function counted(node: Node, yaml: Yaml, walk: Walk): Node {
  const limit = { ...most, characters: Math.max(most.characters, walk.text.length) };
  const wrong = excess(walk.sizeOf(node), limit);
  if (wrong !== undefined) stop(walk, "yaml-too-large", `with its aliases expanded this holds ${wrong}`, yaml);
  return node;
}

function stop(
  walk: Walk,
  code: "too-deep" | "yaml-too-large" | "yaml-unknown-anchor",
  message: string,
  yaml: Yaml,
  hint?: string,
): never {
  fail(walk.report, code, message, { place: placeOf(walk, yaml), hint });
  throw new Stop();
}

function placeOf(walk: Walk, yaml: Yaml): Place {
  const [start, end] = yaml?.range ?? [0, 0];
  return placeAt(walk, start, end);
}

/** From `start` to `end`, or to the end of the first line of it. */
function placeAt(walk: Walk, start: number, end: number): Place {
  const { line, col } = walk.lines.linePos(start);
  const nextLine = walk.lines.lineStarts[line] ?? walk.text.length + 1;
  const last = Math.max(start, Math.min(end, nextLine - 1));
  const shownEnd = walk.text[last - 1] === "\r" ? last - 1 : last;
  return { file: walk.file, line, column: col, endColumn: col + Math.max(1, shownEnd - start) };
}
