/**
 * A service's env_file entries, read into its environment: what the file itself says under `environment` wins, null too. Label
 * files are read in the same way (label-files.ts).
 */

import {
  entriesOf,
  entry,
  get,
  isNull,
  itemsOf,
  made,
  mapOf,
  overwriting,
  scopeOf,
  textOf,
  withEntries,
} from "../tree/edit.ts";
import { fail, shown } from "../tree/report.ts";
import type { Entry, MapNode, Node, Path } from "../tree/tree.ts";
import { type DotenvValue, readDotenv } from "../variables/dotenv.ts";
import type { Variables } from "../variables/variables.ts";
import type { Tools } from "./tools.ts";

/** The service with its env files resolved, and without `env_file`. */
export async function withEnvFileValues(
  name: string,
  service: MapNode,
  variables: Variables,
  tools: Tools,
): Promise<MapNode> {
  const values = await environmentFiles(name, service, variables, tools);
  return withEntries(service, [
    ["env_file", undefined],
    ["environment", beneath(get(service, "environment"), values, service)],
  ]);
}

/** What is written, over the values that were read. */
export function beneath(
  written: Node | undefined,
  values: ReadonlyMap<string, DotenvValue>,
  service: MapNode,
): Node | undefined {
  if (values.size === 0) return written;
  const all = new Map<string, Entry>();
  for (const [key, { value, place }] of values) all.set(key, entry({ ...made(value, place), fromValuesFile: true }));
  for (const [key, own] of entriesOf(written))
    all.set(key, { ...own, value: overwriting(own.value, all.get(key)?.value) });
  return mapOf(all, written?.place ?? service.place);
}

async function environmentFiles(
  name: string,
  service: MapNode,
  variables: Variables,
  tools: Tools,
): Promise<ReadonlyMap<string, DotenvValue>> {
  const { report, unset } = tools;
  const environment = get(service, "environment");
  const read = new Map<string, DotenvValue>();
  for (const [index, file] of itemsOf(get(service, "env_file")).entries()) {
    const path: Path = ["services", name, "env_file", index];
    const format = get(file, "format");
    const known = format === undefined || isNull(format) || ["", "raw"].includes(textOf(format) ?? "?");
    if (!known)
      fail(report, "invalid-value", `invalid env file format ${shown(format)}`, {
        path: [...path, "format"],
        place: format.place,
      });
    const named = get(file, "path");
    const text = await valuesText(named, path, isOptional(file), "env file", tools);
    if (text === undefined || !known) continue;
    const own = scopeOf(named) ?? variables;
    const lookup = (variable: string) => own.get(variable) ?? textOf(get(environment, variable));
    if (textOf(format) === "raw") readRaw(text.path, text.content, own, read);
    else readDotenv(text.path, text.content, { lookup, report, onUnset: unset.inEnvFile }, read);
  }
  return read;
}

const isOptional = (file: Node): boolean => {
  const required = get(file, "required");
  return required?.kind === "scalar" && required.value === false;
};

/** The text of a file that a service names; undefined, and reported, where it can't be had. */
export async function valuesText(
  node: Node | undefined,
  path: Path,
  optional: boolean,
  what: string,
  { context, library, origins }: Tools,
): Promise<{ readonly path: string; readonly content: string } | undefined> {
  const file = textOf(node);
  if (node?.kind !== "scalar" || file === undefined) return undefined;
  if (optional && (await context.disk.kind(file)) === "missing") return undefined;
  origins.add({ file }, "read for", node.place);
  const content = await library.text(file, what, {
    path,
    place: node.place,
    ...(node.variables && { named: `named by ${shown(node)}` }),
    hint: what === "env file" ? "create it, or add `required: false` next to its path" : undefined,
  });
  return content === undefined ? undefined : { path: file, content };
}

/** `KEY=value` to the end of the line, as it is; a bare key is inherited. */
function readRaw(file: string, text: string, variables: Variables, into: Map<string, DotenvValue>): void {
  for (const [index, full] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    const line = full.trimStart();
    if (line === "" || line.startsWith("#")) continue;
    const equals = line.indexOf("=");
    const key = equals < 0 ? line.trimEnd() : line.slice(0, equals);
    const value = equals < 0 ? variables.get(key) : line.slice(equals + 1);
    if (value !== undefined) into.set(key, { value, place: { file, line: index + 1, column: 1 } });
  }
}
