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
          message: `the volume "${name}" can't be replaced: the container "${user.name}" has it, which this plan does not remove`,
          ...(volume && about(project, "volume", volume)),
          hint: "remove that container first; name its service too, or --remove-orphans, where it is the project's",
        };
      }),
  );
}
