/** What several parts of a service are bound with. */

import { count } from "../canonical/node-values.ts";
import { entriesOf } from "../tree/edit.ts";
import type { Node } from "../tree/tree.ts";

export const ulimits = (
  node: Node | undefined,
): readonly { readonly name: string; readonly soft: number; readonly hard: number }[] =>
  [...entriesOf(node)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { value }]) => {
      const single = value.kind === "scalar" ? Number(value.value) : 0;
      return { name, soft: count(value, "soft") ?? single, hard: count(value, "hard") ?? single };
    });
