/** What one read of an engine in memory tells, in the port's words. */
import { isUp } from "../../../src/engine/container-state.ts";
import { labels } from "../../../src/engine/labels.ts";
import type {
  ContainerFact,
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
  const snapshot: Snapshot = {
    engine,
    listed: [...state.containers.values()].map((container) => listed(state, container)),
    containers: own.map(fact),
    networks: [...state.networks.values()].map((network) => ({
      ...network,
      containers: aliveOn(state, network).map(({ id, name }) => ({ id, name })),
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
      ? config.exposed.map((port) => ({
          containerPort: Number.parseInt(port, 10),
          protocol: port.split("/")[1] ?? "tcp",
        }))
      : [],
  };
}

function fact(container: Stored): ContainerFact {
  const { id, name, config, imageId, createdAt, status, endpoints, networkIds } = container;
  return {
    id,
    name,
    labels: config.labels,
    imageId,
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
