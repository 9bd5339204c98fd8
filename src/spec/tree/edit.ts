/** Making new nodes of old ones. Every node made here stands at the place of the one it was made from. */
import type { Place } from "../../core/diagnostics.ts";
import type { Entry, ListNode, MapNode, Node, Path, ScalarNode } from "./tree.ts";

export type ScalarValue = ScalarNode["value"];

/** A scalar at the place of `from`, which also hands on what went into it and what it replaced. */
export function scalar(value: ScalarValue, from: Node): ScalarNode {
  if (from.kind === "scalar") return { ...from, value };
  return { kind: "scalar", place: from.place, value };
}

/** The later value, which remembers the earlier one where both are scalars. */
export const overwriting = (later: Node, earlier: Node | undefined): Node =>
  later.kind === "scalar" && earlier?.kind === "scalar" && later !== earlier ? { ...later, replaced: earlier } : later;

/** A scalar that no text in a file stands for. */
export const made = (value: ScalarValue, place: Place): ScalarNode => ({ kind: "scalar", place, value });

export const entry = (value: Node, keyPlace: Place = value.place): Entry => ({ keyPlace, value });

export function mapOf(entries: Iterable<readonly [string, Entry]>, place: Place): MapNode {
  return { kind: "map", place, entries: new Map(entries) };
}

/** A mapping of nodes at one place; undefined ones are left out. */
export function fields(place: Place, values: Readonly<Record<string, Node | undefined>>): MapNode {
  const entries = new Map<string, Entry>();
  for (const key of Object.keys(values)) {
    const value = values[key];
    if (value !== undefined) entries.set(key, entry(value));
  }
  return { kind: "map", place, entries };
}

export const listOf = (items: readonly Node[], place: Place): ListNode => ({ kind: "list", place, items });

export const get = (node: Node | undefined, key: string): Node | undefined =>
  node?.kind === "map" ? node.entries.get(key)?.value : undefined;

export const at = (node: Node | undefined, ...keys: readonly string[]): Node | undefined => keys.reduce(get, node);

/** The entries of a mapping; none of anything else. */
export const entriesOf = (node: Node | undefined): ReadonlyMap<string, Entry> =>
  node?.kind === "map" ? node.entries : noEntries;

export const itemsOf = (node: Node | undefined): readonly Node[] => (node?.kind === "list" ? node.items : noItems);

const noEntries: ReadonlyMap<string, Entry> = new Map();
const noItems: readonly Node[] = [];

export const isNull = (node: Node | undefined): boolean => node?.kind === "scalar" && node.value === null;

/** The text of a scalar that is text. */
export const textOf = (node: Node | undefined): string | undefined =>
  node?.kind === "scalar" && typeof node.value === "string" ? node.value : undefined;

/** The variables of the included project that a value came with; undefined: those of the whole project. */
export const scopeOf = (node: Node | undefined): ScalarNode["scope"] =>
  node?.kind === "scalar" ? node.scope : undefined;

/**
 * The mapping with other, more or (undefined) fewer entries; a new key takes the place of its value. The same mapping where
 * nothing changed.
 */
export function withEntries(map: MapNode, changes: readonly (readonly [string, Node | undefined])[]): MapNode {
  let entries: Map<string, Entry> | undefined;
  for (const [key, value] of changes) {
    const old = map.entries.get(key);
    if (value === old?.value && old?.tag === undefined) continue;
    entries ??= new Map(map.entries);
    if (value === undefined) entries.delete(key);
    else entries.set(key, entry(value, old?.keyPlace));
  }
  return entries === undefined ? map : { kind: "map", place: map.place, entries };
}

/** Every value of a mapping through `change`; undefined removes the key. The same map where nothing changed. */
export function mapValues(map: MapNode, change: (value: Node, key: string, entry: Entry) => Node | undefined): MapNode {
  let entries: Map<string, Entry> | undefined;
  for (const [key, old] of map.entries) {
    const value = change(old.value, key, old);
    if (value === old.value) continue;
    entries ??= new Map(map.entries);
    if (value === undefined) entries.delete(key);
    else entries.set(key, { ...old, value });
  }
  return entries === undefined ? map : { kind: "map", place: map.place, entries };
}

/** Every item of a list through `change`; undefined removes it. The same list where nothing changed. */
export function mapItems(list: ListNode, change: (item: Node, index: number) => Node | undefined): ListNode {
  let items: Node[] | undefined;
  list.items.forEach((old, index) => {
    const item = change(old, index);
    if (item !== old) items ??= list.items.slice(0, index);
    if (item !== undefined) items?.push(item);
  });
  return items === undefined ? list : listOf(items, list.place);
}

/** One part of the tree through `change`, at `path`; a tree without that part stays as it is. */
export function update(root: MapNode, path: Path, change: (node: MapNode) => MapNode): MapNode {
  const [head, ...rest] = path;
  if (head === undefined) return change(root);
  const child = get(root, String(head));
  if (child?.kind !== "map") return root;
  return withEntries(root, [[String(head), update(child, rest, change)]]);
}
