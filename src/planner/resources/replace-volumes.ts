/**
 * `--replace-volume`: named volumes that are recreated, their data lost. Only the project's own, and only where every
 * container that has one goes before it (checks/volume-users.ts).
 */
import { closest } from "../../core/closest.ts";
import type { Diagnostic } from "../../core/diagnostics.ts";
import type { Reason } from "../../core/reason.ts";
import { labels } from "../../engine/labels.ts";
import type { VolumeFact } from "../../engine/port.ts";
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

/** @returns why it goes, and comes again */
export function replaceVolume({ name, key }: Volume, { size }: VolumeFact, draft: Draft): Reason {
  const reason: Reason = {
    code: "volume-replaced",
    volume: name,
    flag: `--replace-volume ${key}`,
    ...(size !== undefined && { bytes: size }),
  };
  const resource = { kind: "volume", name } as const;
  draft.say({ resource, action: "replace-data", reason });
  draft.add({ id: `remove volume ${name}`, operation: { kind: "remove-volume", name }, resource, reason });
  return reason;
}
