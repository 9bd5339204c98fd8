/** `--replace-volume` of a volume that a container keeps: the engine would refuse to remove it. */
import type { Diagnostic } from "../../core/diagnostics.ts";
import type { Snapshot } from "../../engine/port.ts";
import type { Project } from "../../spec/project.ts";
import { about } from "./foreign.ts";

/** @param replaced the engine's names @param removed ids of the containers that go */
export function volumeUserErrors(
  project: Project,
  { listed }: Snapshot,
  replaced: ReadonlySet<string>,
  removed: ReadonlySet<string>,
): Diagnostic[] {
  const byName = new Map([...project.volumes.values()].map((volume) => [volume.name, volume]));
  return [...replaced].flatMap((name) =>
    listed
      .filter(({ id, volumes }) => volumes.includes(name) && !removed.has(id))
      .map((user): Diagnostic => {
        const volume = byName.get(name);
        return {
          code: "resource-in-use",
          severity: "error",
          message: `the volume "${name}" cannot be recreated: container "${user.name}" uses it and stays`,
          ...(volume && about(project, "volume", volume)),
          hint: "remove that container first: name its service too, or use --remove-orphans",
        };
      }),
  );
}
