/**
 * What a file means without saying it: the default network, dependencies that follow from other attributes, variables that are
 * handed through, engine names of resources; and host paths made absolute. One small step for each attribute.
 */
import type { ProjectName } from "../core/ids.ts";
import {
  entriesOf,
  entry,
  fields,
  get,
  isNull,
  made,
  mapItems,
  mapOf,
  mapValues,
  scalar,
  textOf,
  update,
  withEntries,
} from "./edit.ts";
import type { Entry, MapNode, Node } from "./tree.ts";
import { type Folders, hostPath, isRemote } from "./values/path.ts";
import type { Variables } from "./variables.ts";

export interface Surroundings {
  readonly name: ProjectName;
  readonly folders: Folders;
  readonly variables: Variables;
}

type Completion = (service: MapNode, around: Surroundings) => MapNode;

/** The tree with all that is implied written out. */
export function withDefaults(tree: MapNode, around: Surroundings): MapNode {
  const services = update(tree, ["services"], (all) =>
    mapValues(all, (service) =>
      service.kind === "map" ? completions.reduce((node, complete) => complete(node, around), service) : service,
    ),
  );
  return (["networks", "volumes", "configs", "secrets"] as const).reduce(
    (node, section) => resourceSection(node, section, around),
    withDefaultNetwork(services),
  );
}

/** A service's attribute through `change`, where it is there. */
const attribute =
  (key: string, change: (value: Node, around: Surroundings) => Node | undefined): Completion =>
  (service, around) => {
    const value = get(service, key);
    return value === undefined ? service : withEntries(service, [[key, change(value, around)]]);
  };

const absolute = (node: Node | undefined, { folders }: Surroundings): Node | undefined => {
  const path = textOf(node);
  return node === undefined || path === undefined ? node : scalar(hostPath(path, folders), node);
};

const buildDefaults = attribute("build", (build, around) => {
  if (build.kind !== "map") return build;
  const context = get(build, "context") ?? made(".", build.place);
  const remote = isRemote(textOf(context) ?? "");
  const inline = get(build, "dockerfile_inline") !== undefined;
  const args = get(build, "args");
  return withEntries(build, [
    ["context", remote ? context : absolute(context, around)],
    ["dockerfile", get(build, "dockerfile") ?? (inline ? undefined : made("Dockerfile", build.place))],
    ["args", args?.kind === "map" ? handedThrough(args, around.variables, () => undefined) : args],
  ]);
});

/** A key without a value takes the value of the variable of that name. */
function handedThrough(map: MapNode, variables: Variables, otherwise: (value: Node) => Node | undefined): MapNode {
  return mapValues(map, (value, key) => {
    if (!isNull(value)) return value;
    const found = variables.get(key);
    if (found === undefined) return otherwise(value);
    return { kind: "scalar", place: value.place, value: found, variables: [key] };
  });
}

const environment = attribute("environment", (value, { variables }) =>
  value.kind === "map" ? handedThrough(value, variables, (unset) => unset) : value,
);

const portDefaults = attribute("ports", (ports) =>
  ports.kind !== "list"
    ? ports
    : mapItems(ports, (port) =>
        port.kind !== "map"
          ? port
          : withEntries(port, [
              ["mode", get(port, "mode") ?? made("ingress", port.place)],
              ["protocol", get(port, "protocol") ?? made("tcp", port.place)],
            ]),
      ),
);

const mountPaths = attribute("volumes", (volumes, around) =>
  volumes.kind !== "list"
    ? volumes
    : mapItems(volumes, (mount) =>
        mount.kind === "map" && textOf(get(mount, "type")) === "bind"
          ? withEntries(mount, [["source", absolute(get(mount, "source"), around)]])
          : mount,
      ),
);

const envFilePaths = attribute("env_file", (files, around) =>
  files.kind !== "list"
    ? files
    : mapItems(files, (file) =>
        file.kind === "map" ? withEntries(file, [["path", absolute(get(file, "path"), around)]]) : file,
      ),
);

/** A service that says nothing of networks is in the default one. */
const defaultNetwork: Completion = (service) => {
  const networks = get(service, "networks");
  const none = networks === undefined || isNull(networks) || (networks.kind === "map" && networks.entries.size === 0);
  if (!none || get(service, "network_mode") !== undefined) return service;
  return withEntries(service, [["networks", fields(service.place, { default: made(null, service.place) })]]);
};

/** What shares another service's network needs that service first. */
const impliedDependencies: Completion = (service) => {
  const mode = get(service, "network_mode");
  const [, needed] = /^service:(.+)$/.exec(textOf(mode) ?? "") ?? [];
  const written = get(service, "depends_on");
  if (mode === undefined || needed === undefined || entriesOf(written).has(needed)) return service;
  const implied = fields(mode.place, {
    condition: scalar("service_started", mode),
    required: made(true, mode.place),
    restart: made(true, mode.place),
  });
  const all = [...entriesOf(written), [needed, entry(implied)] as const];
  return withEntries(service, [["depends_on", mapOf(all, written?.place ?? mode.place)]]);
};

const completions: readonly Completion[] = [
  buildDefaults,
  environment,
  portDefaults,
  mountPaths,
  envFilePaths,
  defaultNetwork,
  impliedDependencies,
];

/** The network `default` is there without being written. */
function withDefaultNetwork(tree: MapNode): MapNode {
  const networks = get(tree, "networks");
  if (get(networks, "default") !== undefined) return tree;
  const place = networks?.place ?? tree.place;
  const implied: Entry = entry(mapOf([], place));
  return withEntries(tree, [["networks", mapOf([...entriesOf(networks), ["default", implied]], place)]]);
}

function resourceSection(tree: MapNode, section: string, around: Surroundings): MapNode {
  return update(tree, [section], (all) =>
    mapValues(all, (resource, key) => {
      if (resource.kind !== "map") return resource;
      const external = get(resource, "external");
      const isExternal = external?.kind === "scalar" && external.value === true;
      const name = get(resource, "name");
      const derived = made(isExternal ? key : `${around.name}_${key}`, resource.place);
      const unnamed = name === undefined || isNull(name) || (textOf(name) === "" && !isExternal);
      return withEntries(resource, [
        ["name", unnamed ? derived : name],
        ["file", absolute(get(resource, "file"), around)],
        ["driver_opts", section === "volumes" ? driverOptions(resource, around) : get(resource, "driver_opts")],
      ]);
    }),
  );
}

/** A local volume that is bound to a folder names the folder by a path of the host. */
function driverOptions(volume: MapNode, around: Surroundings): Node | undefined {
  const options = get(volume, "driver_opts");
  const bound = textOf(get(volume, "driver")) === "local" && textOf(get(options, "o")) === "bind";
  if (!bound || options?.kind !== "map") return options;
  return withEntries(options, [["device", absolute(get(options, "device"), around)]]);
}
