/** `--scale`: other numbers of replicas than the file's. */
import { closest } from "../core/closest.ts";
import { WindlassError } from "../core/errors.ts";
import type { ServiceName } from "../core/ids.ts";
import type { Project } from "../spec/project.ts";

/**
 * The project with other numbers of replicas.
 * @throws WindlassError `undefined-service` for a service that the project does not have, `usage` where the file gives
 *   all containers of a service one name
 */
export function scaled(project: Project, replicas: ReadonlyMap<string, number>): Project {
  const services = new Map(project.services);
  for (const [name, count] of replicas) {
    const service = services.get(name as ServiceName);
    if (service === undefined) throw undefinedService(name, project);
    if (count > 1 && service.containerName !== undefined)
      throw new WindlassError("usage", `"${name}" can't have ${count} containers: its container_name is fixed`, {
        hint: "remove container_name from the file",
      });
    const fixed = service.ports.find(({ published }) => /^[1-9]\d*$/.test(published));
    if (count > 1 && fixed !== undefined)
      throw new WindlassError(
        "usage",
        `"${name}" can't have ${count} containers: all would publish port ${fixed.published}`,
        {
          hint: "publish a range such as 8000-8009:80, or no fixed port",
        },
      );
    services.set(service.name, { ...service, replicas: count });
  }
  return { ...project, services };
}

function undefinedService(name: string, project: Project): WindlassError {
  const meant = closest(name, project.services.keys());
  return new WindlassError("undefined-service", `no such service: ${name}`, {
    ...(meant !== undefined && { hint: `did you mean ${meant}?` }),
  });
}
