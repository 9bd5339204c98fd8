/** How containers are called in steps. */
import type { Resource } from "../../core/events.ts";
import type { ContainerRef } from "../../engine/container-config.ts";
import { labels } from "../../engine/labels.ts";
import type { ContainerFact } from "../../engine/port.ts";
import type { Replica } from "./decide.ts";

export const byId = (container: ContainerFact): ContainerRef => ({ by: "id", id: container.id, name: container.name });

/** `web-1`, or the whole name of a container that the file names. */
export const short = (replica: Replica): string =>
  replica.service.containerName ?? `${replica.service.name}-${replica.number}`;

export function shortName(name: string, container: ContainerFact): string {
  const prefix = `${container.labels[labels.project]}-`;
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

export const resourceOf = (replica: Replica): Resource => ({
  kind: "container",
  name: replica.wanted.name,
  service: replica.service.name,
});

export const containerResource = (container: ContainerFact): Resource => ({
  kind: "container",
  name: container.name,
  service: container.labels[labels.service] ?? "",
});
