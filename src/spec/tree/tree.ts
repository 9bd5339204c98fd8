/**
 * The tree that the loader's stages work on: YAML values with their places. A value keeps its place through
 * interpolation and merging because the place travels in the node; a stage returns new nodes and changes none.
 */
import type { Json } from "../../core/canonical-json.ts";
import type { Place } from "../../core/diagnostics.ts";

export type Node = MapNode | ListNode | ScalarNode;
export type Path = readonly (string | number)[];

export interface MapNode {
  readonly kind: "map";
  readonly place: Place;
  readonly entries: ReadonlyMap<string, Entry>;
}

export interface Entry {
  /** Where the key stands; the value has a place of its own. */
  readonly keyPlace: Place;
  readonly value: Node;
  /**
   * What an earlier value of the key becomes: `override` is written over it, `reset` takes it away and says nothing itself
   * (its value is null). Gone after reset.ts.
   */
  readonly tag?: Tag;
}

export type Tag = "override" | "reset";

export interface ListNode {
  readonly kind: "list";
  readonly place: Place;
  readonly items: readonly Node[];
}

export interface ScalarNode {
  readonly kind: "scalar";
  readonly place: Place;
  readonly value: string | number | bigint | boolean | null;
  /** Variables that interpolation put into it: its value is then never quoted in a message. */
  readonly variables?: readonly string[];
  /** It names a variable, or a file that may: of the included project that it came with, whose variables these are. */
  readonly scope?: ReadonlyMap<string, string>;
  /** It was read from an env file or label file. */
  readonly fromValuesFile?: boolean;
  /** The value that stood here before this one was written over it. */
  readonly replaced?: ScalarNode;
}

/** The tree as plain values, for validation and printing. */
export function plain(node: Node): Json {
  switch (node.kind) {
    case "map":
      return Object.fromEntries(Array.from(node.entries, ([key, entry]) => [key, plain(entry.value)]));
    case "list":
      return node.items.map(plain);
    case "scalar":
      return typeof node.value === "bigint" ? Number(node.value) : node.value;
  }
}

/** The node at a path, or the nearest one above it that exists. */
export function nearest(
  root: Node,
  path: Path,
): { readonly node: Node; readonly keyPlace?: Place; readonly exact: boolean } {
  let node = root;
  let keyPlace: Place | undefined;
  for (const part of path) {
    const entry = node.kind === "map" ? node.entries.get(String(part)) : undefined;
    const next = entry?.value ?? (node.kind === "list" ? node.items[Number(part)] : undefined);
    if (next === undefined) return { node, ...(keyPlace && { keyPlace }), exact: false };
    keyPlace = entry?.keyPlace;
    node = next;
  }
  return { node, ...(keyPlace && { keyPlace }), exact: true };
}

/** `services.web.ports[0]` */
export const pathText = (path: Path): string =>
  path.map((part, i) => (typeof part === "number" ? `[${part}]` : i === 0 ? part : `.${part}`)).join("");
