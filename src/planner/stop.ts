/** Stops in the order of dependencies: who needs another stops before it. Serves `stop`, `down` and Ctrl-C. */
import type { StepId } from "../core/ids.ts";
import { labels } from "../engine/labels.ts";
import type { ContainerFact, Snapshot } from "../engine/port.ts";
import type { Project } from "../spec/project.ts";
import { isUp, labelledDependencies, serviceOf } from "./compare/classify.ts";
import { containerResource } from "./containers/container-steps.ts";
import { type StopContext, stopSteps } from "./containers/stopping.ts";
import { Draft } from "./plan/draft.ts";
import type { StopOptions } from "./plan/options.ts";
import type { Plan } from "./plan/plan.ts";

/** Stops what runs of the project, or of the services that are asked for and those that need them; nothing is removed. */
export function planStop(project: Project | string, snapshot: Snapshot, options: StopOptions): Plan {
  const draft = new Draft(typeof project === "string" ? project : project.name);
  const { graceSeconds, hooksMustSucceed = true } = options;
  stopAll(concerned(project, snapshot, options.services), "stop was asked for", {
    draft,
    project: fileOf(project),
    graceSeconds,
    hooksMustSucceed,
  });
  return draft.plan();
}

/** The project, where there is a file. */
export const fileOf = (project: Project | string): Project | undefined =>
  typeof project === "string" ? undefined : project;

/** The project's own containers, one-offs left out; of a file, only those of its services. */
function concerned(
  project: Project | string,
  { containers }: Snapshot,
  asked: readonly string[] = [],
): ContainerFact[] {
  const all = typeof project === "string" ? undefined : new Set<string>(project.services.keys());
  const services = asked.length === 0 ? all : withDependents(asked, needsOf(project, containers));
  return containers.filter(
    (container) =>
      container.labels[labels.oneOff] !== "True" && (services === undefined || services.has(serviceOf(container))),
  );
}

/** Service → what it needs, by the file or, without one, by the labels of its containers. */
export const needsOf = (
  project: Project | string,
  containers: readonly ContainerFact[],
): readonly (readonly [service: string, needs: readonly string[]])[] =>
  typeof project === "string"
    ? containers.map((container) => [serviceOf(container), [...labelledDependencies(container).keys()]] as const)
    : [...project.services].map(([name, service]) => [name, [...service.dependsOn.keys()]] as const);

/** The services and all that need them. */
export function withDependents(
  services: readonly string[],
  needs: readonly (readonly [service: string, needs: readonly string[]])[],
): Set<string> {
  const found = new Set<string>(services);
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const [name, list] of needs) if (list.some((need) => found.has(need))) found.add(name);
  }
  return found;
}

/**
 * One stop for each that is up, after those of its dependents.
 * @returns container → its stop, for those that have one
 */
export function stopAll(
  containers: readonly ContainerFact[],
  because: string,
  context: StopContext,
): ReadonlyMap<string, StepId> {
  const { draft } = context;
  const stops = new Map<string, StepId>();
  for (const container of containers.filter(isUp)) {
    draft.say({ resource: containerResource(container), action: "stop", because });
    stops.set(container.id, stopSteps(container, because, [], context));
  }
  const byService = Map.groupBy(containers, serviceOf);
  for (const container of containers) {
    const own = stops.get(container.id);
    if (own === undefined) continue;
    for (const dependency of labelledDependencies(container).keys())
      for (const needed of byService.get(dependency) ?? []) {
        const stop = stops.get(needed.id);
        if (stop !== undefined && stop !== own) draft.addNeeds(stop, [own]);
      }
  }
  return stops;
}
