/** What is mounted: options that the mount has no use for, or that the engine has no way to be told together. */
import { takesLabel } from "../bind/bind-mounts.ts";
import { text } from "../canonical/node-values.ts";
import { entriesOf, get, itemsOf } from "../tree/edit.ts";
import { warn } from "../tree/report.ts";
import type { ServiceRule } from "./check-input.ts";

/** The engine takes the one as text and the other as data, and a mount is either. */
const labelOrRecursion: ServiceRule = (service, { report }) => {
  for (const [index, mount] of itemsOf(get(service.node, "volumes")).entries()) {
    const details = get(mount, "bind");
    const entry = entriesOf(details).get("selinux");
    if (entry === undefined || text(details, "selinux") === undefined || text(details, "recursive") === undefined)
      continue;
    warn(report, "ignored-attribute", "`volumes.bind.selinux` has no effect together with `recursive`; it is ignored", {
      path: [...service.path, "volumes", index, "bind", "selinux"],
      place: entry.keyPlace,
      hint: "remove one of them",
    });
  }
};

/** Each type of mount has a mapping of its own for its options. */
const kinds = ["bind", "volume", "tmpfs", "image"] as const;

/** Options of another type, which the short syntax can say too: `data:/data:rslave`. The one that has a use is a volume's label. */
const optionsOfOtherTypes: ServiceRule = (service, { report }) => {
  for (const [index, mount] of itemsOf(get(service.node, "volumes")).entries()) {
    const type = text(mount, "type");
    for (const kind of kinds) {
      if (kind === type) continue;
      for (const [option, { keyPlace }] of entriesOf(get(mount, kind))) {
        const hasUse = type === "volume" && kind === "bind" && option === "selinux" && takesLabel(mount);
        if (hasUse || option.startsWith("x-")) continue;
        warn(report, "ignored-attribute", `\`${kind}.${option}\` has no effect on a ${type} mount and is ignored`, {
          path: [...service.path, "volumes", index, kind, option],
          place: keyPlace,
          hint: "remove it",
        });
      }
    }
  }
};

export const mountRules: readonly ServiceRule[] = [labelOrRecursion, optionsOfOtherTypes];
