/**
 * Rules that hold between attributes and between services; the rules are lists in check-service.ts and
 * check-references.ts (one service),
 * check-dependencies.ts and check-project.ts (services and resources together).
 * Services that no profile enables are not looked at.
 */
import type { Diagnostic } from "../core/diagnostics.ts";
import { dependencyRules } from "./check-dependencies.ts";
import type { Check, CheckedService } from "./check-input.ts";
import { projectRules } from "./check-project.ts";
import { defined } from "./check-references.ts";
import { serviceRules } from "./check-service.ts";
import { entriesOf, get } from "./edit.ts";

/** `known`: what was found wrong so far. */
export function check(input: Omit<Check, "isBroken"> & { readonly known: readonly Diagnostic[] }): void {
  const broken = new Set(
    input.known.flatMap(({ severity, path }) => (severity === "error" && path ? prefixes(path) : [])),
  );
  const entries = entriesOf(get(input.tree, "services"));
  const services: CheckedService[] = [];
  for (const [name, node] of input.selection.enabled) {
    const entry = entries.get(name) ?? { keyPlace: node.place, value: node };
    services.push({ name, node, entry, path: ["services", name] });
  }
  const rules: Check = { ...input, isBroken: (path) => broken.has(path) };
  for (const service of services) for (const rule of [...serviceRules, defined]) rule(service, rules);
  for (const rule of [...dependencyRules, ...projectRules]) rule(services, rules);
}

/** `services.web.ports[0]` → `services`, `services.web`, `services.web.ports`, and itself. */
const prefixes = (path: string): string[] => [
  ...[...path.matchAll(/[.[]/g)].map(({ index }) => path.slice(0, index)),
  path,
];
