/**
 * The files that a Compose file names and that are published beside it: env files and extended files. Beside it they are called by
 * hashes of their paths, as docker compose calls them. The text stays what it is but for these names: each is written over where it
 * stands, whatever stands around it.
 */
import { posix } from "node:path";
import { isMap, isScalar, LineCounter, type Pair, parseAllDocuments, type Scalar, visit, type YAMLMap } from "yaml";
import { sha256 } from "../../core/sha256.ts";
import { registryPrefix } from "../load-request.ts";
import type { Project } from "../project.ts";
import { at, entriesOf, get, textOf } from "../tree/edit.ts";
import type { MapNode, Node } from "../tree/tree.ts";
import { parseGitUrl } from "../values/git-url.ts";
import { hostPath } from "../values/path.ts";
import { interpolateText } from "../variables/interpolate.ts";

export interface NamedFile {
  readonly kind: "env" | "extends";
  readonly service: string;
  /** The name, as it stands in the text. */
  readonly node: Node;
  /** Absolute. */
  readonly path: string;
  /** What it is called where it is published. */
  readonly called: string;
}

/** Whether a name is of a file of this disk. */
export const isLocal = (name: string): boolean => !name.startsWith(registryPrefix) && parseGitUrl(name) === undefined;

/**
 * @param document as it is written. @param from.folder what relative names start from
 * @returns each file; a path is hashed as it is from the project's folder, so that it is the same on every machine
 */
export function namedFiles(
  document: MapNode,
  from: {
    readonly project: Pick<Project, "variables" | "workingDir">;
    readonly folder: string;
    readonly home: string | undefined;
  },
): readonly NamedFile[] {
  const { variables, workingDir } = from.project;
  const named = (kind: NamedFile["kind"], service: string, node: Node | undefined): readonly NamedFile[] => {
    const name = interpolateText(textOf(node) ?? "", variables);
    if (node === undefined || !name || (kind === "extends" && !isLocal(name))) return [];
    const path = hostPath(name, { workingDir: from.folder, home: from.home });
    const called = `${sha256(posix.relative(workingDir, path))}.${kind === "env" ? "env" : "yaml"}`;
    return [{ kind, service, node, path, called }];
  };
  return [...entriesOf(get(document, "services"))].flatMap(([service, { value }]) => {
    const envFiles = get(value, "env_file");
    const items = envFiles?.kind === "list" ? envFiles.items : envFiles ? [envFiles] : [];
    return [
      ...items.flatMap((item) => named("env", service, item.kind === "map" ? get(item, "path") : item)),
      ...named("extends", service, at(value, "extends", "file")),
    ];
  });
}

/**
 * The text with the files' new names. @param isThere whether the file is published, too: what is not becomes an env file that may
 * be missing
 */
export function withNewNames(text: string, files: readonly NamedFile[], isThere: (file: NamedFile) => boolean): string {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { schema: "failsafe", lineCounter: lines, logLevel: "silent" });
  const scalars = new Map<number, { readonly scalar: Scalar; readonly parents: readonly unknown[] }>();
  for (const document of "empty" in documents ? [] : documents)
    visit(document, {
      Scalar: (key, scalar, parents) => {
        if (key !== "key" && scalar.range) scalars.set(scalar.range[0], { scalar, parents });
      },
    });
  const edits = new Map<number, Edit>();
  for (const file of files) {
    const { line, column } = file.node.place;
    const found = scalars.get((lines.lineStarts[line - 1] ?? 0) + column - 1);
    if (found === undefined) continue;
    for (const edit of editsFor(found, file, isThere(file), lines)) edits.set(edit.start, edit);
  }
  let edited = text;
  for (const { start, end, text: written } of [...edits.values()].sort((a, b) => b.start - a.start))
    edited = edited.slice(0, start) + written + edited.slice(end);
  return edited;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function editsFor(
  { scalar, parents }: { readonly scalar: Scalar; readonly parents: readonly unknown[] },
  { kind, called }: NamedFile,
  isThere: boolean,
  lines: LineCounter,
): readonly Edit[] {
  if (kind === "extends" || isThere) return [over(scalar, called)];
  const pair = parents.at(-1) as Pair | undefined;
  const map = parents.at(-2);
  // `env_file: NAME` · `- path: NAME` · `- NAME`
  const key = isScalar(pair?.key) ? pair.key.value : undefined;
  if (key === "env_file") return [over(scalar, `[{ path: ${called}, required: false }]`)];
  if (key !== "path" || !isMap(map)) return [over(scalar, `{ path: ${called}, required: false }`)];
  const required = (map as YAMLMap).items.find((one) => isScalar(one.key) && one.key.value === "required")?.value;
  if (isScalar(required)) return [over(scalar, called), over(required, "false")];
  const [start = 0] = (isScalar(pair?.key) && pair.key.range) || [];
  const indent = " ".repeat(lines.linePos(start).col - 1);
  return [over(scalar, `${called}${map.flow ? ", " : `\n${indent}`}required: false`)];
}

const over = ({ range }: Scalar, text: string): Edit => ({ start: range?.[0] ?? 0, end: range?.[1] ?? 0, text });
