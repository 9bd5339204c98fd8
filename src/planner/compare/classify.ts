/**
 * Sorts what the engine has into what the planner decides about: each service's containers by number, one-offs,
 * orphans. Reads labels and nothing else; changes.ts compares, choose.ts decides.
 */
import type { ServiceName } from "../../core/ids.ts";
import { isReplica, labels } from "../../engine/labels.ts";
import type { ContainerFact, Snapshot } from "../../engine/port.ts";
import type { Project } from "../../spec/project.ts";

export interface Classified {
  /** Service → its containers, by number, then name. */
  readonly byService: ReadonlyMap<string, readonly ContainerFact[]>;
  /** Made by `run`. */
  readonly oneOffs: readonly ContainerFact[];
  /** Of `pre_start` hooks that an earlier run did not see to its end. */
  readonly hooks: readonly ContainerFact[];
  /** Of services that the file does not have. */
  readonly orphans: readonly ContainerFact[];
}

export function classify(project: Project, snapshot: Snapshot): Classified {
  // A service that a program stands for has no containers.
  const known = (name: string): boolean =>
    project.services.get(name as ServiceName)?.provider === undefined &&
    (project.services.has(name as ServiceName) || project.otherServices.has(name));
  const oneOffs = snapshot.containers.filter(isOneOff);
  const regular = snapshot.containers.filter((container) => isReplica(container.labels)).sort(byNumber);
  return {
    byService: Map.groupBy(
      regular.filter((container) => known(serviceOf(container))),
      serviceOf,
    ),
    oneOffs,
    hooks: snapshot.containers.filter(isHook),
    orphans: regular.filter((container) => !known(serviceOf(container))),
  };
}

export const serviceOf = (container: ContainerFact): string => container.labels[labels.service] ?? "";

/** 0 where the label is missing or no number. */
export const numberOf = (container: ContainerFact): number =>
  Number.parseInt(container.labels[labels.number] ?? "0", 10) || 0;

export const isOneOff = (container: ContainerFact): boolean => container.labels[labels.oneOff] === "True";

/** Made for a `pre_start` hook. */
export const isHook = (container: ContainerFact): boolean => container.labels[labels.hook] !== undefined;

const byNumber = (a: ContainerFact, b: ContainerFact): number =>
  numberOf(a) - numberOf(b) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** Dependencies as the container's label tells them, for a project without its file: name → restart with it. */
export function labelledDependencies(container: ContainerFact): ReadonlyMap<string, boolean> {
  const parts = (container.labels[labels.dependsOn] ?? "").split(",").filter(Boolean);
  return new Map(parts.map((part) => part.split(":")).map(([name = "", , restart]) => [name, restart === "true"]));
}
