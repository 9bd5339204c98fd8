/** A service's env_file entries, read into its environment: what the file itself says under `environment` wins, null too. */
import type { Place } from "../core/diagnostics.ts";
import { type DotenvValue, readDotenv } from "./dotenv.ts";
import { entriesOf, entry, get, itemsOf, made, mapOf, textOf, withEntries } from "./edit.ts";
import type { World } from "./load-request.ts";
import { readText } from "./read.ts";
import { fail, type Report, shown } from "./report.ts";
import type { MapNode, Node, Path } from "./tree.ts";
import type { UnsetVariables } from "./unset.ts";
import type { Variables } from "./variables.ts";

export interface EnvFileReader {
  /** The service with its env files resolved, and without `env_file`. */
  readonly resolve: (name: string, service: MapNode) => Promise<MapNode>;
}

/** Each file is read once, however many services name it. */
export function envFileReader(
  variables: Variables,
  world: World,
  report: Report,
  unset: UnsetVariables,
): EnvFileReader {
  const texts = new Map<string, Promise<string | undefined>>();
  const kinds = new Map<string, Promise<"file" | "folder" | "missing">>();
  const remembered = <Value>(cache: Map<string, Promise<Value>>, path: string, read: () => Promise<Value>) => {
    const value = cache.get(path) ?? read();
    cache.set(path, value);
    return value;
  };

  async function textAt(file: Node, path: string, where: { readonly path: Path; readonly place: Place }) {
    const required = get(file, "required");
    const optional = required?.kind === "scalar" && required.value === false;
    if (optional && (await remembered(kinds, path, () => world.disk.kind(path))) === "missing") return undefined;
    const node = get(file, "path");
    return remembered(texts, path, () =>
      readText(path, "env file", world, report, {
        ...where,
        ...(node?.kind === "scalar" && node.variables && { named: `named by ${shown(node)}` }),
        hint: "create it, or say `required: false` beside its path",
      }),
    );
  }

  return {
    resolve: async (name, service) => {
      const files = itemsOf(get(service, "env_file"));
      if (files.length === 0) return withEntries(service, [["env_file", undefined]]);
      const environment = get(service, "environment");
      const read = new Map<string, DotenvValue>();
      for (const [index, file] of files.entries()) {
        const node = get(file, "path");
        const path = textOf(node);
        if (node === undefined || path === undefined) continue;
        const where = { path: ["services", name, "env_file", index], place: node.place };
        const text = await textAt(file, path, where);
        const format = textOf(get(file, "format"));
        if (text === undefined) continue;
        if (format === "raw") readRaw(path, text, variables, read);
        else if (format !== undefined && format !== "")
          fail(report, "invalid-value", "the format of an env file is `raw`, or is not given", where);
        else {
          const lookup = (variable: string) => variables.get(variable) ?? textOf(get(environment, variable));
          readDotenv(path, text, { lookup, report, onUnset: unset.add }, read);
        }
      }
      const fromFiles = [...read].map(([key, { value, place }]) => [key, entry(made(value, place))] as const);
      const all = mapOf([...fromFiles, ...entriesOf(environment)], environment?.place ?? service.place);
      return withEntries(service, [
        ["env_file", undefined],
        ["environment", all],
      ]);
    },
  };
}

/** `KEY=value` to the end of the line, as it is; a bare key is inherited. */
function readRaw(file: string, text: string, variables: Variables, into: Map<string, DotenvValue>): void {
  for (const [index, full] of text.split(/\r?\n/).entries()) {
    const line = full.trimStart();
    if (line === "" || line.startsWith("#")) continue;
    const equals = line.indexOf("=");
    const key = equals < 0 ? line.trimEnd() : line.slice(0, equals);
    const value = equals < 0 ? variables.get(key) : line.slice(equals + 1);
    if (value !== undefined) into.set(key, { value, place: { file, line: index + 1, column: 1 } });
  }
}
