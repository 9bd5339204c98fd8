/**
 * Volumes that nobody named: the file's, which carry this tool's labels, and an image's, which nothing marks. A container
 * that is removed takes along those that were made with it; one that it took over from the container before it, the engine
 * holds for a named one, so the container's own label keeps which these are.
 */

import type { StepId } from "../../core/ids.ts";
import type { Mount } from "../../engine/container-config.ts";
import { labels } from "../../engine/labels.ts";
import type { ContainerFact, Snapshot } from "../../engine/port.ts";
import { isAnonymous } from "../compare/mount-changes.ts";
import type { Draft } from "../plan/draft.ts";
import { onlyIf, type When } from "../plan/when.ts";

/** The label of a container that takes volumes over by name; none where it takes none. */
export function inheritedLabel(mounts: readonly Mount[], from: ContainerFact): Readonly<Record<string, string>> {
  const its = new Set([...madeWith(from), ...inheritedBy(from)]);
  const mounted = mounts.flatMap((mount) => (mount.type === "volume" && mount.source ? [mount.source] : []));
  const names = mounted.filter((name) => its.has(name)).sort();
  return names.length > 0 ? { [labels.inherited]: names.join(",") } : {};
}

/**
 * Those that the engine made for the container, and removes with it when asked to. Of one with `volumes_from` only what it
 * asks for itself is known to be its own.
 */
function madeWith({ config, mounts }: ContainerFact): readonly string[] {
  const byName = new Set(config.mounts.map((mount) => (mount.type === "volume" ? mount.source : undefined)));
  const asked = new Set(config.mounts.map(({ target }) => target));
  return mounts.flatMap(({ type, source, target }) => {
    const isOwn = config.volumesFrom.length === 0 || asked.has(target);
    return type === "volume" && isAnonymous(source) && isOwn && !byName.has(source) ? [source] : [];
  });
}

/** Those that the container took over, and still has. */
export function inheritedBy({ labels: own, mounts }: ContainerFact): readonly string[] {
  const inherited = new Set((own[labels.inherited] ?? "").split(","));
  return mounts.flatMap(({ type, source }) =>
    type === "volume" && isAnonymous(source) && inherited.has(source) ? [source] : [],
  );
}

/** The engine's names of the project's volumes without a name that stay when these containers go with theirs. */
export function leftVolumes(
  project: string,
  { volumes }: Snapshot,
  doomed: readonly ContainerFact[],
): readonly string[] {
  const goAlong = new Set(doomed.flatMap(madeWith));
  const owned = volumes.filter(({ name, labels: own }) => isAnonymous(name) && own[labels.ownProject] === project);
  const left = [...owned.map(({ name }) => name), ...doomed.flatMap(inheritedBy)];
  return [...new Set(left)].filter((name) => !goAlong.has(name));
}

/** Volumes without a name that it took over itself: the engine does not remove these along with it. */
export function removeInherited(live: ContainerFact, removed: StepId, draft: Draft, when: When): void {
  for (const name of inheritedBy(live))
    draft.add({
      id: `remove volume ${name}`,
      after: [removed],
      operation: { kind: "remove-volume", name },
      resource: { kind: "volume", name },
      reason: { code: "flag", flag: "-V" },
      ...onlyIf(when),
    });
}
