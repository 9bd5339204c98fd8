/** Text → trees, one for each YAML document of a file: the package `yaml` is loaded only for what the plain reader does not read. */
import type { Report } from "../tree/report.ts";
import type { MapNode } from "../tree/tree.ts";
import { readPlain } from "./plain-reader.ts";

/** The file's documents that say something, in order. What is wrong is reported. */
export async function parse(file: string, text: string, report: Report): Promise<readonly MapNode[]> {
  const tree = readPlain(file, text);
  if (tree !== undefined) return [tree];
  const { parseYaml } = await import("./parse-yaml.ts");
  return parseYaml(file, text, report);
}
