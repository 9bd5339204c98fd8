/** Stops in the order of dependencies: who needs another stops before it. Serves `stop`, `down` and Ctrl-C. */

import { isUp } from "../engine/container-state.ts";
import { labels } from "../engine/labels.ts";
import type { ContainerFact } from "../engine/port.ts";
import type { Observed } from "../observe/observed.ts";
import type { Project } from "../spec/project.ts";
import { labelledDependencies, serviceOf } from "./compare/classify.ts";
import { stopped } from "./containers/slots/stopped.ts";
import type { SlotContext } from "./containers/slots/turn.ts";
import { containerResource } from "./containers/subject.ts";
import { observedStateOf } from "./containers/verdicts.ts";
import { finished } from "./finished.ts";
import { Draft } from "./plan/draft.ts";
import { ifPossible, keys } from "./plan/needs.ts";
import type { StopOptions } from "./plan/options.ts";
import type { Plan } from "./plan/plan.ts";

/** Stops what runs of the project, or of the services that are asked for and those that need them; nothing is removed. */
export function planStop(project: Project | string, { snapshot }: Observed, options: StopOptions): Plan {
  const draft = new Draft();
  const { graceSeconds, hooksMustSucceed = true } = options;
  const context = { draft, project: fileOf(project), graceSeconds, hooksMustSucceed };
  for (const container of concerned(project, snapshot.containers, options.services)) {
    if (!isUp(container.status)) continue;
    const reason = { code: "requested", by: "stop" } as const;
    draft.say({ resource: containerResource(container), action: "stop", reason, observed: observedStateOf(container) });
    stopped(container, reason, stopTurn(container, context), context);
  }
  return finished(draft, project, snapshot);
}

/** The project, where there is a file. */
export const fileOf = (project: Project | string): Project | undefined =>
  typeof project === "string" ? undefined : project;

/** What a service needs: by the file, or by the container's label where the file does not know the service. */
export const dependenciesOf = (container: ContainerFact, project: Project | undefined): readonly string[] => {
  const service = project?.services.get(serviceOf(container) as never);
  return [...(service?.dependsOn ?? labelledDependencies(container)).keys()];
};

/**
 * Where the stop of a container stands among others. Labels of containers that were made from different files may lead in
 * a circle: there is no order then.
 */
export function stopTurn(
  container: ContainerFact,
  { project }: Pick<SlotContext, "project">,
): { readonly when: "always" } & Pick<Parameters<typeof stopped>[2], "needs" | "gives"> {
  return {
    when: "always",
    needs: [ifPossible("uptime", keys.dependentsStopped(serviceOf(container)))],
    gives: dependenciesOf(container, project).map(keys.dependentsStopped),
  };
}

/** The project's own containers, one-offs left out; of a file, only those of its services. */
function concerned(
  project: Project | string,
  containers: readonly ContainerFact[],
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
