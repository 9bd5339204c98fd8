/** A service's label_file entries, read into its labels in the dialect of env files: what the file itself says under `labels` wins. */

import { get, itemsOf, scopeOf, withEntries } from "../tree/edit.ts";
import type { MapNode } from "../tree/tree.ts";
import { type DotenvValue, readDotenv } from "../variables/dotenv.ts";
import { beneath, valuesText } from "./env-files.ts";
import type { Tools } from "./tools.ts";

/**
 * The service with its label files' labels among its own. A variable in one means an earlier label, and in an included project one of
 * its variables, too.
 */
export async function withLabelFiles(name: string, service: MapNode, tools: Tools): Promise<MapNode> {
  const { report, unset } = tools;
  const read = new Map<string, DotenvValue>();
  for (const [index, node] of itemsOf(get(service, "label_file")).entries()) {
    const text = await valuesText(node, ["services", name, "label_file", index], false, "label file", tools);
    const lookup = (variable: string): string | undefined => scopeOf(node)?.get(variable);
    if (text !== undefined) readDotenv(text.path, text.content, { lookup, report, onUnset: unset.inEnvFile }, read);
  }
  return withEntries(service, [["labels", beneath(get(service, "labels"), read, service)]]);
}
