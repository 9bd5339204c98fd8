/**
 * The plan that takes the project away: containers in reverse order of dependencies, then networks, and volumes where
 * asked. Works from labels alone, so it needs no file; it touches nothing without this project's label.
 */

import { isUp } from "../engine/container-state.ts";
import { labels } from "../engine/labels.ts";
import type { ContainerFact, Snapshot } from "../engine/port.ts";
import type { Observed } from "../observe/observed.ts";
import type { Project } from "../spec/project.ts";
import { serviceOf } from "./compare/classify.ts";
import { providersDown } from "./containers/providers.ts";
import { keepOrphans } from "./containers/removals.ts";
import { removed } from "./containers/slots/changed.ts";
import { stopped } from "./containers/slots/stopped.ts";
import { subjectOf } from "./containers/subject.ts";
import { leftVolumes } from "./containers/unnamed-volumes.ts";
import { observedStateOf } from "./containers/verdicts.ts";
import { finished } from "./finished.ts";
import { imageRemovals } from "./images/removals.ts";
import { Draft } from "./plan/draft.ts";
import { keys, need } from "./plan/needs.ts";
import type { DownOptions } from "./plan/options.ts";
import type { Plan } from "./plan/plan.ts";
import { dependenciesOf, fileOf, needsOf, stopTurn, withDependents } from "./stop.ts";

export function planDown(project: Project | string, { snapshot }: Observed, options: DownOptions): Plan {
  const name = typeof project === "string" ? project : project.name;
  const draft = new Draft();
  const { named, doomed, spared } = sort(project, snapshot, options);
  const reason = { code: "requested", by: "down" } as const;
  const file = fileOf(project);
  const context = { draft, project: file, graceSeconds: options.graceSeconds, hooksMustSucceed: true };
  for (const container of doomed) {
    const subject = subjectOf(container);
    draft.say({ resource: subject.resource, action: "remove", reason, observed: observedStateOf(container) });
    const stop = isUp(container.status) ? stopped(container, reason, stopTurn(container, context), context) : undefined;
    const gives = [...dependenciesOf(container, file).map(keys.dependentsRemoved), keys.leftImage(container.imageId)];
    removed(subject, container, reason, options.volumes, { when: "always", after: [stop], gives }, context);
  }
  keepOrphans(spared, draft);
  if (file) providersDown(file, named, draft);
  if (isWhole(options)) {
    networkSteps(name, snapshot, { doomed, spared }, draft);
    if (options.volumes) volumeSteps(project, snapshot, doomed, draft);
  }
  if (options.images) imageRemovals(project, snapshot, { services: named, containers: doomed }, options, draft);
  return finished(draft, project, snapshot);
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
  { doomed, spared }: Pick<ReturnType<typeof sort>, "doomed" | "spared">,
  draft: Draft,
): void {
  const orphans = new Set(spared.map(({ name }) => name));
  const going = new Set(doomed.map(({ id }) => id));
  const own = snapshot.networks.filter((fact) => fact.labels[labels.project] === project);
  for (const network of own.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const staying = network.containers.filter(({ id }) => !going.has(id)).map((container) => container.name);
    const resource = { kind: "network", name: network.name } as const;
    if (staying.length > 0) {
      draft.warn({
        code: "network-in-use",
        severity: "warning",
        message: `the network "${network.name}" stays, because ${staying.join(", ")} is connected to it`,
        hint: staying.every((name) => orphans.has(name))
          ? "remove it with --remove-orphans"
          : `disconnect it (docker network disconnect ${network.name} ${staying[0]}), then run down again`,
      });
      draft.say({ resource, action: "keep", reason: { code: "on-network", containers: staying } });
      continue;
    }
    const reason = { code: "requested", by: "down" } as const;
    draft.say({ resource, action: "remove", reason });
    draft.add({
      id: `remove network ${network.name}`,
      // What a provider stands for may use it.
      needs: [need(keys.withdrawn)],
      operation: { kind: "remove-network", id: network.id, name: network.name },
      resource,
      reason,
    });
  }
}

/** The project's named volumes, and those without a name that do not go with its containers. */
function volumeSteps(
  project: Project | string,
  snapshot: Snapshot,
  doomed: readonly ContainerFact[],
  draft: Draft,
): void {
  const name = typeof project === "string" ? project : project.name;
  const own = snapshot.volumes.filter(
    (volume) => volume.labels[labels.project] === name && volume.labels[labels.volume] !== undefined,
  );
  const targets = new Set([...own.map((volume) => volume.name), ...leftVolumes(name, snapshot, doomed)]);
  for (const target of [...targets].sort()) {
    const resource = { kind: "volume", name: target } as const;
    const reason = { code: "flag", flag: "-v", losesData: true } as const;
    draft.say({ resource, action: "remove", reason });
    draft.add({
      id: `remove volume ${target}`,
      operation: { kind: "remove-volume", name: target },
      resource,
      reason,
    });
  }
}
