/** Which values of a project are paths of the host, and are made absolute: a table by path, for a tree in its long forms. */
import { get, mapItems, mapValues, scalar, textOf, withEntries } from "../tree/edit.ts";
import { below, type Rules, rulesOf } from "../tree/rules.ts";
import type { MapNode, Node } from "../tree/tree.ts";
import { type Folders, hostPath, isRemote } from "../values/path.ts";

type Absolute = (node: Node, folders: Folders) => Node;

const path: Absolute = (node, folders) => {
  const written = textOf(node);
  return written === undefined ? node : scalar(hostPath(written, folders), node);
};

/** Empty, it is none: whoever needs it says so. */
const pathOrNone: Absolute = (node, folders) => (textOf(node) === "" ? node : path(node, folders));

/** A folder, or something elsewhere. */
const context: Absolute = (node, folders) => (isRemote(textOf(node) ?? "") ? node : pathOrNone(node, folders));

/** `id=path` */
const sshKey: Absolute = (node, folders) => {
  const [, id, file] = /^(.*?)=(.*)$/s.exec(textOf(node) ?? "") ?? [];
  return file === undefined ? node : scalar(`${id}=${hostPath(file, folders)}`, node);
};

const mount: Absolute = (node, folders) => {
  const source = get(node, "source");
  if (node.kind !== "map" || source === undefined || textOf(get(node, "type")) !== "bind") return node;
  return withEntries(node, [["source", path(source, folders)]]);
};

/** A local volume that is bound to a folder names the folder by a path of the host. */
const boundVolume: Absolute = (node, folders) => {
  const options = get(node, "driver_opts");
  const device = get(options, "device");
  const bound = textOf(get(node, "driver")) === "local" && textOf(get(options, "o")) === "bind";
  if (node.kind !== "map" || options?.kind !== "map" || device === undefined || !bound) return node;
  return withEntries(node, [["driver_opts", withEntries(options, [["device", path(device, folders)]])]]);
};

const pathRules: Rules<Absolute> = rulesOf<Absolute>([
  ["services.*.build.additional_contexts.*", context],
  ["services.*.build.context", context],
  ["services.*.build.ssh.*", sshKey],
  ["services.*.develop.watch.*.path", pathOrNone],
  ["services.*.env_file.*.path", pathOrNone],
  ["services.*.label_file.*", pathOrNone],
  ["services.*.volumes.*", mount],
  ["volumes.*", boundVolume],
  ["configs.*.file", path],
  ["secrets.*.file", path],
]);

/** Only of the files that the loader itself reads for a service. */
export const readPaths: Rules<Absolute> = rulesOf<Absolute>([
  ["services.*.env_file.*.path", pathOrNone],
  ["services.*.label_file.*", pathOrNone],
]);

/** Relative paths are meant from the project's folder, `~` is the user's home. An absolute path stays as it is. */
export function absolutePaths(tree: MapNode, folders: Folders, paths: Rules<Absolute> = pathRules): MapNode {
  const visit = (node: Node, rules: Rules<Absolute> | undefined): Node => {
    if (rules === undefined) return node;
    const made = rules.rule ? rules.rule(node, folders) : node;
    if (made.kind === "map") return mapValues(made, (value, key) => visit(value, below(rules, key)));
    return made.kind === "list" ? mapItems(made, (item, index) => visit(item, below(rules, index))) : made;
  };
  return mapValues(tree, (value, key) => visit(value, below(paths, key)));
}
