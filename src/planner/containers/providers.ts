/**
 * Services that a program of the user's machine stands for: it is run by `up` each time, once what it depends on is there,
 * and tells variables for the services that depend on it; `stop` runs it when these have stopped, `down` when they are gone.
 */
import type { ServiceName, StepId } from "../../core/ids.ts";
import type { Project, Provider, Service } from "../../spec/project.ts";
import type { Draft } from "../plan/draft.ts";
import { ifPossible, keys, type Need, need } from "../plan/needs.ts";

type Provided = Service & { readonly provider: Provider };

export const hasProvider = (service: Service): service is Provided => service.provider !== undefined;

/** Whether every service that depends on it does without it. */
export function isOptional({ services }: Project, { name }: { readonly name: string }): boolean {
  const uses = [...services.values()].flatMap(({ dependsOn }) => dependsOn.get(name as ServiceName) ?? []);
  return uses.length > 0 && uses.every(({ required }) => !required);
}

/** @returns the step that runs it */
export function providerUp(project: Project, service: Provided, needs: readonly Need[], draft: Draft): StepId {
  const resource = { kind: "provider", name: service.name, service: service.name } as const;
  const { type, options } = service.provider;
  const reason = { code: "provider", program: type, command: "up" } as const;
  draft.say({ resource, action: "start", reason });
  return draft.add({
    id: `provide ${service.name}`,
    needs,
    gives: [keys.started(service.name)],
    operation: { kind: "run-provider", provider: type, command: "up", options },
    resource,
    reason,
    ...(isOptional(project, service) && { mayFail: true }),
  });
}

/** Who depends on a provider goes before it, and what it depends on after it. */
export function providersDown(project: Project, named: ReadonlySet<string>, draft: Draft): void {
  for (const service of [...project.services.values()].filter(hasProvider)) {
    if (!named.has(service.name)) continue;
    const { type, options } = service.provider;
    const resource = { kind: "provider", name: service.name, service: service.name } as const;
    const reason = { code: "provider", program: type, command: "down" } as const;
    draft.say({ resource, action: "remove", reason });
    draft.add({
      id: `withdraw ${service.name}`,
      needs: [need(keys.dependentsRemoved(service.name))],
      gives: [
        keys.withdrawn,
        ...[...service.dependsOn.keys()].flatMap((name) => [
          keys.dependentsStopped(name),
          keys.dependentsRemoved(name),
        ]),
      ],
      operation: { kind: "run-provider", provider: type, command: "down", options },
      resource,
      reason,
    });
  }
}

/** Those of the named services; a program that does not know how to stop is left alone. @param mustSucceed else a failure is a warning */
export function providersStop(project: Project, named: ReadonlySet<string>, mustSucceed: boolean, draft: Draft): void {
  for (const service of [...project.services.values()].filter(hasProvider)) {
    if (!named.has(service.name)) continue;
    const { type, options } = service.provider;
    const resource = { kind: "provider", name: service.name, service: service.name } as const;
    const reason = { code: "provider", program: type, command: "stop" } as const;
    draft.say({ resource, action: "stop", reason });
    draft.add({
      id: `stop ${service.name}`,
      needs: [ifPossible("uptime", keys.dependentsStopped(service.name))],
      gives: [...service.dependsOn.keys()].map(keys.dependentsStopped),
      operation: { kind: "run-provider", provider: type, command: "stop", options },
      resource,
      reason,
      ...(!mustSucceed && { mayFail: true }),
    });
  }
}
