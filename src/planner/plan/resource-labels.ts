/** Labels by which the project's resources are known, and JSON as its hashes are made of. */
import { jsonText, type OrderedMap } from "../../core/ordered-json.ts";
import { composeVersion, labels } from "../../engine/labels.ts";

/** What containers, networks and volumes have in common. */
export const projectLabels = (project: string): Record<string, string> => ({
  [labels.project]: project,
  [labels.version]: composeVersion,
});

/**
 * JSON as Go writes it: keys in the given order, and `<`, `>`, `&` and the two line separators escaped.
 */
export const goJson = (value: OrderedMap, indent = 0): string =>
  jsonText(value, indent).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
