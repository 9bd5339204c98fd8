/** Short forms of what a service has of other containers: `db:ro`, `container:x`, `db:mysql`. */
import { serviceName } from "../../core/ids.ts";
import type { Service } from "../project.ts";

/** `SERVICE[:MODE]` or `container:NAME[:MODE]`. */
export function parseVolumesFrom(text: string): Service["volumesFrom"][number] {
  const [, isContainer, name = text, mode] = /^(container:)?([^:]+)(?::(\w+))?$/.exec(text) ?? [];
  const owner =
    isContainer === undefined
      ? ({ kind: "service", name: serviceName(name) } as const)
      : ({ kind: "container", name } as const);
  return { owner, readOnly: mode === "ro" };
}

/** `NAME[:ALIAS]`; without an alias it is the name. */
export function parseLink(text: string): { readonly name: string; readonly alias: string } {
  const [, name = text, alias = text] = /^([^:]*):([^:]*)$/.exec(text) ?? [];
  return { name, alias };
}
