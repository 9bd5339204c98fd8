/** Reading values of a finished node: each gives what the field of the typed project takes. Empty text counts as absent. */

import { entriesOf, get, itemsOf, type ScalarValue } from "../tree/edit.ts";
import type { Node } from "../tree/tree.ts";
import { parseDuration } from "../values/duration.ts";
import { scalarText } from "./canonical-values.ts";

export function text(node: Node | undefined, key: string): string | undefined {
  const value = get(node, key);
  return value?.kind === "scalar" && value.value !== null ? scalarText(value.value) || undefined : undefined;
}

/** Bytes and counts; undefined where nothing is written. */
export function count(node: Node | undefined, key: string): number | undefined {
  const value = text(node, key);
  return value === undefined ? undefined : Number(value);
}

/** As `count`; zero is the same as nothing. */
export const amount = (node: Node | undefined, key: string): number | undefined => count(node, key) || undefined;

/** Nanoseconds. */
export function nanoseconds(node: Node | undefined, key: string): number | undefined {
  const value = text(node, key);
  return value === undefined ? undefined : parseDuration(value);
}

export function flagOf(node: Node | undefined, key: string): boolean | undefined {
  const value = get(node, key);
  return value?.kind === "scalar" && typeof value.value === "boolean" ? value.value : undefined;
}

export const flag = (node: Node | undefined, key: string): boolean => flagOf(node, key) ?? false;

export const texts = (node: Node | undefined): readonly string[] =>
  itemsOf(node).flatMap((item) => (item.kind === "scalar" ? [scalarText(item.value)] : []));

export const textsByKey = (node: Node | undefined): Readonly<Record<string, string>> =>
  valuesByKey(node, (value) => scalarText(value));

/** The scalars of a mapping, read. */
export function valuesByKey<Value>(
  node: Node | undefined,
  read: (value: ScalarValue) => Value,
): Readonly<Record<string, Value>> {
  const values: [string, Value][] = [];
  for (const [key, { value }] of entriesOf(node)) if (value.kind === "scalar") values.push([key, read(value.value)]);
  return Object.fromEntries(values);
}
