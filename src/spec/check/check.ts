/**
 * Rules that hold between attributes and between services; the rules are lists in check-service.ts, check-build.ts,
 * check-devices.ts, check-develop.ts, check-doubtful.ts, check-ready.ts and check-references.ts (one service), check-dependencies.ts,
 * check-project.ts and check-resources.ts (services and resources together).
 * Services that no profile enables are not looked at.
 */
import type { Diagnostic } from "../../core/diagnostics.ts";
import { entriesOf, get } from "../tree/edit.ts";
import { buildRules } from "./check-build.ts";
import { dependencyRules } from "./check-dependencies.ts";
import { developRules } from "./check-develop.ts";
import { deviceRules } from "./check-devices.ts";
import { doubtfulOfProject, doubtfulOfService } from "./check-doubtful.ts";
import { grantsAsMounted } from "./check-grants.ts";
import type { Check, CheckedService, ServiceRule } from "./check-input.ts";
import { mountRules } from "./check-mounts.ts";
import { projectRules } from "./check-project.ts";
import { readyRules } from "./check-ready.ts";
import { defined } from "./check-references.ts";
import { resourceRules } from "./check-resources.ts";
import { serviceRules } from "./check-service.ts";

interface Known {
  /** What was found wrong so far. */
  readonly known: readonly Diagnostic[];
  /** Services that lack what they extend. */
  readonly incomplete: ReadonlySet<string>;
}

export function check(input: Omit<Check, "isBroken"> & Known): void {
  const broken = new Set([
    ...input.known.flatMap(({ severity, path }) => (severity === "error" && path ? prefixes(path) : [])),
    ...[...input.incomplete].map((name) => `services.${name}`),
  ]);
  const entries = entriesOf(get(input.tree, "services"));
  const services: CheckedService[] = [];
  for (const [name, node] of input.selection.enabled) {
    const entry = entries.get(name) ?? { keyPlace: node.place, value: node };
    services.push({ name, node, entry, path: ["services", name] });
  }
  const rules: Check = { ...input, isBroken: (path) => broken.has(path) };
  for (const service of services) for (const rule of ofOneService) rule(service, rules);
  for (const rule of ofProject) rule(services, rules);
}

const ofProject = [...dependencyRules, ...projectRules, ...resourceRules, ...doubtfulOfProject];

const ofOneService: readonly ServiceRule[] = [
  ...serviceRules,
  ...buildRules,
  ...deviceRules,
  ...developRules,
  ...readyRules,
  ...doubtfulOfService,
  defined,
  ...mountRules,
  grantsAsMounted,
];

/** `services.web.ports[0]` → `services`, `services.web`, `services.web.ports`, and itself. */
const prefixes = (path: string): string[] => [
  ...[...path.matchAll(/[.[]/g)].map(({ index }) => path.slice(0, index)),
  path,
];
