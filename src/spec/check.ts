/**
 * Rules that hold between attributes and between services; the rules are lists in check-service.ts (one service),
 * check-dependencies.ts and check-project.ts (services and resources together).
 * Services that no profile enables are not looked at.
 */
import type { Diagnostic } from "../core/diagnostics.ts";
import { dependencyRules } from "./check-dependencies.ts";
import { projectRules } from "./check-project.ts";
import { serviceRules } from "./check-service.ts";
import { entriesOf, get } from "./edit.ts";
import type { Report } from "./report.ts";
import type { Selection } from "./selection.ts";
import type { Entry, MapNode, Path } from "./tree.ts";

export interface Check {
  readonly tree: MapNode;
  readonly selection: Selection;
  readonly report: Report;
}

export interface CheckedService {
  readonly name: string;
  readonly node: MapNode;
  readonly path: Path;
  readonly entry: Entry;
  /** Something in it was wrong before: a rule that misses a value may miss what was left out. */
  readonly broken: boolean;
}

export function check(input: Check & { readonly known: readonly Diagnostic[] }): void {
  const broken = new Set(
    input.known.flatMap(({ severity, path }) => (severity === "error" && path ? prefixes(path) : [])),
  );
  const entries = entriesOf(get(input.tree, "services"));
  const services: CheckedService[] = [];
  for (const [name, node] of input.selection.enabled) {
    const entry = entries.get(name) ?? { keyPlace: node.place, value: node };
    services.push({ name, node, entry, path: ["services", name], broken: broken.has(`services.${name}`) });
  }
  for (const service of services) for (const rule of serviceRules) rule(service, input);
  for (const rule of [...dependencyRules, ...projectRules]) rule(services, input);
}

/** `services.web.ports[0]` → `services`, `services.web`, `services.web.ports`, and itself. */
const prefixes = (path: string): string[] => [
  ...[...path.matchAll(/[.[]/g)].map(({ index }) => path.slice(0, index)),
  path,
];
