/** Containers that a service has something of, and that are not there and will not be; and those that do not share. */
import type { Diagnostic } from "../../core/diagnostics.ts";
import type { ListedContainer } from "../../engine/port.ts";
import type { Project, Service } from "../../spec/project.ts";
import type { Classified } from "../compare/classify.ts";
import { aboutService } from "../wanted/about.ts";
import { type Owner, ownerOf, sharesOf } from "../wanted/sharing.ts";

export const ownerErrors = (
  project: Project,
  service: Service,
  classified: Classified,
  listed: readonly ListedContainer[],
): readonly Diagnostic[] =>
  service.replicas === 0
    ? []
    : sharesOf(service)
        .filter(({ owner }) => !isThere(owner, project, classified, listed))
        .map(({ path, what, owner }) => ({
          code: "container-missing",
          severity: "error",
          message: messageOf(service, String(path[0]), what, owner),
          ...aboutService(project, service, path),
          hint: owner.kind === "service" ? `bring "${owner.name}" up as well` : "start it first, or correct its name",
        }));

/** What docker compose calls that which is shared, by the attribute that says so. */
const shared: Readonly<Record<string, string>> = {
  network_mode: "network namespace",
  ipc: "IPC namespace",
  pid: "PID namespace",
  volumes_from: "volume",
};

function messageOf({ name }: Service, attribute: string, what: string, owner: Owner): string {
  const isService = owner.kind === "service";
  if (isService && Object.hasOwn(shared, attribute))
    return `service "${name}" cannot share ${shared[attribute]} with service ${owner.name}: container missing`;
  const why = isService ? "which has no container" : "which does not exist on the engine";
  return `service "${name}" ${what} ${owner.kind} "${owner.name}", ${why}`;
}

function isThere(
  owner: Owner,
  { services }: Project,
  { byService }: Classified,
  listed: readonly ListedContainer[],
): boolean {
  if (owner.kind === "container")
    return listed.some(({ id, name }) => name === owner.name || (owner.name.length >= 4 && id.startsWith(owner.name)));
  const planned = services.get(owner.name);
  return planned ? planned.replicas > 0 : (byService.get(owner.name) ?? []).length > 0;
}

/** The memory of a container is its own unless it says that others may have it. */
export function ipcProblems(project: Project, service: Service): readonly Diagnostic[] {
  const owner = ownerOf(service.ipc ?? "");
  const shared = owner?.kind === "service" ? project.services.get(owner.name) : undefined;
  if (shared === undefined || shared.ipc === "shareable" || ownerOf(shared.ipc ?? "")) return [];
  const isOpen = shared.ipc === undefined;
  return [
    {
      code: "conflicting-attributes",
      severity: isOpen ? "warning" : "error",
      message: isOpen
        ? `service "${shared.name}" does not allow sharing its memory, and most engines refuse it`
        : `service "${shared.name}" does not share its memory: it has \`ipc: ${shared.ipc}\``,
      ...aboutService(project, service, ["ipc"]),
      hint: `write \`ipc: shareable\` at "${shared.name}"`,
    },
  ];
}
