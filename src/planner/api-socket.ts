/**
 * `use_api_socket`: the engine's socket, and what `docker login` left, given to a service as docker compose gives them: a
 * bind mount, a config that is copied in, and DOCKER_CONFIG, which leads to it.
 */
import type { Observed } from "../observe/observed.ts";
import { loginsKey } from "../spec/mounted.ts";
import type { Project, Service } from "../spec/project.ts";

const socket = "/var/run/docker.sock";
const folder = "/run/secrets/docker";

/** The project with what such services get beside what the file says. */
export function withApiSocket(project: Project, { logins }: Pick<Observed, "logins">): Project {
  if (![...project.services.values()].some(({ useApiSocket }) => useApiSocket)) return project;
  // Without any, nothing is copied: some engines refuse to, beside a mount below a link such as /var/run.
  const hasLogins = logins?.hash !== undefined;
  return {
    ...project,
    services: new Map(
      [...project.services].map(([name, service]) => [
        name,
        service.useApiSocket ? given(service, hasLogins) : service,
      ]),
    ),
    configs: hasLogins
      ? new Map([...project.configs, [loginsKey, { key: loginsKey, from: "logins" }]])
      : project.configs,
  };
}

const given = (service: Service, hasLogins: boolean): Service => ({
  ...service,
  volumes: [
    ...service.volumes,
    { type: "bind", source: socket, target: socket, readOnly: false, createHostPath: false },
  ],
  environment: { DOCKER_CONFIG: folder, ...service.environment },
  configs: hasLogins ? [...service.configs, { source: loginsKey, target: `${folder}/config.json` }] : service.configs,
});
