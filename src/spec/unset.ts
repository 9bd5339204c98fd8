/** Variables that were used and had no value: one warning for each name, at the first place that used it. */
import type { Place } from "../core/diagnostics.ts";
import { type Report, warn } from "./report.ts";
import type { Path } from "./tree.ts";

export interface UnsetVariables {
  readonly add: (name: string, place: Place, path?: Path) => void;
}

export function unsetVariables(report: Report): UnsetVariables {
  const told = new Set<string>();
  return {
    add: (name, place, path) => {
      if (told.has(name)) return;
      told.add(name);
      warn(report, "variable-unset", `the variable ${name} is not set; it counts as empty`, {
        path,
        place,
        hint: `set it, or give it a default: \${${name}:-default}`,
      });
    },
  };
}
