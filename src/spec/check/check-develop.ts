/** Rules about what is watched during development. */

import { text } from "../canonical/node-values.ts";
import { at, itemsOf } from "../tree/edit.ts";
import type { Path } from "../tree/tree.ts";
import { complain, type ServiceRule as Rule } from "./check-input.ts";

/** The actions that copy nothing into the container. */
const withoutTarget: ReadonlySet<string | undefined> = new Set(["rebuild", "restart"]);

const watchedPaths: Rule = (service, check) => {
  for (const [index, trigger] of itemsOf(at(service.node, "develop", "watch")).entries()) {
    const path: Path = ["develop", "watch", index];
    if (text(trigger, "path") === undefined)
      complain(check, service, "invalid-value", [...path, "path"], "a watched path cannot be empty");
    if (text(trigger, "target") === undefined && !withoutTarget.has(text(trigger, "action")))
      complain(
        check,
        service,
        "invalid-value",
        path,
        "this watch action needs a target",
        "add `target:` with a path in the container",
      );
  }
};

export const developRules: readonly Rule[] = [watchedPaths];
