/** Short forms of devices, and of requests for devices. */

import { fields, get, isNull, listOf, made, scalar, textOf, withEntries } from "../tree/edit.ts";
import type { Report } from "../tree/report.ts";
import type { Node, Path } from "../tree/tree.ts";
import { scalarText, wrong } from "./canonical-values.ts";

/** `/dev/a[:/dev/b[:rwm]]`, or the name of a CDI device. The target is the source where nothing else is said. */
export function device(node: Node, path: Path, report: Report): Node | undefined {
  if (node.kind === "map") return get(node, "target") ? node : withEntries(node, [["target", get(node, "source")]]);
  const [source = "", target = "", permissions = "rwm", ...more] = (textOf(node) ?? "").split(":");
  if (source === "" || more.length > 0)
    return wrong(node, "is not a valid device", "write it as /dev/a, /dev/a:/dev/b or /dev/a:/dev/b:rw", path, report);
  return fields(node.place, {
    source: scalar(source, node),
    target: scalar(target || source, node),
    permissions: scalar(permissions, node),
  });
}

/** `all` is one request for all. */
export const gpus = (node: Node): Node =>
  node.kind === "scalar" && !isNull(node) ? listOf([fields(node.place, {})], node.place) : node;

/** Without a number and without names, all are meant. */
export function deviceRequest(node: Node): Node {
  if (node.kind !== "map" || get(node, "count") || get(node, "device_ids")) return node;
  return withEntries(node, [["count", made(-1n, node.place)]]);
}

/** `all` is -1. */
export function deviceCount(node: Node, path: Path, report: Report): Node | undefined {
  if (node.kind !== "scalar" || isNull(node)) return undefined;
  const text = scalarText(node.value).toLowerCase();
  if (text === "all") return scalar(-1n, node);
  return /^-?\d+$/.test(text) && Number.isSafeInteger(Number(text))
    ? scalar(BigInt(text), node)
    : wrong(node, "is not a valid number of devices", "write a whole number or `all`", path, report);
}
