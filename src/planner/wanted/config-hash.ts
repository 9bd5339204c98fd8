/**
 * The label `com.docker.compose.config-hash`, by docker compose's recipe: so that it sees its own project in what this
 * tool made. Nothing here decides anything: changes are found field by field (changes.ts).
 */
import type { ServiceName } from "../../core/ids.ts";
import { isMap, type Ordered, type OrderedMap } from "../../core/ordered-json.ts";
import { sha256 } from "../../core/sha256.ts";
import type { ContainerRef } from "../../engine/container-config.ts";
import type { Network, Service, Volume } from "../../spec/project.ts";
import type { ConfigHash } from "../plan/operation.ts";
import { goJson } from "../plan/resource-labels.ts";
import type { ContainersOf } from "./sharing.ts";

/** Attributes that do not count. */
const left = new Set(["build", "pull_policy", "scale", "depends_on", "profiles"]);
/** Attributes that may name another service and are hashed with its container's id. */
const sharing = ["network_mode", "ipc", "pid"] as const;

/** @param containersOf absent, or where it knows of none: what names other containers counts as it is written */
export function serviceHash(service: Service, containersOf?: ContainersOf): ConfigHash {
  const mark = unusedMark(service.printed);
  const later: ContainerRef[] = [];
  const idOf = (ref: ContainerRef): string => {
    if (ref.by === "id") return ref.id;
    later.push(ref);
    return mark;
  };
  /** Ids alone: whether it is read-only does not count. */
  const volumesFrom = (value: Ordered): Ordered => {
    const owners = service.volumesFrom.map(({ owner }) => owner);
    const services = owners.flatMap((owner) => (owner.kind === "service" ? [owner.name] : []));
    if (containersOf === undefined || services.some((name) => containersOf(name) === undefined)) return value;
    return owners.flatMap((owner) => {
      if (owner.kind === "container") return owner.name;
      const ref = containersOf(owner.name)?.[0]?.ref;
      return ref ? idOf(ref) : [];
    });
  };
  const entries = [...service.printed].flatMap(([key, value]): [string, Ordered][] => {
    if (left.has(key)) return [];
    if (key === "deploy" && isMap(value)) return [[key, withoutReplicas(value)]];
    if (key === "volumes_from") return [[key, volumesFrom(value)]];
    const shared = sharing.some((name) => name === key) && sharedService(value);
    const ref = shared ? containersOf?.(shared)?.[0]?.ref : undefined;
    return [[key, ref ? `container:${idOf(ref)}` : value]];
  });
  const text = goJson(new Map(entries));
  if (later.length === 0) return { value: sha256(text) };
  const pieces = text.split(mark);
  return { parts: pieces.flatMap((piece, i) => [piece, ...later.slice(i, i + 1)]) };
}

/** A text that stands where an id will, and nowhere else in the project. */
function unusedMark(printed: OrderedMap): string {
  const text = goJson(printed);
  let mark = "@container";
  while (text.includes(mark)) mark += "@";
  return mark;
}

const withoutReplicas = (deploy: OrderedMap): OrderedMap => new Map([...deploy].filter(([key]) => key !== "replicas"));

const sharedService = (value: unknown): ServiceName | undefined =>
  typeof value === "string" && value.startsWith("service:")
    ? (value.slice("service:".length) as ServiceName)
    : undefined;

export const networkHash = (network: Network): string => sha256(goJson(network.printed));

/** A volume's driver counts as `local` where the file leaves it out. */
export const volumeHash = ({ printed }: Volume): string =>
  sha256(goJson(new Map<string, Ordered>([["name", ""], ["driver", "local"], ...printed])));
