/** What one read of an engine in memory tells, in the port's words. */

import { ago, duration } from "../../../src/cli/render/time.ts";
import { mutableFields } from "../../../src/engine/container-config.ts";
import { hasEnded, isUp } from "../../../src/engine/container-state.ts";
import { labels } from "../../../src/engine/labels.ts";
import { plainConfig } from "../../../src/engine/plain-config.ts";
import type {
  ContainerFact,
  ContainerRow,
  ContainerStatus,
  EngineFacts,
  ImageFact,
  ListedContainer,
  Snapshot,
  SnapshotQuery,
  Usage,
} from "../../../src/engine/port.ts";
import { aliveOn, liveMounts, mountsVolume, type State, type Stored } from "./state.ts";

export function snapshotOf(state: State, engine: EngineFacts, query: SnapshotQuery): Snapshot {
  const own = [...state.containers.values()].filter(({ config }) => config.labels[labels.project] === query.project);
  const built = query.builtImages
    ? [...state.images].flatMap(([name, image]) => (image.labels[labels.project] === query.project ? [name] : []))
    : [];
  const wanted = [...query.images, ...built].flatMap((reference): [string, ImageFact][] => {
    const image = state.images.get(reference);
    return image ? [[reference, image]] : [];
  });
  const known = new Map([...state.images.values()].map((image) => [image.id, image]));
  const byId = own.flatMap(({ imageId }): [string, ImageFact][] => {
    const image = known.get(imageId);
    return image ? [[imageId, image]] : [];
  });
  const { id: _, ...unnamed } = engine;
  const snapshot: Snapshot = {
    engine: query.identity ? engine : unnamed,
    listed: (query.others ? [...state.containers.values()] : own).map((container) => listed(state, container)),
    containers: own.map(query.glimpse ? glimpsed : fact),
    networks: [...state.networks.values()].map((network) => ({
      ...network,
      containers: query.members ? aliveOn(state, network).map(({ id, name }) => ({ id, name })) : [],
    })),
    volumes: [...state.volumes.values()],
    images: Object.fromEntries([...wanted, ...byId]),
  };
  return structuredClone(snapshot);
}

export function listed({ volumes }: State, container: Stored): ListedContainer {
  const { id, name, config, status } = container;
  return {
    id,
    name,
    labels: config.labels,
    state: status.state,
    image: config.image,
    imageId: container.imageId,
    volumes: [...volumes.keys()].filter((volume) => mountsVolume(container, volume)),
    publishedPorts: isUp(container.status)
      ? config.ports.map((port) => ({
          hostIp: port.hostIp,
          hostPort: Number(port.hostPort),
          containerPort: Number.parseInt(port.container, 10),
          protocol: port.container.split("/")[1] ?? "tcp",
        }))
      : [],
    exposedPorts: isUp(container.status)
      ? config.exposed
          .filter((port) => !config.ports.some((published) => published.container === port))
          .map((port) => ({ containerPort: Number.parseInt(port, 10), protocol: port.split("/")[1] ?? "tcp" }))
      : [],
  };
}

/** The time at which shells of tests look. */
const nowMs = Date.parse("2026-01-01T00:10:00Z");

export function row(state: State, container: Stored): ContainerRow {
  const { volumes: _, ...rest } = listed(state, container);
  const { config, status, endpoints } = container;
  const [program = "", ...args] = [...(config.entrypoint ?? []), ...(config.command ?? [])];
  return {
    ...rest,
    createdAt: container.createdAt,
    command: [program, ...args.map((arg) => (arg.includes(" ") ? `'${arg}'` : arg))].join(" "),
    status: statusText(status),
    exitCode: hasEnded(status) ? status.exitCode : 0,
    health: status.health,
    mounts: liveMounts(container),
    networks: [...endpoints.keys()],
  };
}

/** As the engine's list has it: `Up 5 minutes (healthy)`, `Exited (3) 2 seconds ago`. */
export function statusText({ state, health, exitCode, startedAt, finishedAt }: ContainerStatus): string {
  const since = duration(nowMs - Date.parse(startedAt));
  switch (state) {
    case "running":
      return `Up ${since}${health === "none" ? "" : ` (${health === "starting" ? "health: starting" : health})`}`;
    case "paused":
      return `Up ${since} (Paused)`;
    case "restarting":
    case "exited":
      return `${state === "exited" ? "Exited" : "Restarting"} (${exitCode}) ${ago(finishedAt, nowMs)}`;
    case "removing":
      return "Removal In Progress";
    default:
      return state === "dead" ? "Dead" : "Created";
  }
}

/** As far as it can have changed since it was made. */
function glimpsed(container: Stored): ContainerFact {
  const { config } = container;
  const changing = Object.fromEntries(
    [...mutableFields, "networkMode" as const].map((field) => [field, config[field]]),
  );
  return { ...fact(container), config: { ...plainConfig(config.image), ...changing } };
}

export function fact(container: Stored): ContainerFact {
  const { id, name, config, imageId, imageContent, createdAt, status, endpoints, networkIds } = container;
  return {
    id,
    name,
    labels: config.labels,
    imageId,
    ...(imageContent !== undefined && { imageContent }),
    createdAt,
    status,
    config,
    mounts: liveMounts(container),
    endpoints: [...endpoints.values()].map((endpoint) => ({
      ...endpoint,
      networkId: networkIds.get(endpoint.network) ?? "",
    })),
  };
}

/** Whether these are all there, each as `name` or `name=value`. */
export const hasLabels = (all: Readonly<Record<string, string>>, wanted: readonly string[]): boolean =>
  wanted.every((label) => {
    const [name = ""] = label.split("=", 1);
    return name === label ? Object.hasOwn(all, name) : all[name] === label.slice(name.length + 1);
  });

export const nothingUsed: Usage = {
  cpuPercent: 0,
  memory: 0,
  memoryLimit: 0,
  received: 0,
  sent: 0,
  read: 0,
  written: 0,
  processes: 0,
};
