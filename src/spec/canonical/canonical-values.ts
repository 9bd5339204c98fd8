/** Single values in the one form that the model is printed in: sizes as digits, durations as `1m30s`, numbers as text. */

import { numberText } from "../read/yaml-scalars.ts";
import { type ScalarValue, scalar } from "../tree/edit.ts";
import { fail, type Report, shown } from "../tree/report.ts";
import type { Node, Path } from "../tree/tree.ts";
import { parseBytes } from "../values/bytes.ts";
import { durationText, parseDuration } from "../values/duration.ts";

/** A scalar as text; undefined for a list or mapping. Null is no text. */
export function scalarText(value: ScalarValue): string {
  if (value === null) return "";
  return typeof value === "number" || typeof value === "bigint" ? numberText(value) : String(value);
}

/** Text; null stays null. */
export function textForm(node: Node): Node {
  if (node.kind !== "scalar" || node.value === null || typeof node.value === "string") return node;
  return scalar(scalarText(node.value), node);
}

/** Text; null is the empty one. */
export const textOrEmpty = (node: Node): Node =>
  node.kind === "scalar" && typeof node.value !== "string" ? scalar(scalarText(node.value), node) : node;

/** Zero is the same as nothing. */
export function bytes(node: Node, path: Path, report: Report): Node | undefined {
  if (node.kind !== "scalar" || node.value === null) return undefined;
  const size = parseBytes(scalarText(node.value));
  if (size !== undefined) return size === 0 ? undefined : scalar(String(size), node);
  return wrong(node, "is no size", "write it as 64m, 1.5g or 1024", path, report);
}

/** As `bytes`, though no size: the reference reads it as one. Zero says something. */
export function swappiness(node: Node, path: Path, report: Report): Node | undefined {
  return node.kind === "scalar" && node.value !== null && Number(scalarText(node.value)) === 0
    ? scalar(0n, node)
    : bytes(node, path, report);
}

export function duration(node: Node, path: Path, report: Report): Node | undefined {
  if (node.kind !== "scalar" || node.value === null) return undefined;
  const length = parseDuration(scalarText(node.value));
  if (length !== undefined) return scalar(durationText(length), node);
  return wrong(node, "is no duration", "write it as 90s, 1m30s or 500ms", path, report);
}

/** A duration for which zero is the same as nothing. */
export function durationUnlessZero(node: Node, path: Path, report: Report): Node | undefined {
  const length = duration(node, path, report);
  return length?.kind === "scalar" && length.value === "0s" ? undefined : length;
}

/** A number, also where it is written as text. */
export function number(node: Node, path: Path, report: Report): Node | undefined {
  if (node.kind !== "scalar" || node.value === null) return undefined;
  if (typeof node.value === "number" || typeof node.value === "bigint") return node;
  const text = scalarText(node.value);
  const value = /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  return Number.isNaN(value) ? wrong(node, "is no number", undefined, path, report) : scalar(value, node);
}

/** A number with the few digits that single precision keeps: that is what the model prints, and what is hashed. */
export function singlePrecision(node: Node, path: Path, report: Report): Node | undefined {
  const read = number(node, path, report);
  if (read?.kind !== "scalar" || read.value === null) return undefined;
  const single = Math.fround(Number(read.value));
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(single.toPrecision(digits));
    if (Math.fround(short) === single) return scalar(short, node);
  }
  return scalar(Number(single.toPrecision(9)), node);
}

/** A whole number; a fraction is cut off. */
export function whole(node: Node, path: Path, report: Report): Node | undefined {
  const read = number(node, path, report);
  return read?.kind === "scalar" && typeof read.value === "number" ? scalar(Math.trunc(read.value), node) : read;
}

/** A file's mode as `0440`. A number is meant as it is (YAML reads `0440` as octal), text is octal. */
export function fileMode(node: Node, path: Path, report: Report): Node | undefined {
  if (node.kind !== "scalar" || node.value === null) return undefined;
  const text = scalarText(node.value);
  const octal = typeof node.value === "string" ? text : Number(text).toString(8);
  if (/^[0-7]+$/.test(octal)) return scalar(`0${octal.replace(/^0+/, "")}`, node);
  return wrong(node, "is no file mode", 'write it as "0440"', path, report);
}

export function wrong(node: Node, what: string, hint: string | undefined, path: Path, report: Report): undefined {
  fail(report, "invalid-value", `${shown(node)} ${what}`, { path, place: node.place, hint });
}
