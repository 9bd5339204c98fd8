/**
 * What a file means without saying it: the default network, dependencies that follow from other attributes, variables that are
 * handed through, engine names of resources. One small step for each attribute. Paths of the host are paths.ts.
 */
import type { ProjectName } from "../../core/ids.ts";
import type { Stage } from "../load-request.ts";
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
  textOf,
  update,
  withEntries,
} from "../tree/edit.ts";
import type { Entry, MapNode, Node } from "../tree/tree.ts";
import type { Folders } from "../values/path.ts";
import type { Variables } from "../variables/variables.ts";
import { withImpliedDependencies } from "./implied.ts";
import { absolutePaths, readPaths } from "./paths.ts";

export interface Surroundings {
  readonly name: ProjectName;
  readonly folders: Folders;
  readonly variables: Variables;
}

type Completion = (service: MapNode, around: Surroundings) => MapNode;

/** The tree with all that is implied written out. */
export function withDefaults(tree: MapNode, around: Surroundings, skip: ReadonlySet<Stage>): MapNode {
  const asked = completions.filter(([stage]) => stage === undefined || !skip.has(stage));
  const services = update(tree, ["services"], (all) =>
    mapValues(all, (service) =>
      service.kind === "map" ? asked.reduce((node, [, complete]) => complete(node, around), service) : service,
    ),
  );
  const complete = skip.has("normalization")
    ? services
    : (["networks", "volumes", "configs", "secrets"] as const).reduce(
        (node, section) => resourceSection(node, section, around),
        withDefaultNetwork(services),
      );
  if (skip.has("paths") && skip.has("interpolation")) return complete;
  return absolutePaths(complete, around.folders, skip.has("paths") ? readPaths : undefined);
}

/** A service's attribute through `change`, where it is there. */
const attribute =
  (key: string, change: (value: Node, around: Surroundings) => Node | undefined): Completion =>
  (service, around) => {
    const value = get(service, key);
    return value === undefined ? service : withEntries(service, [[key, change(value, around)]]);
  };

const buildDefaults = attribute("build", (build, around) => {
  if (build.kind !== "map") return build;
  const inline = get(build, "dockerfile_inline") !== undefined;
  const args = get(build, "args");
  return withEntries(build, [
    ["context", get(build, "context") ?? made(".", build.place)],
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

/** A service that says nothing of networks is in the default one; a provider's is in none. */
const defaultNetwork: Completion = (service) => {
  const networks = get(service, "networks");
  const none = networks === undefined || isNull(networks) || (networks.kind === "map" && networks.entries.size === 0);
  const elsewhere = get(service, "network_mode") !== undefined || get(service, "provider") !== undefined;
  if (!none || elsewhere) return service;
  return withEntries(service, [["networks", fields(service.place, { default: made(null, service.place) })]]);
};

/** What comes before a service may run in the service's own image. */
const hookImages: Completion = (service) => {
  const [hooks, image] = [get(service, "pre_start"), get(service, "image")];
  if (hooks?.kind !== "list" || image === undefined) return service;
  const withImage = mapItems(hooks, (hook) =>
    hook.kind === "map" && get(hook, "image") === undefined ? withEntries(hook, [["image", image]]) : hook,
  );
  return withEntries(service, [["pre_start", withImage]]);
};

/** Each with the stage that it is part of; without one it is always done. */
const completions: readonly (readonly [Stage | undefined, Completion])[] = [
  ["normalization", buildDefaults],
  ["env-files", environment],
  [undefined, portDefaults],
  ["normalization", defaultNetwork],
  ["normalization", withImpliedDependencies],
  ["normalization", hookImages],
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
      return withEntries(resource, [["name", unnamed ? derived : name]]);
    }),
  );
}
