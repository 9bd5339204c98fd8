/** What runs, as a graph: a project's containers with their states, the networks that they are on, the volumes that they mount. */

import { closure } from "../../core/graph.ts";
import { type ContainerFact, type ContainerStatus, isReplica, labels, type Snapshot, serviceOf } from "../../index.ts";
import { isCounted } from "../containers.ts";
import {
  conditionWords,
  type Graph,
  type GraphEdge,
  type GraphNode,
  networkEdges,
  nodeId,
  type Tone,
} from "./graph.ts";

/** @param services to show with what they depend on; empty: all */
export function graphOfContainers(snapshot: Snapshot, project: string, services: readonly string[]): Graph {
  const all = snapshot.containers.filter(isCounted).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const byService = Map.groupBy(all, serviceOf);
  const shown = services.length === 0 ? new Set(byService.keys()) : needed(byService, services);
  const containers = all.filter((container) => shown.has(serviceOf(container)));
  const networks = distinct(containers.flatMap(({ endpoints }) => endpoints.map(({ network }) => network)));
  const volumes = distinct(containers.flatMap((container) => volumesOf(container).map(({ source }) => source)));
  const attached = containers.map((container) => ({
    id: idOf(container),
    networks: distinct(container.endpoints.map(({ network }) => network)).map((name) => nodeId("network", name)),
  }));
  const { edges: onNetworks, everyone } = networkEdges(attached, networks.length);
  return {
    title: `${project}: containers`,
    edgesMean: "needs",
    nodes: [
      ...containers.map((container) => containerNode(container, snapshot)),
      ...networks.map((name): GraphNode => {
        const driver = snapshot.networks.find((network) => network.name === name)?.driver ?? "";
        const notes = [driver, everyone ? "all containers" : ""].filter(Boolean);
        return { id: nodeId("network", name), kind: "network", name, notes };
      }),
      ...volumes.map((name): GraphNode => {
        const isNamed = !/^[0-9a-f]{64}$/.test(name);
        const notes = isNamed ? [] : ["anonymous"];
        return { id: nodeId("volume", name), kind: "volume", name: isNamed ? name : name.slice(0, 12), notes };
      }),
    ],
    edges: [
      ...containers.flatMap((container) => [
        ...dependencyEdges(container, byService),
        ...volumesOf(container).map(
          ({ source, target, readOnly }): GraphEdge => ({
            from: idOf(container),
            to: nodeId("volume", source),
            text: readOnly ? `${target} (read-only)` : target,
          }),
        ),
      ]),
      ...onNetworks,
    ],
    groups: [],
  };
}

const idOf = ({ name }: Pick<ContainerFact, "name">): string => nodeId("container", name);

const distinct = (names: readonly string[]): readonly string[] => [...new Set(names)].toSorted();

const volumesOf = ({ mounts }: ContainerFact): ContainerFact["mounts"] =>
  mounts.filter(({ type }) => type === "volume");

/** What a container depends on, as its label tells: `db:service_healthy:false`. */
const dependenciesOf = ({ labels: own }: ContainerFact): readonly (readonly [service: string, condition: string])[] =>
  (own[labels.dependsOn] ?? "")
    .split(",")
    .filter(Boolean)
    .map((one) => one.split(":"))
    .map(([service = "", condition = ""]) => [service, conditionWords[condition] ?? ""]);

/** Containers of `run` are no one's dependency. */
const dependencyEdges = (
  container: ContainerFact,
  byService: ReadonlyMap<string, readonly ContainerFact[]>,
): readonly GraphEdge[] =>
  dependenciesOf(container).flatMap(([service, text]) =>
    (byService.get(service) ?? [])
      .filter((other) => isReplica(other.labels))
      .map((other): GraphEdge => ({ from: idOf(container), to: idOf(other), ...(text !== "" && { text }) })),
  );

function needed(
  byService: ReadonlyMap<string, readonly ContainerFact[]>,
  services: readonly string[],
): ReadonlySet<string> {
  const needs = [...byService].map(([service, own]): [string, readonly string[]] => [
    service,
    own.flatMap(dependenciesOf).map(([other]) => other),
  ]);
  return closure(new Map(needs), services);
}

function containerNode(container: ContainerFact, snapshot: Snapshot): GraphNode {
  const { name, status } = container;
  const oneOff = isReplica(container.labels) ? [] : ["one-off"];
  return {
    id: idOf(container),
    kind: "container",
    name,
    notes: [stateText(status), imageOf(container, snapshot), ...oneOff],
    tone: toneOf(status),
  };
}

/** `running, healthy`, `exited (1)` */
function stateText({ state, health, exitCode }: ContainerStatus): string {
  if (state === "exited" || state === "dead") return `${state} (${exitCode})`;
  return state === "running" && health !== "none" ? `${state}, ${health}` : state;
}

function toneOf({ state, health, exitCode }: ContainerStatus): Tone {
  if (state === "running") return health === "unhealthy" ? "bad" : health === "starting" ? "pending" : "good";
  if (state === "exited") return exitCode === 0 ? "idle" : "bad";
  return state === "dead" ? "bad" : "pending";
}

/** An id where the name that it was made by means another image by now, or none. */
const imageOf = ({ id, config }: ContainerFact, { listed }: Snapshot): string =>
  listed.find((container) => container.id === id)?.image ?? config.image;
