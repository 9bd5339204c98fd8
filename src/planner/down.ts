/**
 * The plan that takes the project away: containers in reverse order of dependencies, then networks, and volumes where
 * asked. Works from labels alone, so it needs no file; it touches nothing without this project's label.
 */
import type { StepId } from "../core/ids.ts";
import { labels } from "../engine/labels.ts";
import type { ContainerFact, Snapshot } from "../engine/port.ts";
import type { Project } from "../spec/project.ts";
import { serviceOf } from "./compare/classify.ts";
import { byId, containerResource, shortName } from "./containers/container-steps.ts";
import { orphanWarning } from "./containers/orphans.ts";
import { providersDown } from "./containers/providers.ts";
import { leftVolumes } from "./containers/unnamed-volumes.ts";
import { Draft } from "./plan/draft.ts";
import type { DownOptions } from "./plan/options.ts";
import type { Plan } from "./plan/plan.ts";
import { fileOf, needsOf, stopAll, withDependents } from "./stop.ts";

export function planDown(project: Project | string, snapshot: Snapshot, options: DownOptions): Plan {
  const name = typeof project === "string" ? project : project.name;
  const draft = new Draft(name);
  const { named, doomed, spared } = sort(project, snapshot, options);
  draft.warn(...orphanWarning(spared));
  const because = "down was asked for";
  const { graceSeconds } = options;
  const stops = stopAll(doomed, because, { draft, project: fileOf(project), graceSeconds, hooksMustSucceed: true });
  const removals = doomed.map((container) => {
    draft.say({ resource: containerResource(container), action: "remove", because });
    return draft.add({
      id: `remove ${shortName(container.name, container)}`,
      after: [stops.get(container.id)],
      operation: { kind: "remove-container", container: byId(container), volumes: options.volumes },
      resource: containerResource(container),
      because,
    });
  });
  if (typeof project !== "string") {
    const gone = Map.groupBy(
      doomed.map((container, i) => ({ service: serviceOf(container), step: removals[i] })),
      ({ service }) => service,
    );
    const steps = new Map([...gone].map(([service, all]) => [service, all.flatMap(({ step }) => step ?? [])]));
    providersDown(project, named, steps, draft);
  }
  if (isWhole(options)) {
    networkSteps(name, snapshot, doomed, removals, draft);
    if (options.volumes) volumeSteps(project, snapshot, doomed, removals, draft);
  }
  return draft.plan();
}

const isWhole = ({ services = [] }: DownOptions): boolean => services.length === 0;

/** What goes, and the orphans that stay unless asked. Without a file everything of the project counts as known. */
function sort(
  project: Project | string,
  snapshot: Snapshot,
  options: DownOptions,
): {
  readonly named: ReadonlySet<string>;
  readonly doomed: readonly ContainerFact[];
  readonly spared: readonly ContainerFact[];
} {
  const all = snapshot.containers;
  const isFile = typeof project !== "string";
  const services = new Set<string>(isFile ? project.services.keys() : all.map(serviceOf));
  const known = new Set<string>([...services, ...(isFile ? project.otherServices : [])]);
  const named = isWhole(options) ? services : withDependents(options.services ?? [], needsOf(project, all));
  const doomed = all.filter((container) => named.has(serviceOf(container)));
  const orphans = all.filter((container) => !known.has(serviceOf(container)));
  if (!isWhole(options)) return { named, doomed, spared: [] };
  return options.removeOrphans
    ? { named, doomed: [...doomed, ...orphans], spared: [] }
    : { named, doomed, spared: orphans };
}

/** The project's networks, but for those that somebody else's container is on. */
function networkSteps(
  project: string,
  snapshot: Snapshot,
  doomed: readonly ContainerFact[],
  removals: readonly StepId[],
  draft: Draft,
): void {
  const going = new Set(doomed.map(({ id }) => id));
  for (const network of snapshot.networks.filter((fact) => fact.labels[labels.project] === project)) {
    const staying = network.containers.filter(({ id }) => !going.has(id)).map((container) => container.name);
    const resource = { kind: "network", name: network.name } as const;
    if (staying.length > 0) {
      draft.warn({
        code: "network-in-use",
        severity: "warning",
        message: `the network "${network.name}" stays, because ${staying.join(", ")} is on it`,
        hint: "take it off the network, then run down again",
      });
      draft.say({ resource, action: "keep", because: `${staying.join(", ")} is on it` });
      continue;
    }
    const because = "down was asked for";
    draft.say({ resource, action: "remove", because });
    draft.add({
      id: `remove network ${network.name}`,
      after: removals,
      operation: { kind: "remove-network", id: network.id },
      resource,
      because,
    });
  }
}

/** The project's named volumes, and those without a name that do not go with its containers. */
function volumeSteps(
  project: Project | string,
  snapshot: Snapshot,
  doomed: readonly ContainerFact[],
  removals: readonly StepId[],
  draft: Draft,
): void {
  const name = typeof project === "string" ? project : project.name;
  const own = snapshot.volumes.filter(
    (volume) => volume.labels[labels.project] === name && volume.labels[labels.volume] !== undefined,
  );
  const targets = new Set([...own.map((volume) => volume.name), ...leftVolumes(name, snapshot, doomed)]);
  for (const target of [...targets].sort()) {
    const resource = { kind: "volume", name: target } as const;
    const because = "-v was asked for";
    draft.say({ resource, action: "remove", because });
    draft.add({
      id: `remove volume ${target}`,
      after: removals,
      operation: { kind: "remove-volume", name: target },
      resource,
      because,
    });
  }
}
