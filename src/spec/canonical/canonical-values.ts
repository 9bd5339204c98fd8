/** Single values in the one form that the model is printed in: sizes as digits, durations as `1m30s`, numbers as text. */

import { parseBytes } from "../../core/bytes.ts";
import { numberText } from "../read/yaml-scalars.ts";
import { type ScalarValue, scalar } from "../tree/edit.ts";
import { fail, type Report, shown, warn } from "../tree/report.ts";
import type { Node, Path, ScalarNode } from "../tree/tree.ts";
import { durationText, parseDuration } from "../values/duration.ts";
import { oddCharacterHint } from "../values/odd-characters.ts";

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

/** The engine keeps sizes, durations and counts in 64 bits. */
const limit = 2 ** 63;
const fits = (value: number | bigint): boolean => value > -limit && value < limit;

/** Zero is the same as nothing. */
export function bytes(node: Node, path: Path, report: Report): Node | undefined {
  if (node.kind !== "scalar" || node.value === null) return undefined;
  const size = parseBytes(scalarText(node.value));
  if (size === undefined) return wrong(node, "is not a valid size", "write it as 64m, 1.5g or 1024", path, report);
  if (!fits(size)) return wrong(node, "is too large", "a size must be less than 8192p", path, report);
  return size === 0 ? undefined : scalar(String(BigInt(size)), node);
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
  if (length === undefined)
    return wrong(node, "is not a valid duration", "write it as 90s, 1m30s or 500ms", path, report);
  if (!fits(length)) return wrong(node, "is too long", "a duration can be up to 292 years (2562047h)", path, report);
  return scalar(durationText(length), node);
}

/** A duration for which zero is the same as nothing. */
export function durationUnlessZero(node: Node, path: Path, report: Report): Node | undefined {
  const length = duration(node, path, report);
  return length?.kind === "scalar" && length.value === "0s" ? undefined : length;
}

/** A number, also where it is written as text. */
export function number(node: Node, path: Path, report: Report): Node | undefined {
  if (node.kind !== "scalar" || node.value === null) return undefined;
  const read = numberIn(node.value);
  if (read === undefined || Number.isNaN(read)) return wrong(node, "is not a number", undefined, path, report);
  if (!fits(read)) return wrong(node, "is out of range", "it does not fit into 64 bits", path, report);
  return read === node.value ? node : scalar(read, node);
}

function numberIn(value: ScalarValue): number | bigint | undefined {
  if (typeof value === "number" || typeof value === "bigint") return value;
  const text = scalarText(value);
  return /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

/** A number of CPUs: the engine counts billionths. */
export function cpus(node: Node, path: Path, report: Report): Node | undefined {
  const read = singlePrecision(node, path, report);
  return read?.kind === "scalar" && !fits(Number(read.value) * 1e9)
    ? wrong(node, "is out of range", "write a number of CPUs such as 0.5 or 2", path, report)
    : read;
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

const mostMode = 0o7777;

/** A file's mode as `0440`. A number is meant as it is (YAML reads `0440` as octal), text is octal. */
export function fileMode(node: Node, path: Path, report: Report): Node | undefined {
  if (node.kind !== "scalar" || node.value === null) return undefined;
  const text = scalarText(node.value);
  const octal = typeof node.value === "string" ? text : Number(text).toString(8);
  if (!/^[0-7]+$/.test(octal) || Number.parseInt(octal, 8) > mostMode)
    return wrong(node, "is not a valid file mode", 'write it in octal, such as "0440"', path, report);
  warnOfDecimal(node, path, report);
  return scalar(`0${octal.replace(/^0+/, "")}`, node);
}

/** A mode as a number, which stays one. */
export function modeNumber(node: Node, path: Path, report: Report): Node | undefined {
  const read = whole(node, path, report);
  if (read?.kind !== "scalar" || node.kind !== "scalar") return read;
  if (Number(read.value) > mostMode)
    return wrong(node, "is not a valid file mode", "write it in octal, such as 01777", path, report);
  warnOfDecimal(node, path, report);
  return read;
}

/** `mode: 1777` has the digits of a usual mode, and is decimal: as octal, others get no right that the owner lacks. */
function warnOfDecimal(node: ScalarNode, path: Path, report: Report): void {
  if (typeof node.value === "string") return;
  const [, owner, group, others] = /^[0-7]?([467])([0-7])([0-7])$/.exec(scalarText(node.value)) ?? [];
  if (owner === undefined || Number(group) & ~Number(owner) || Number(others) & ~Number(group)) return;
  const octal = Number(node.value).toString(8);
  warn(report, "invalid-value", `${shown(node)} is a decimal number: as a file mode it means 0${octal}`, {
    path,
    place: node.place,
    hint: `for the mode ${shown(node)} write 0${shown(node)}`,
  });
}

export function wrong(node: Node, what: string, hint: string | undefined, path: Path, report: Report): undefined {
  const odd = node.kind === "scalar" && node.variables === undefined ? oddCharacterHint(String(node.value)) : undefined;
  fail(report, "invalid-value", `${shown(node)} ${what}`, { path, place: node.place, hint: odd ?? hint });
}
