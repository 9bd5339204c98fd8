/** An entry of `include`: what its forms mean, and where the files are that it names. */
import { posix } from "node:path";
import { locate } from "../files/locate.ts";
import { get, isNull, textOf } from "../tree/edit.ts";
import { shown } from "../tree/report.ts";
import type { Node } from "../tree/tree.ts";
import type { Scope, Tools } from "./tools.ts";

export interface Item {
  readonly node: Node;
  readonly paths: readonly Node[];
  readonly folder: string | undefined;
  /** undefined: the `.env` of its folder. */
  readonly envFiles: readonly Node[] | undefined;
}

/** None where it is not of a form that the schema allows. */
export function itemOf(node: Node): readonly Item[] {
  const texts = (value: Node | undefined): readonly Node[] =>
    value?.kind === "list" ? value.items : value !== undefined && !isNull(value) ? [value] : [];
  const paths = texts(node.kind === "map" ? get(node, "path") : node);
  const envFiles = get(node, "env_file");
  const folder = get(node, "project_directory");
  const item = {
    node,
    paths,
    folder: textOf(folder) || undefined,
    envFiles: envFiles === undefined ? undefined : texts(envFiles),
  };
  const all = [...paths, ...(item.envFiles ?? []), ...(folder === undefined ? [] : [folder])];
  return paths.length > 0 && all.every((text) => textOf(text) !== undefined) ? [item] : [];
}

/** What a message calls a file by whose name came from a variable. */
export const namedBy = (node: Node | undefined): { readonly named?: string } =>
  node?.kind === "scalar" && node.variables !== undefined ? { named: `named by ${shown(node)}` } : {};

/** The files, absolute; none where one cannot be had. */
export async function filesOf({ paths }: Item, scope: Scope, tools: Tools): Promise<readonly string[]> {
  const files: string[] = [];
  for (const node of paths) {
    const where = { path: ["include"], place: node.place, ...namedBy(node) };
    const file = await locate(textOf(node) ?? "", scope.folder, tools, where);
    if (file === undefined) return [];
    files.push(file);
  }
  return files;
}

/** Absolute. Those that are named must be there; `/dev/null` says that there are none. */
export async function envFilesOf(
  { envFiles, node }: Item,
  folder: string,
  scope: Scope,
  tools: Tools,
): Promise<readonly string[]> {
  const { context, library, origins } = tools;
  if (envFiles === undefined) {
    const usual = posix.join(folder, ".env");
    if ((await context.disk.kind(usual)) !== "file") return [];
    origins.add({ file: usual }, "read for", node.place);
    return (await library.text(usual, "env file", { path: ["include"], place: node.place })) === undefined
      ? []
      : [usual];
  }
  const files: string[] = [];
  for (const name of envFiles) {
    const file = posix.resolve(scope.folder, textOf(name) ?? "");
    if (file === "/dev/null") continue;
    origins.add({ file }, "read for", name.place);
    const text = await library.text(file, "env file", { path: ["include"], place: name.place, ...namedBy(name) });
    if (text !== undefined) files.push(file);
  }
  return files;
}
