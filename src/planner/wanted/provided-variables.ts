/**
 * Variables that providers give to the services that depend on them. They are known only when a provider has run, so whether
 * a container that stands has the right ones is a condition, and its own count as nobody's change.
 */
import type { ServiceName, StepId } from "../../core/ids.ts";
import type { ContainerFact } from "../../engine/port.ts";
import type { Project, Service } from "../../spec/project.ts";
import type { Condition } from "../plan/condition.ts";
import { isProvided } from "./injected-variables.ts";

type VariablesDiffer = Extract<Condition, { kind: "variables-differ" }>;

/** `DB_`: how the names of the variables begin that a provider gives to those who depend on it. */
export const prefixOf = (service: string): string => `${service.toUpperCase()}_`;

/** Of the providers that the service depends on. */
export const prefixesOf = (project: Project, service: Service): readonly string[] =>
  [...service.dependsOn.keys()]
    .filter((name) => project.services.get(name)?.provider !== undefined)
    .map((name) => prefixOf(name));

/** The condition under which a container must be replaced for its variables' sake. */
export function variablesDiffer(
  service: Service,
  project: Project,
  live: ContainerFact,
  providers: ReadonlyMap<ServiceName, StepId>,
): VariablesDiffer | undefined {
  const steps = [...service.dependsOn.keys()].flatMap((name) => providers.get(name) ?? []);
  if (steps.length === 0) return undefined;
  const prefixes = prefixesOf(project, service);
  const from = Object.entries(live.config.environment).flatMap(([name, value]): [string, string][] =>
    value !== null && isProvided(name, prefixes, live) ? [[name, value]] : [],
  );
  return { kind: "variables-differ", steps: steps.sort(), from: Object.fromEntries(from) };
}
