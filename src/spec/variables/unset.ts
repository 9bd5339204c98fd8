/**
 * What became of variables: one warning for each name that was used and had no value, at the first place that used it; and where
 * env files set the others.
 */
import type { Place } from "../../core/diagnostics.ts";
import { type Report, warn } from "../tree/report.ts";
import type { Path } from "../tree/tree.ts";
import { literalDollar } from "./dotenv.ts";

export interface UnsetVariables {
  readonly add: (name: string, place: Place, path?: Path) => void;
  /** The value of a variable in an env file has one that is not set. Its name may be a part of a password. */
  readonly inEnvFile: (key: string, place: Place) => void;
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
      warn(report, "variable-unset", `the "${name}" variable is not set. Defaulting to a blank string`, {
        path,
        place,
        hint: `set it, or give it a default: \${${name}:-default}`,
      });
    },
    inEnvFile: (key, place) => {
      const where = `${place.file}:${place.line}`;
      if (told.has(where)) return;
      told.add(where);
      warn(report, "variable-unset", `the value of ${key} contains a variable that is not set`, {
        place,
        hint: literalDollar,
      });
    },
  };
}
