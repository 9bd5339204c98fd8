/**
 * The label `com.docker.compose.config-hash`, by docker compose's recipe: so that it sees its own project in what this
 * tool made. Nothing here decides anything: changes are found field by field (changes.ts).
 */
import type { ServiceName } from "../core/ids.ts";
import { isMap, type Ordered, type OrderedMap } from "../core/ordered-json.ts";
import { sha256 } from "../core/sha256.ts";
import type { ContainerRef } from "../engine/container-config.ts";
import type { Network, Service, Volume } from "../spec/project.ts";
import type { ContainerOf } from "./container-spec.ts";
import type { ConfigHash } from "./plan.ts";
import { goJson } from "./resource-labels.ts";

/** Attributes that do not count. */
const left = new Set(["build", "pull_policy", "scale", "depends_on", "profiles"]);
/** Attributes that may name another service and are hashed with its container's id. */
const sharing = ["network_mode", "ipc", "pid"] as const;

export function serviceHash(service: Service, containerOf: ContainerOf): ConfigHash {
  const mark = unusedMark(service.model);
  const later: ContainerRef[] = [];
  const entries = [...service.model].flatMap(([key, value]): [string, Ordered][] => {
    if (left.has(key)) return [];
    if (key === "deploy" && isMap(value)) return [[key, withoutReplicas(value)]];
    const shared = sharing.some((name) => name === key) && sharedService(value);
    const ref = shared ? containerOf(shared) : undefined;
    if (!ref) return [[key, value]];
    if (ref.by === "id") return [[key, `container:${ref.id}`]];
    later.push(ref);
    return [[key, `container:${mark}`]];
  });
  const text = goJson(new Map(entries));
  if (later.length === 0) return { value: sha256(text) };
  const pieces = text.split(mark);
  return { parts: pieces.flatMap((piece, i) => [piece, ...later.slice(i, i + 1)]) };
}

/** A text that stands where an id will, and nowhere else in the model. */
function unusedMark(model: OrderedMap): string {
  const text = goJson(model);
  let mark = "@container";
  while (text.includes(mark)) mark += "@";
  return mark;
}

const withoutReplicas = (deploy: OrderedMap): OrderedMap => new Map([...deploy].filter(([key]) => key !== "replicas"));

const sharedService = (value: unknown): ServiceName | undefined =>
  typeof value === "string" && value.startsWith("service:")
    ? (value.slice("service:".length) as ServiceName)
    : undefined;

export const networkHash = (network: Network): string => sha256(goJson(network.model));

/** A volume's driver counts as `local` where the file leaves it out. */
export const volumeHash = ({ model }: Volume): string =>
  sha256(goJson(new Map<string, Ordered>([["name", ""], ["driver", "local"], ...model])));
