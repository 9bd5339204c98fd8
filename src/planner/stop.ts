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

/** Stops what runs of the project, or of the selected services and those that need them; nothing is removed. */
export function planStop(project: Project | string, snapshot: Snapshot, options: StopOptions): Plan {
  const draft = new Draft(typeof project === "string" ? project : project.name);
  const { graceSeconds, hooksMustSucceed = true } = options;
  stopAll(concerned(project, snapshot), "stop was asked for", {
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
function concerned(project: Project | string, snapshot: Snapshot): ContainerFact[] {
  const services = typeof project === "string" ? undefined : new Set<string>(project.services.keys());
  return snapshot.containers.filter(
    (container) =>
      container.labels[labels.oneOff] !== "True" && (services === undefined || services.has(serviceOf(container))),
  );
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
