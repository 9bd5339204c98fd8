/** Stops in the order of dependencies: who needs another stops before it. Serves `stop`, `down` and Ctrl-C. */

import { isUp } from "../engine/container-state.ts";
import { isReplica } from "../engine/labels.ts";
import type { ContainerFact } from "../engine/port.ts";
import type { Observed } from "../observe/observed.ts";
import type { Project } from "../spec/project.ts";
import { labelledDependencies, serviceOf } from "./compare/classify.ts";
import { whyStart } from "./containers/choose.ts";
import { providersStop } from "./containers/providers.ts";
import { stopped } from "./containers/slots/stopped.ts";
import type { SlotContext } from "./containers/slots/turn.ts";
import { containerResource } from "./containers/subject.ts";
import { observedStateOf } from "./containers/verdicts.ts";
import { finished } from "./finished.ts";
import { Draft } from "./plan/draft.ts";
import { ifPossible, keys } from "./plan/needs.ts";
import type { StopOptions } from "./plan/options.ts";
import type { Plan } from "./plan/plan.ts";

/** Stops what runs of the project, or of the services that are asked for and of no others; nothing is removed. */
export function planStop(project: Project | string, { snapshot }: Observed, options: StopOptions): Plan {
  const draft = new Draft();
  const { graceSeconds, hooksMustSucceed = true } = options;
  const context = { draft, project: fileOf(project), graceSeconds, hooksMustSucceed };
  const services = new Set(options.services?.length ? options.services : servicesOf(project, snapshot.containers));
  for (const container of snapshot.containers) {
    if (!isReplica(container.labels) || !services.has(serviceOf(container))) continue;
    const resource = containerResource(container);
    const observed = observedStateOf(container);
    const down = isUp(container.status) ? undefined : whyStart(container, container.name);
    if (down !== undefined) {
      draft.say({ resource, action: "keep", reason: down, observed });
      continue;
    }
    const reason = { code: "requested", by: "stop" } as const;
    draft.say({ resource, action: "stop", reason, observed });
    stopped(container, reason, stopTurn(container, context), context);
  }
  if (context.project) providersStop(context.project, services, hooksMustSucceed, draft);
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

/** Of a file all of its services; without one all that have a container. */
const servicesOf = (project: Project | string, containers: readonly ContainerFact[]): Iterable<string> =>
  typeof project === "string" ? containers.map(serviceOf) : project.services.keys();

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
