/**
 * What became of variables: one warning for each name that was used and had no value, at the first place that used it; and where
 * env files set the others.
 */
import type { Place } from "../../core/diagnostics.ts";
import { type Report, warn } from "../tree/report.ts";
import type { Path } from "../tree/tree.ts";

export interface UnsetVariables {
  readonly add: (name: string, place: Place, path?: Path) => void;
  /** An env file sets the variable there, and nothing with more right does. */
  readonly isSet: (name: string, place: Place) => void;
  /** Where env files set the variable: several, where included projects have env files of their own. */
  readonly placesOf: (name: string) => readonly Place[];
}

export function unsetVariables(report: Report): UnsetVariables {
  const told = new Set<string>();
  const places = new Map<string, Place[]>();
  return {
    isSet: (name, place) => {
      const known = places.get(name) ?? [];
      places.set(name, [...known, place]);
    },
    placesOf: (name) => places.get(name) ?? [],
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
