/**
 * The project's named volumes: made where they are missing. One that holds data is never made anew: where the file
 * and the volume differ, a warning says so.
 */
import { sameJson } from "../core/canonical-json.ts";
import type { Diagnostic } from "../core/diagnostics.ts";
import type { StepId } from "../core/ids.ts";
import { labels } from "../engine/labels.ts";
import type { Snapshot, VolumeFact } from "../engine/port.ts";
import type { Project, Volume } from "../spec/project.ts";
import { volumeHash } from "./config-hash.ts";
import type { Draft } from "./draft.ts";
import { about, notFound, notOurs } from "./foreign.ts";
import { projectLabels } from "./resource-labels.ts";

export interface Volumes {
  /** Engine's name → the step that makes it. */
  readonly made: ReadonlyMap<string, StepId>;
  readonly errors: readonly Diagnostic[];
}

export function planVolumes(project: Project, snapshot: Snapshot, draft: Draft): Volumes {
  const live = new Map(snapshot.volumes.map((volume) => [volume.name, volume]));
  const made = new Map<string, StepId>();
  const errors: Diagnostic[] = [];
  for (const volume of [...project.volumes.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
    const have = live.get(volume.name);
    const resource = { kind: "volume", name: volume.name } as const;
    if (volume.external) {
      if (!have) errors.push(notFound(project, "volume", volume));
    } else if (!have) {
      const because = "it is not there yet";
      draft.say({ resource, action: "create", because });
      made.set(
        volume.name,
        draft.add({
          id: `create volume ${volume.name}`,
          operation: { kind: "create-volume", volume: volumeSpec(project, volume) },
          resource,
          because,
        }),
      );
    } else {
      const warning =
        have.labels[labels.project] === project.name
          ? differs(project, volume, have)
          : notOurs(project, "volume", volume);
      if (warning) draft.warn(warning);
      draft.say({ resource, action: "keep", because: warning ? "its data is kept as it is" : "it is as declared" });
    }
  }
  return { made, errors };
}

const volumeSpec = (project: Project, volume: Volume): VolumeFact => ({
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
    hint: 'save its data, remove it with "down -v", and start again',
  };
}
