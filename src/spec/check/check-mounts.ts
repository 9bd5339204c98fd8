/** What is mounted: parts that the engine has no way to be told together. */
import { text } from "../canonical/node-values.ts";
import { entriesOf, get, itemsOf } from "../tree/edit.ts";
import { warn } from "../tree/report.ts";
import type { ServiceRule } from "./check-input.ts";

/** The engine takes the one as text and the other as data, and a mount is either. */
export const labelOrRecursion: ServiceRule = (service, { report }) => {
  for (const [index, mount] of itemsOf(get(service.node, "volumes")).entries()) {
    const details = get(mount, "bind");
    const entry = entriesOf(details).get("selinux");
    if (entry === undefined || text(details, "selinux") === undefined || text(details, "recursive") === undefined)
      continue;
    warn(report, "ignored-attribute", "`volumes.bind.selinux` has no effect beside `recursive` and is ignored", {
      path: [...service.path, "volumes", index, "bind", "selinux"],
      place: entry.keyPlace,
      hint: "remove one of them",
    });
  }
};
