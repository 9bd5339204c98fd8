/**
 * Holds a tree against the schema of the Compose file: unknown keys, wrong types and values, and what becomes of
 * each attribute. Short forms may still stand in the tree; what they mean, and rules between attributes, come later.
 */
import { byPlace, type Diagnostic } from "../../core/diagnostics.ts";
import { validateCompose } from "../generated/compose-validator.js";
import { type MapNode, plain } from "../tree/tree.ts";
import { complaints } from "./schema-errors.ts";
import { verdicts } from "./schema-verdicts.ts";

/**
 * All that the schema says of a merged tree, after interpolation and casts; in the order of the file.
 * Codes: `unknown-key`, `wrong-type`, `invalid-value`; as warnings `ignored-attribute`, `obsolete-attribute`.
 */
export function validate(tree: MapNode): Diagnostic[] {
  const errors = validateCompose(plain(tree)) ? [] : (validateCompose.errors ?? []);
  return [...complaints(tree, errors), ...verdicts(tree)].sort(byPlace);
}
