/** `--scale`: other numbers of replicas than the file's. */
import { closest } from "../core/closest.ts";
import type { Diagnostic } from "../core/diagnostics.ts";
import { WindlassError } from "../core/errors.ts";
import type { ServiceName } from "../core/ids.ts";
import type { Project, Service } from "../spec/project.ts";
import { tooFewPorts } from "../spec/short/ports.ts";
import { tooManyReplicas } from "../spec/short/replicas.ts";
import { type Path, pathText } from "../spec/tree/tree.ts";

/**
 * The project with other numbers of replicas, and with the warnings that go with them.
 * @throws WindlassError `undefined-service` for a service that the project does not have, `usage` where the file gives
 *   all containers of a service one name
 */
export function scaled(project: Project, replicas: ReadonlyMap<string, number>): Project {
  if (replicas.size === 0) return project;
  const services = new Map(project.services);
  for (const [name, count] of replicas) {
    const service = services.get(name as ServiceName);
    if (service === undefined) throw undefinedService(name, project);
    if (count > 1 && service.containerName !== undefined)
      throw new WindlassError("usage", `"${name}" can't have ${count} containers: its container_name is fixed`, {
        hint: "remove container_name from the file",
      });
    const wrong = tooManyReplicas(count);
    if (wrong !== undefined)
      throw new WindlassError("usage", `--scale ${name}: ${wrong.message}`, { hint: wrong.hint });
    services.set(service.name, { ...service, replicas: count });
  }
  const rescaled = [...services.values()].filter(({ name }) => replicas.has(name));
  const said = new Set(rescaled.flatMap((service) => service.ports.map((_, i) => pathText(portAt(service, i)))));
  const counts = new Set(rescaled.flatMap(({ name }) => countPaths(name)));
  const others = project.warnings.filter(
    ({ code, path = "" }) =>
      !(code === "too-few-ports" && said.has(path)) && !(code === "unusable-value" && counts.has(path)),
  );
  return { ...project, services, warnings: [...others, ...rescaled.flatMap((service) => shortages(project, service))] };
}

const countPaths = (name: string): string[] =>
  [["scale"], ["deploy", "replicas"]].map((path) => pathText(["services", name, ...path]));

const portAt = (service: Service, index: number): Path => ["services", service.name, "ports", index];

/** What loading said of the file's number of replicas, said of this one. */
const shortages = (project: Project, service: Service): Diagnostic[] =>
  service.ports.flatMap(({ published }, i): Diagnostic[] => {
    const wrong = tooFewPorts(published, service.replicas);
    const path = portAt(service, i);
    const place = project.placeOf(path);
    return wrong
      ? [{ code: "too-few-ports", severity: "warning", ...wrong, path: pathText(path), ...(place && { place }) }]
      : [];
  });

export function undefinedService(name: string, project: Project): WindlassError {
  const meant = closest(name, project.services.keys());
  return new WindlassError("undefined-service", `no such service: ${name}`, {
    ...(meant !== undefined && { hint: `did you mean ${meant}?` }),
  });
}
