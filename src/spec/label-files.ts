/** A service's label_file entries, read into its labels in the dialect of env files: what the file itself says under `labels` wins. */
import { type DotenvValue, readDotenv } from "./dotenv.ts";
import { entriesOf, entry, get, itemsOf, made, mapOf, textOf, withEntries } from "./edit.ts";
import type { World } from "./load-request.ts";
import { readText } from "./read.ts";
import { type Report, shown } from "./report.ts";
import type { MapNode } from "./tree.ts";
import type { UnsetVariables } from "./unset.ts";

/** The service with its label files resolved, and without `label_file`. A variable in one means an earlier label. */
export async function withLabelFiles(
  name: string,
  service: MapNode,
  world: World,
  report: Report,
  unset: UnsetVariables,
): Promise<MapNode> {
  const read = new Map<string, DotenvValue>();
  for (const [index, node] of itemsOf(get(service, "label_file")).entries()) {
    const file = textOf(node);
    if (file === undefined) continue;
    const text = await readText(file, "label file", world, report, {
      path: ["services", name, "label_file", index],
      place: node.place,
      ...(node.kind === "scalar" && node.variables && { named: `named by ${shown(node)}` }),
    });
    if (text !== undefined) readDotenv(file, text, { lookup: () => undefined, report, onUnset: unset.add }, read);
  }
  const labels = get(service, "labels");
  const fromFiles = [...read].map(([key, { value, place }]) => [key, entry(made(value, place))] as const);
  return withEntries(service, [
    ["label_file", undefined],
    ["labels", read.size === 0 ? labels : mapOf([...fromFiles, ...entriesOf(labels)], labels?.place ?? service.place)],
  ]);
}
