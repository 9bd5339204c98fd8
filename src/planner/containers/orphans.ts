/** Containers of services that the file has no more: told, or taken away where `--remove-orphans` asks. */
import type { Diagnostic } from "../../core/diagnostics.ts";
import type { ContainerFact } from "../../engine/port.ts";
import type { Removal } from "./decide.ts";

export const orphanRemovals = (orphans: readonly ContainerFact[]): Removal[] =>
  orphans.map((container) => ({
    container,
    because: "its service is not in the file any more",
    stopping: "its service is not in the file any more, so no pre_stop hook of it runs",
  }));

export function orphanWarning(orphans: readonly ContainerFact[]): Diagnostic[] {
  if (orphans.length === 0) return [];
  const names = orphans.map(({ name }) => name).join(", ");
  return [
    {
      code: "orphans",
      severity: "warning",
      message: `containers of this project whose service is not in the file: ${names}`,
      hint: "--remove-orphans takes them away",
    },
  ];
}
