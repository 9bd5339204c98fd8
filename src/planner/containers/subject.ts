/** A container as its steps speak of it. */
import type { Resource } from "../../core/events.ts";
import type { ContainerRef } from "../../engine/container-config.ts";
import { labels } from "../../engine/labels.ts";
import type { ContainerFact } from "../../engine/port.ts";

/** What is said of a container in every step that is about it. */
export interface Subject {
  /** `web-1`, or the whole name of a container that the file names. */
  readonly label: string;
  readonly resource: Resource;
}

export const byId = (container: ContainerFact): ContainerRef => ({ by: "id", id: container.id, name: container.name });

/** Its name without the project's. */
export function labelOf({ name, labels: own }: ContainerFact): string {
  const prefix = `${own[labels.project]}-`;
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

export const containerResource = (container: ContainerFact): Resource => ({
  kind: "container",
  name: container.name,
  service: container.labels[labels.service] ?? "",
});

export const subjectOf = (container: ContainerFact): Subject => ({
  label: labelOf(container),
  resource: containerResource(container),
});
