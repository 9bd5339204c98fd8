/**
 * Services that a program of the user's machine stands for: it is run by `up` each time, once what it depends on is there,
 * and tells variables for the services that depend on it; `down` runs it when these are gone.
 */
import type { StepId } from "../../core/ids.ts";
import type { Project, Provider, Service } from "../../spec/project.ts";
import type { Draft } from "../plan/draft.ts";
import { afterEnd, type Gates } from "./step-context.ts";

type Provided = Service & { readonly provider: Provider };

export const hasProvider = (service: Service): service is Provided => service.provider !== undefined;

/** @returns the step that runs it */
export function providerUp(service: Provided, gates: Gates, draft: Draft): StepId {
  const resource = { kind: "provider", name: service.name, service: service.name } as const;
  const because = `the program "${service.provider.type}" of this machine makes it`;
  draft.say({ resource, action: "start", because });
  return draft.add({
    id: `provide ${service.name}`,
    after: gates.after,
    ...afterEnd(gates),
    operation: {
      kind: "run-provider",
      provider: service.provider.type,
      command: "up",
      options: service.provider.options,
    },
    resource,
    because,
  });
}

/** @param gone service → the steps after which nothing of it is left */
export function providersDown(
  project: Project,
  named: ReadonlySet<string>,
  gone: ReadonlyMap<string, readonly StepId[]>,
  draft: Draft,
): void {
  const steps = new Map<string, StepId>();
  // Who is depended on comes first in the project, and goes last.
  for (const service of [...project.services.values()].reverse().filter(hasProvider)) {
    if (!named.has(service.name)) continue;
    const dependents = [...project.services.values()].filter(({ dependsOn }) => dependsOn.has(service.name));
    const resource = { kind: "provider", name: service.name, service: service.name } as const;
    const because = `the program "${service.provider.type}" of this machine takes it away`;
    draft.say({ resource, action: "remove", because });
    const step = draft.add({
      id: `withdraw ${service.name}`,
      after: dependents.flatMap(({ name }) => [...(gone.get(name) ?? []), steps.get(name)]),
      operation: {
        kind: "run-provider",
        provider: service.provider.type,
        command: "down",
        options: service.provider.options,
      },
      resource,
      because,
    });
    steps.set(service.name, step);
  }
}
