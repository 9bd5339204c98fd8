/** Configs and secrets in a service: what is said of owner and mode has no effect on a file that is mounted. */
import { text } from "../canonical/node-values.ts";
import { at, entriesOf, get, itemsOf } from "../tree/edit.ts";
import { warn } from "../tree/report.ts";
import type { ServiceRule } from "./check-input.ts";

const noun = { configs: "config", secrets: "secret" } as const;

export const grantsAsMounted: ServiceRule = (service, { tree, report }) => {
  for (const section of ["configs", "secrets"] as const)
    for (const [index, grant] of itemsOf(get(service.node, section)).entries()) {
      const source = text(grant, "source");
      if (source === undefined || text(at(tree, section, source), "file") === undefined) continue;
      for (const attribute of ["uid", "gid", "mode"]) {
        const entry = entriesOf(grant).get(attribute);
        if (entry === undefined) continue;
        warn(report, "ignored-attribute", `\`${section}.${attribute}\` has no effect on a file and is ignored`, {
          path: [...service.path, section, index, attribute],
          place: entry.keyPlace,
          hint: `the ${noun[section]} is mounted and keeps what the file has on the host`,
        });
      }
    }
};
