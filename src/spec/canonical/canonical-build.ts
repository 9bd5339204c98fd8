/** Short forms that only `build` has. */

import { keyedMap } from "../short/keyed.ts";
import { entriesOf, isNull, itemsOf, listOf, scalar, textOf } from "../tree/edit.ts";
import type { Report } from "../tree/report.ts";
import type { Node, Path } from "../tree/tree.ts";
import { scalarText, wrong } from "./canonical-values.ts";

/** `name=context` lines by name; each has a context. */
export function contexts(node: Node, path: Path, report: Report): Node {
  for (const [index, item] of itemsOf(node).entries())
    if (textOf(item)?.includes("=") === false)
      wrong(item, "has no build context", "write it as name=./folder", [...path, index], report);
  return keyedMap(node);
}

/** Keys for the build, one a line, `id` or `id=path`, by id. Only the agent's `default` needs no path. */
export function sshKeys(node: Node, path: Path, report: Report): Node {
  const keys = new Map<string, Node>();
  const add = (id: string, file: string, from: Node): void => {
    keys.set(id, scalar(file === "" ? id : `${id}=${file}`, from));
  };
  for (const [id, { value }] of entriesOf(node))
    if (value.kind === "scalar") add(id, isNull(value) ? "" : scalarText(value.value), value);
  for (const [index, item] of itemsOf(node).entries()) {
    const [id = "", file = ""] = (textOf(item) ?? "").split(/=(.*)/s, 2);
    if (file === "" && id !== "default")
      wrong(item, "is not a valid SSH key", "write `default` or id=path", [...path, index], report);
    else add(id, file, item);
  }
  const byId = [...keys].sort(([a], [b]) => (a < b ? -1 : 1));
  return listOf(
    byId.map(([, line]) => line),
    node.place,
  );
}
