/**
 * `--replace-volume`: named volumes that are made anew, their data lost. Only the project's own, and only where every
 * container that has one goes before it: recreate.ts takes away those of the project's services.
 */
import { bytes } from "../../core/bytes.ts";
import { closest } from "../../core/closest.ts";
import type { Diagnostic } from "../../core/diagnostics.ts";
import type { StepId } from "../../core/ids.ts";
import { labels } from "../../engine/labels.ts";
import type { Snapshot, VolumeFact } from "../../engine/port.ts";
import type { Project, Volume } from "../../spec/project.ts";
import { about } from "../checks/foreign.ts";
import type { Draft } from "../plan/draft.ts";

/** The keys that may be replaced, and an error for each that may not. */
export function volumesToReplace(
  project: Project,
  live: ReadonlyMap<string, VolumeFact>,
  asked: readonly string[],
): { readonly keys: ReadonlySet<string>; readonly errors: Diagnostic[] } {
  const wrong = asked.map((key): [string, Diagnostic | undefined] => [key, whyNot(project, live, key)]);
  return {
    keys: new Set(wrong.flatMap(([key, error]) => (error === undefined ? [key] : []))),
    errors: wrong.flatMap(([, error]) => error ?? []),
  };
}

function whyNot(project: Project, live: ReadonlyMap<string, VolumeFact>, key: string): Diagnostic | undefined {
  const volume = project.volumes.get(key);
  if (volume === undefined) {
    const meant = closest(key, project.volumes.keys());
    const hint = meant === undefined ? {} : { hint: `did you mean ${meant}?` };
    const message = `--replace-volume: no service has a volume "${key}"`;
    return { code: "undefined-volume", severity: "error", message, ...hint };
  }
  const error = (message: string): Diagnostic => ({
    code: "volume-not-ours",
    severity: "error",
    message: `--replace-volume: the volume "${volume.name}" ${message}`,
    ...about(project, "volume", volume),
    hint: "remove it yourself, if its data may be lost",
  });
  if (volume.external) return error("is external");
  const have = live.get(volume.name);
  const isOurs = have?.labels[labels.project] === project.name && have.labels[labels.volume] !== undefined;
  return have === undefined || isOurs ? undefined : error("was not made for this project");
}

/** @returns the step that removes it; what must end before is given by `removeAfterUsers` */
export function replaceVolume({ name, key }: Volume, { size }: VolumeFact, draft: Draft): StepId {
  const lost = size === undefined ? "its data is lost" : `its data is lost: ${bytes(size)}`;
  const because = `--replace-volume ${key}; ${lost}`;
  const resource = { kind: "volume", name } as const;
  draft.say({ resource, action: "replace-data", because });
  return draft.add({ id: `remove volume ${name}`, operation: { kind: "remove-volume", name }, resource, because });
}

/**
 * Lets each removal of a volume wait until the containers that have it are gone.
 * @param removed container → the step that removes it
 * @returns an error for each container that stays
 */
export function removeAfterUsers(
  project: Project,
  { listed }: Snapshot,
  replaced: ReadonlyMap<string, StepId>,
  removed: ReadonlyMap<string, StepId>,
  draft: Draft,
): Diagnostic[] {
  const byName = new Map([...project.volumes.values()].map((volume) => [volume.name, volume]));
  return [...replaced].flatMap(([name, removal]) =>
    listed
      .filter(({ volumes }) => volumes.includes(name))
      .flatMap((user): Diagnostic[] => {
        const gone = removed.get(user.id);
        if (gone !== undefined) {
          draft.addNeeds(removal, [gone]);
          return [];
        }
        const volume = byName.get(name);
        return [
          {
            code: "resource-in-use",
            severity: "error",
            message: `the volume "${name}" can't be replaced: the container "${user.name}" has it, which this plan does not remove`,
            ...(volume && about(project, "volume", volume)),
            hint: "remove that container first; name its service too, or --remove-orphans, where it is the project's",
          },
        ];
      }),
  );
}
