/**
 * What a project from elsewhere asks of this machine once it is run or built: rights and things beyond its own containers and its own
 * files. Files that loading itself reads are guard.ts's. One table; each row is a way out of the project, and its words.
 */
import { posix } from "node:path";
import { hostPrivilegesOf } from "../host-privileges.ts";
import type { LoadRequest } from "../load-request.ts";
import type { Project } from "../project.ts";
import { at, entriesOf, get, itemsOf, textOf } from "../tree/edit.ts";
import { shown } from "../tree/report.ts";
import { type MapNode, type Node, type Path, pathText } from "../tree/tree.ts";
import { isRemote } from "../values/path.ts";
import { isSecretName } from "../values/secret-names.ts";
import type { Guard } from "./guard.ts";

/** Something asked for: where it stands, and in which words. */
interface Found {
  readonly path: Path;
  readonly node: Node;
  readonly words: string;
  /** It is only asked for where this path is of this machine, and not of the project. */
  readonly reaches?: string;
}

type Rule = (node: Node, path: Path) => readonly Found[];

const nothing: readonly Found[] = [];

/** The attribute, where it is said and `isAsking`. */
const saying =
  (key: string, words: (value: string) => string, isAsking: (value: string) => boolean): Rule =>
  (node, path) => {
    const value = get(node, key);
    const said = value?.kind === "scalar" ? String(value.value ?? "") : "";
    return value && isAsking(said) ? [{ path: [...path, key], node: value, words: words(shown(value)) }] : nothing;
  };

/** Each item of a list. */
const each =
  (key: string, words: (value: string) => string, isAsking: (value: string) => boolean = () => true): Rule =>
  (node, path) =>
    itemsOf(get(node, key)).flatMap((item, index) => {
      const said = get(item, "source") ?? item;
      return isAsking(textOf(said) ?? "")
        ? [{ path: [...path, key, index], node: said, words: words(shown(said)) }]
        : [];
    });

/** A path of this machine, beneath the node. */
const reaching =
  (keys: readonly string[], words: (value: string) => string): Rule =>
  (node, path) => {
    const value = at(node, ...keys);
    const reaches = textOf(value);
    return value && reaches !== undefined && !isRemote(reaches)
      ? [{ path: [...path, ...keys], node: value, words: words(shown(value)), reaches }]
      : nothing;
  };

/** The rule for what stands at the key. */
const under =
  (key: string, rule: Rule): Rule =>
  (node, path) => {
    const value = get(node, key);
    return value ? rule(value, [...path, key]) : nothing;
  };

/** The rule for each value of a list or mapping. */
const within =
  (keys: readonly string[], ...rules: readonly Rule[]): Rule =>
  (node, path) => {
    const all = at(node, ...keys);
    const values: readonly (readonly [string | number, Node])[] =
      all?.kind === "list"
        ? all.items.map((item, index) => [index, item])
        : [...entriesOf(all)].map(([key, { value }]) => [key, value]);
    return values.flatMap(([key, value]) => rules.flatMap((rule) => rule(value, [...path, ...keys, key])));
  };

const isHost = (value: string): boolean => value === "host";
const isContainers = (value: string): boolean => value.startsWith("container:");
const isTrue = (value: string): boolean => value === "true";
const namespaces = ["network_mode", "pid", "ipc", "uts", "userns_mode", "cgroup"];

const bind: Rule = (node, path) =>
  textOf(get(node, "type")) === "bind"
    ? reaching(["source"], (source) => `mounts ${source} of this machine`)(node, path)
    : nothing;

/** A path or an address that a driver mounts; of tmpfs it is only a name, unless the options make a bind of it. */
const driverDevice: Rule = (node, path) =>
  textOf(get(node, "type")) === "tmpfs" && !/bind|move/.test(textOf(get(node, "o")) ?? "")
    ? nothing
    : saying(
        "device",
        (device) => `mounts ${device}`,
        (value) => value !== "",
      )(node, path);

/** It may lie outside of its context. */
const dockerfile: Rule = (node, path) => {
  const context = textOf(get(node, "context")) ?? "";
  const reaches = posix.resolve(context, textOf(get(node, "dockerfile")) ?? "");
  if (isRemote(context) || reaches.startsWith(`${posix.resolve(context)}/`)) return nothing;
  const found = reaching(["dockerfile"], (name) => `is built by ${name} of this machine`)(node, path);
  return found.map((one) => ({ ...one, reaches }));
};

const isLocalCache = (value: string): boolean => /(^|,)type=local(,|$)/.test(value);

const ofBuild: readonly Rule[] = [
  reaching(["context"], (folder) => `is built from ${folder} of this machine`),
  within(
    ["additional_contexts"],
    reaching([], (folder) => `is built from ${folder} of this machine`),
  ),
  dockerfile,
  each("ssh", (key) => `is built with your SSH keys: ${key}`),
  each("entitlements", (value) => `is built with ${value}`),
  each("cache_from", (value) => `is built with files of this machine: ${value}`, isLocalCache),
  each("cache_to", (value) => `writes files of this machine when it is built: ${value}`, isLocalCache),
  saying("privileged", () => "is built with all rights on the host", isTrue),
  saying("network", () => "is built on the network of this machine", isHost),
].map((rule) => under("build", rule));

const ofService: readonly Rule[] = [
  within(["volumes"], bind),
  each("devices", (device) => `uses the device ${device} of this machine`),
  each("device_cgroup_rules", (rule) => `may use devices of this machine: ${rule}`),
  each("cap_add", (capability) => `has the capability ${capability}`),
  each(
    "security_opt",
    (option) => `changes how it is confined: ${option}`,
    (value) => !value.startsWith("no-new-privileges"),
  ),
  each("volumes_from", (container) => `has the volumes of ${container}`, isContainers),
  ...namespaces.map((key) => saying(key, () => `shares \`${key}\` with this machine`, isHost)),
  ...namespaces.map((key) => saying(key, (value) => `shares \`${key}\` with ${value}`, isContainers)),
  within(
    ["develop", "watch"],
    reaching(["path"], (path) => `copies ${path} of this machine into its containers`),
  ),
  ...ofBuild,
];

const ofObject = (what: string): readonly Rule[] => [
  reaching(["file"], (file) => `${what} holds ${file} of this machine`),
  saying("environment", (name) => `${what} holds your variable ${name}`, isSecretName),
];

/** A volume or network that the engine may have already, of another project. */
const shared =
  (what: string, { name }: Pick<Project, "name">): Rule =>
  (node, path) => {
    const called = get(node, "name");
    if (called === undefined || textOf(called) === `${name}_${path.at(-1)}`) return nothing;
    return [
      {
        path: [...path, "name"],
        node: called,
        words: `is the ${what} ${shown(called)}, which may be another project's`,
      },
    ];
  };

/**
 * Everything that is asked for in places which the guard does not trust becomes a request of it.
 * @param whole with services that are not selected: images of others may be built on theirs
 */
export async function requestAll(
  tree: MapNode,
  whole: MapNode,
  project: Project,
  guard: Guard,
  acts: NonNullable<LoadRequest["acts"]>,
): Promise<void> {
  // What gives all rights is told in its own words.
  const told = requestPrivileges(project, guard, acts);
  if (acts === "stop") return;
  const found: Found[] = [];
  const add = (called: string, all: readonly Found[]): void =>
    void found.push(...all.map((one) => ({ ...one, words: `${called} ${one.words}` })));
  for (const [name, { value }] of entriesOf(get(tree, "services")))
    for (const rule of ofService) add(`service "${name}"`, rule(value, ["services", name]));
  const builds = [...project.otherBuilds.values()];
  for (const { name } of builds)
    for (const rule of ofBuild)
      add(`service "${name}"`, rule(at(whole, "services", name) ?? whole, ["services", name]));
  const ofBuilds = new Set(builds.flatMap(({ build }) => build.secrets.map(({ source }) => source)));
  const objects = {
    configs: entriesOf(get(tree, "configs")),
    secrets: new Map([
      ...[...entriesOf(get(whole, "secrets"))].filter(([key]) => ofBuilds.has(key)),
      ...entriesOf(get(tree, "secrets")),
    ]),
  };
  for (const section of ["configs", "secrets"] as const)
    for (const [key, { value }] of objects[section])
      for (const rule of ofObject(`"${key}"`))
        add(section === "configs" ? "config" : "secret", rule(value, [section, key]));
  for (const [key, { value }] of entriesOf(get(tree, "volumes")))
    for (const rule of [under("driver_opts", driverDevice), shared("volume", project)])
      add(`volume "${key}"`, rule(value, ["volumes", key]));
  for (const [key, { value }] of entriesOf(get(tree, "networks")))
    add(`network "${key}"`, shared("network", project)(value, ["networks", key]));

  for (const { path, node, words, reaches } of [...found, ...variablesOf(tree, project)]) {
    const { place } = node;
    if (told.has(pathText(path)) || guard.rootOf(place.file) === undefined) continue;
    if (reaches === undefined || !(await guard.mayReach(reaches, place))) guard.request(words, { path, place });
  }
}

/** @returns where they stand */
function requestPrivileges(project: Project, guard: Guard, acts: LoadRequest["acts"]): ReadonlySet<string> {
  const told = new Set<string>();
  for (const { service, mark, path } of hostPrivilegesOf(project)) {
    const full = ["services", service, ...path];
    const place = project.placeOf(full);
    if (place === undefined || guard.rootOf(place.file) === undefined) continue;
    if (acts === "stop" && path[0] !== "provider") continue;
    told.add(pathText(full));
    guard.request(`service "${service}" ${mark}`, { path: full, place });
  }
  return told;
}

/** Variables of the user that are secrets by their names: a project must not take them unasked. */
function variablesOf(tree: MapNode, { variables }: Project): readonly Found[] {
  const found: Found[] = [];
  const add = (names: readonly string[], node: Node, path: Path): void => {
    for (const name of names)
      if (isSecretName(name) && variables.get(name)) found.push({ path, node, words: `reads your variable ${name}` });
  };
  const visit = (node: Node, path: Path): void => {
    if (node.kind === "map") for (const [key, { value }] of node.entries) visit(value, [...path, key]);
    else if (node.kind === "list") for (const [index, item] of node.items.entries()) visit(item, [...path, index]);
    else if (node.variables) add(node.variables, node, path);
    // A name without a value has that of the variable.
    else if (["environment", "args"].includes(String(path.at(-2))) && node.value === null)
      add([String(path.at(-1))], node, path);
  };
  visit(tree, []);
  return found;
}
