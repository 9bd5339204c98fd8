/** A draft as the plan that it becomes: its steps in order, its verdicts complete, and what the plan stands on. */
import { canonicalJson } from "../core/canonical-json.ts";
import { jsonText } from "../core/ordered-json.ts";
import { sha256 } from "../core/sha256.ts";
import type { Snapshot } from "../engine/port.ts";
import { powersOf } from "../spec/powers.ts";
import type { Project } from "../spec/project.ts";
import { engineRules } from "./engine-rules.ts";
import { link } from "./link.ts";
import type { Draft } from "./plan/draft.ts";
import type { Plan, Seen, Verdict } from "./plan/plan.ts";

/** @param project the project, or its name where there is no file */
export function finished(draft: Draft, project: Project | string, snapshot: Snapshot): Plan {
  const file = typeof project === "string" ? undefined : project;
  const { address, id } = snapshot.engine;
  const seen = seenIn(snapshot);
  const verdicts = draft.verdicts.map((verdict): Verdict => {
    const { kind, name } = verdict.resource;
    const known = verdict.seen ?? seen.get(`${kind} ${name}`);
    return known ? { ...verdict, seen: known } : verdict;
  });
  return {
    version: 1,
    project: file?.name ?? String(project),
    engine: { address, ...(id !== undefined && { id }) },
    ...(file && { digest: digestOf(file) }),
    steps: link(draft.steps, engineRules(file, snapshot, draft.steps)),
    verdicts: file ? withPrivileges(verdicts, file) : verdicts,
    warnings: draft.warnings,
  };
}

/** Replicas that a flag asks for are not in the model. */
function digestOf({ model, services }: Project): string {
  const replicas = [...services.values()].map(({ name, replicas: count }) => [name, count]);
  return sha256(`${jsonText(model)} ${canonicalJson(replicas)}`);
}

/** What there is of resources that are no containers. */
function seenIn({ networks, volumes, images }: Snapshot): ReadonlyMap<string, Seen> {
  return new Map<string, Seen>([
    ...networks.map(({ name, id }): [string, Seen] => [`network ${name}`, { id }]),
    ...volumes.map(({ name }): [string, Seen] => [`volume ${name}`, { id: name }]),
    ...Object.entries(images).map(([name, { id }]): [string, Seen] => [`image ${name}`, { id }]),
  ]);
}

/** What the services of this plan may do beyond their containers stands beside what becomes of them. */
function withPrivileges(verdicts: readonly Verdict[], project: Project): readonly Verdict[] {
  const powers = Map.groupBy(powersOf(project), ({ service }) => service);
  if (powers.size === 0) return verdicts;
  return verdicts.map((verdict): Verdict => {
    const { kind, service = "" } = verdict.resource;
    const own = kind === "container" || kind === "provider" ? powers.get(service) : undefined;
    return own && verdict.action !== "remove" ? { ...verdict, marks: own.map(({ mark }) => mark) } : verdict;
  });
}
