/** Steps that take one standing container away, and how containers are called in steps. */
import type { Resource } from "../core/events.ts";
import type { StepId } from "../core/ids.ts";
import type { ContainerRef } from "../engine/container-config.ts";
import { labels } from "../engine/labels.ts";
import type { ContainerFact } from "../engine/port.ts";
import { isUp } from "./classify.ts";
import type { Removal, Replica } from "./decide.ts";
import type { Draft } from "./draft.ts";
import type { Step } from "./plan.ts";

interface StopContext {
  readonly draft: Draft;
  /** `-t`, seconds; absent: the container's own. */
  readonly graceSeconds: number | undefined;
}

/** Steps that take a container away. */
export function removalSteps({ container, because }: Removal, context: StopContext): StepId {
  const { draft } = context;
  const resource = containerResource(container);
  const stopped = isUp(container) ? stopStep(container, because, [], context) : undefined;
  draft.say({ resource, action: "remove", because });
  return draft.add({
    id: `remove ${shortName(container.name, container)}`,
    after: [stopped],
    operation: { kind: "remove-container", container: byId(container), volumes: false },
    resource,
    because,
  });
}

/** A stop of one container that stands. */
export function stopStep(
  container: ContainerFact,
  because: string,
  after: readonly StepId[],
  { draft, graceSeconds }: StopContext,
  extra: Partial<Pick<Step, "onlyIf" | "afterEnd">> = {},
): StepId {
  return draft.add({
    id: `stop ${shortName(container.name, container)}`,
    after,
    operation: {
      kind: "stop-container",
      container: byId(container),
      ...(graceSeconds !== undefined && { graceSeconds }),
    },
    resource: containerResource(container),
    because,
    ...extra,
  });
}

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
