/** A draft as the plan that it becomes: its steps in order, its verdicts complete, and what the plan stands on. */
import { canonicalJson } from "../core/canonical-json.ts";
import { jsonText } from "../core/ordered-json.ts";
import { sha256 } from "../core/sha256.ts";
import type { Snapshot } from "../engine/port.ts";
import { hostPrivilegesOf } from "../spec/host-privileges.ts";
import type { Project } from "../spec/project.ts";
import { engineRules } from "./engine-rules.ts";
import { link } from "./link.ts";
import type { Draft } from "./plan/draft.ts";
import type { ObservedState, Plan, Verdict } from "./plan/plan.ts";

/** @param project the project, or its name where there is no file */
export function finished(draft: Draft, project: Project | string, snapshot: Snapshot): Plan {
  const file = typeof project === "string" ? undefined : project;
  const { address, id } = snapshot.engine;
  const states = observedStatesIn(snapshot);
  const verdicts = draft.verdicts.map((verdict): Verdict => {
    const { kind, name } = verdict.resource;
    const known = verdict.observed ?? states.get(`${kind} ${name}`);
    return known ? { ...verdict, observed: known } : verdict;
  });
  return {
    version: 1,
    project: file?.name ?? String(project),
    engine: { address, ...(id !== undefined && { id }) },
    ...(file && { digest: digestOf(file) }),
    steps: draft.steps.length === 0 ? [] : link(draft.steps, engineRules(file, snapshot, draft.steps)),
    verdicts: file ? withPrivileges(verdicts, file) : verdicts,
    warnings: draft.warnings,
  };
}

/** Replicas that a flag asks for are not in the file. */
function digestOf({ printed, services }: Project): string {
  const replicas = [...services.values()].map(({ name, replicas: count }) => [name, count]);
  return sha256(`${jsonText(printed)} ${canonicalJson(replicas)}`);
}

/** What there is of resources that are no containers. */
function observedStatesIn({ networks, volumes, images }: Snapshot): ReadonlyMap<string, ObservedState> {
  return new Map<string, ObservedState>([
    ...networks.map(({ name, id }): [string, ObservedState] => [`network ${name}`, { id }]),
    ...volumes.map(({ name }): [string, ObservedState] => [`volume ${name}`, { id: name }]),
    ...Object.entries(images).map(([name, { id }]): [string, ObservedState] => [`image ${name}`, { id }]),
  ]);
}

/** What the services of this plan may do beyond their containers stands beside what becomes of them. */
function withPrivileges(verdicts: readonly Verdict[], project: Project): readonly Verdict[] {
  const privileges = Map.groupBy(hostPrivilegesOf(project), ({ service }) => service);
  if (privileges.size === 0) return verdicts;
  return verdicts.map((verdict): Verdict => {
    const { kind, service = "" } = verdict.resource;
    const own = kind === "container" || kind === "provider" ? privileges.get(service) : undefined;
    return own && verdict.action !== "remove" ? { ...verdict, marks: own.map(({ mark }) => mark) } : verdict;
  });
}
