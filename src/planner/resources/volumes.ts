/**
 * The project's named volumes: made where they are missing. One that holds data is recreated only where a flag names that
 * very volume; otherwise, where the file and the volume differ, a warning says so.
 */
import { sameJson } from "../../core/canonical-json.ts";
import type { Diagnostic } from "../../core/diagnostics.ts";
import type { Reason } from "../../core/reason.ts";
import { labels } from "../../engine/labels.ts";
import type { Snapshot, VolumeFact, VolumeSpec } from "../../engine/port.ts";
import type { Project, Volume } from "../../spec/project.ts";
import { about, notFound, notOurs } from "../checks/foreign.ts";
import type { Draft } from "../plan/draft.ts";
import { projectLabels } from "../plan/resource-labels.ts";
import { volumeHash } from "../wanted/config-hash.ts";
import { replaceVolume, volumesToReplace } from "./replace-volumes.ts";

export interface Volumes {
  /** The engine's names of those that are replaced. */
  readonly replaced: ReadonlySet<string>;
  readonly errors: readonly Diagnostic[];
}

/** @param toReplace keys of volumes that a flag gives up */
export function planVolumes(project: Project, snapshot: Snapshot, toReplace: readonly string[], draft: Draft): Volumes {
  const live = new Map(snapshot.volumes.map((volume) => [volume.name, volume]));
  const replaced = new Set<string>();
  const { keys, errors } = volumesToReplace(project, live, toReplace);
  for (const volume of [...project.volumes.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
    const have = live.get(volume.name);
    const resource = { kind: "volume", name: volume.name } as const;
    const create = (reason: Reason): void => {
      const operation = { kind: "create-volume", volume: volumeSpec(project, volume) } as const;
      draft.add({ id: `create volume ${volume.name}`, operation, resource, reason });
    };
    if (volume.external) {
      if (!have) errors.push(notFound(project, "volume", volume));
    } else if (!have) {
      const reason = { code: "absent" } as const;
      draft.say({ resource, action: "create", reason });
      create(reason);
    } else if (keys.has(volume.key)) {
      replaced.add(volume.name);
      create(replaceVolume(volume, have, draft));
    } else {
      const warning =
        have.labels[labels.project] === project.name
          ? differs(project, volume, have)
          : notOurs(project, "volume", volume);
      if (warning) draft.warn(warning);
      draft.say({ resource, action: "keep", reason: { code: warning ? "data-kept" : "up-to-date" } });
    }
  }
  return { replaced, errors };
}

const volumeSpec = (project: Project, volume: Volume): VolumeSpec => ({
  name: volume.name,
  driver: volume.driver ?? "local",
  driverOptions: volume.driverOptions,
  labels: {
    ...volume.labels,
    ...projectLabels(project.name),
    [labels.volume]: volume.key,
    [labels.configHash]: volumeHash(volume),
  },
});

function differs(project: Project, volume: Volume, have: VolumeFact): Diagnostic | undefined {
  const same = have.driver === (volume.driver ?? "local") && sameJson(have.driverOptions, volume.driverOptions);
  if (same || have.labels[labels.configHash] === volumeHash(volume)) return undefined;
  return {
    code: "volume-differs",
    severity: "warning",
    message: `the volume "${volume.name}" was made with another driver or other options than the file asks for; it holds data and is kept as it is`,
    ...about(project, "volume", volume),
    hint: `save its data; --replace-volume ${volume.key} recreates it, without its data`,
  };
}
