/**
 * The finished tree → the typed project. Everything was checked and brought to one form before: here values are only read.
 * Services are in bind-service.ts. What costs a walk over all of a large file is made when it is first read.
 */

import type { Diagnostic, Place } from "../../core/diagnostics.ts";
import { order } from "../../core/graph.ts";
import { type ProjectName, type ServiceName, serviceName } from "../../core/ids.ts";
import { lazy } from "../../core/lazy.ts";
import { isMap, type Ordered, type OrderedMap } from "../../core/ordered-json.ts";
import { flag, flagOf, text, textsByKey } from "../canonical/node-values.ts";
import type { Sources } from "../files/sources.ts";
import type { BuiltService, FileObject, FileSource, Network, Project, Service, Volume } from "../project.ts";
import { originIn, type Provenance } from "../render/origin.ts";
import { printedForm, shaped } from "../render/printed.ts";
import { networkShape, volumeShape } from "../render/shapes.ts";
import type { Selection } from "../select/selection.ts";
import { presentNeeds } from "../select/used.ts";
import { entriesOf, get, itemsOf, scopeOf } from "../tree/edit.ts";
import { type MapNode, type Node, nearest } from "../tree/tree.ts";
import type { Variables } from "../variables/variables.ts";
import { bindModel } from "./bind-models.ts";
import { bindService } from "./bind-service.ts";

export interface Loaded extends Provenance {
  readonly name: ProjectName;
  readonly separator: Project["separator"];
  readonly sources: Sources;
  readonly selection: Selection;
  readonly warnings: readonly Diagnostic[];
  readonly texts: ReadonlyMap<string, string>;
  /** Everything that the files say, selected or not. */
  readonly whole: MapNode;
  /** Options of `security_opt` that name a file → as the engine takes them. */
  readonly profiles: ReadonlyMap<string, string>;
}

export function bind(tree: MapNode, loaded: Loaded): Project {
  const { name, sources, selection, warnings, texts, whole } = loaded;
  const services = entriesOf(get(tree, "services"));
  const names = [...services.keys()].map(serviceName);
  const needs = new Map(names.map((service) => [service, dependenciesOf(services.get(service)?.value, services)]));
  const printed = lazy(() => printedForm(tree, name, "json"));
  const bound = lazy(
    () =>
      new Map(
        order(needs).map((service) => {
          const node = services.get(service)?.value ?? tree;
          const ofPrinted = (): OrderedMap => partOf(printed(), "services", service);
          return [service, bindService(service, node, loaded, ofPrinted)] as const;
        }),
      ),
  );
  const unselected = [...selection.enabled].filter(([key, node]) => !services.has(key) && get(node, "build"));
  const builds = lazy(
    () =>
      new Map(
        unselected.flatMap(([key, node]) => {
          const service = bindService(serviceName(key), node, loaded, () => new Map());
          return isBuilt(service) ? [[service.name, service] as const] : [];
        }),
      ),
  );
  const others = new Set(unselected.map(([key]) => key));
  const isUnselected = ([section, key]: readonly (string | number)[]): boolean =>
    section === "services" && others.has(String(key));
  const fileOf = (key: string, node: Node): FileObject => ({ key, ...fileSource(node, loaded.variables) });
  return {
    name,
    separator: loaded.separator,
    workingDir: sources.workingDir,
    configFiles: sources.files,
    envFiles: sources.envFiles,
    get services() {
      return bound();
    },
    otherServices: new Set(
      [...selection.enabled.keys(), ...selection.disabled.keys()].filter((key) => !services.has(key)),
    ),
    get otherBuilds() {
      return builds();
    },
    selected: new Set([...selection.named].map(serviceName)),
    networks: each(tree, "networks", bindNetwork),
    volumes: each(tree, "volumes", bindVolume),
    configs: each(tree, "configs", fileOf),
    secrets: each(tree, "secrets", fileOf),
    get buildSecrets() {
      return each(whole, "secrets", fileOf);
    },
    models: each(tree, "models", bindModel),
    warnings,
    sources: texts,
    get printed() {
      return printed();
    },
    document: () => printedForm(presentNeeds(tree), name, "yaml"),
    placeOf: (path): Place | undefined => placeIn(isUnselected(path) ? whole : tree, path),
    originOf: (path) => originIn(tree, path, loaded),
    variables: loaded.variables,
    profiles: selection.profiles,
  };
}

const isBuilt = (service: Service): service is BuiltService => service.build !== undefined;

const asMap = (value: Ordered | undefined): OrderedMap => (isMap(value) ? value : new Map());

const partOf = (printed: OrderedMap, section: string, key: string): OrderedMap =>
  asMap(asMap(printed.get(section)).get(key));

function dependenciesOf(service: Node | undefined, services: ReadonlyMap<string, unknown>): ServiceName[] {
  return [...entriesOf(get(service, "depends_on")).keys()].filter((key) => services.has(key)).map(serviceName);
}

/** A value's own place; for a mapping or list the key that it stands under. */
function placeIn(tree: MapNode, path: readonly (string | number)[]): Place | undefined {
  const { node, keyPlace } = nearest(tree, path);
  const place = node.kind === "scalar" ? node.place : (keyPlace ?? node.place);
  return place.file === "" ? undefined : place;
}

function each<Value>(tree: MapNode, section: string, bindOne: (key: string, node: Node) => Value): Map<string, Value> {
  return new Map([...entriesOf(get(tree, section))].map(([key, { value }]) => [key, bindOne(key, value)]));
}

function bindNetwork(key: string, node: Node): Network {
  const driver = text(node, "driver");
  const ipam = get(node, "ipam");
  const ipamDriver = text(ipam, "driver");
  const enableIPv4 = flagOf(node, "enable_ipv4");
  const enableIPv6 = flagOf(node, "enable_ipv6");
  return {
    key,
    name: text(node, "name") ?? key,
    external: flag(node, "external"),
    ...(driver !== undefined && { driver }),
    driverOptions: textsByKey(get(node, "driver_opts")),
    ...(ipamDriver !== undefined && { ipamDriver }),
    ipamOptions: textsByKey(get(ipam, "options")),
    subnets: itemsOf(get(ipam, "config")).map(bindSubnet),
    internal: flag(node, "internal"),
    attachable: flag(node, "attachable"),
    ...(enableIPv4 !== undefined && { enableIPv4 }),
    ...(enableIPv6 !== undefined && { enableIPv6 }),
    labels: textsByKey(get(node, "labels")),
    printed: asMap(shaped(node, networkShape, "json")),
  };
}

function bindSubnet(node: Node): Network["subnets"][number] {
  const subnet = text(node, "subnet");
  const ipRange = text(node, "ip_range");
  const gateway = text(node, "gateway");
  return {
    ...(subnet !== undefined && { subnet }),
    ...(ipRange !== undefined && { ipRange }),
    ...(gateway !== undefined && { gateway }),
    auxAddresses: textsByKey(get(node, "aux_addresses")),
  };
}

function bindVolume(key: string, node: Node): Volume {
  const driver = text(node, "driver");
  return {
    key,
    name: text(node, "name") ?? key,
    external: flag(node, "external"),
    ...(driver !== undefined && { driver }),
    driverOptions: textsByKey(get(node, "driver_opts")),
    labels: textsByKey(get(node, "labels")),
    printed: asMap(shaped(node, volumeShape, "json")),
  };
}

function fileSource(node: Node, variables: Variables): FileSource {
  if (flag(node, "external")) return { from: "swarm", attribute: "external" };
  for (const attribute of ["template_driver", "driver"] as const)
    if (text(node, attribute)) return { from: "swarm", attribute };
  const variable = text(node, "environment");
  if (variable !== undefined) {
    const value = (scopeOf(get(node, "environment")) ?? variables).get(variable);
    return { from: "environment", variable, ...(value !== undefined && { value }) };
  }
  return get(node, "content") === undefined
    ? { from: "file", file: text(node, "file") ?? "" }
    : { from: "content", content: text(node, "content") ?? "" };
}
