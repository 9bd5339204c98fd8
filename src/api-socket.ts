/**
 * `use_api_socket`: the engine's socket, and what `docker login` left, given to a service as docker compose gives them: a
 * bind mount, a config that is copied in, and DOCKER_CONFIG, which leads to it.
 */

import { readClientConfig } from "./docker/client/config.ts";
import { dockerLogins } from "./docker/client/docker-login.ts";
import type { Project, Service } from "./spec/project.ts";

const socket = "/var/run/docker.sock";
const folder = "/run/secrets/docker";
/** No key of a file can begin so. */
const key = "#apisocket";

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The project with what such services get beside what the file says.
 * @param env where the docker client's settings are: DOCKER_CONFIG, HOME; PATH for credential helpers
 * @throws WindlassError where a login that is there can't be read
 */
export async function withApiSocket(project: Project, env: Env, signal: AbortSignal): Promise<Project> {
  if (![...project.services.values()].some(({ useApiSocket }) => useApiSocket)) return project;
  const found = await auths(env, signal);
  const hasLogins = Object.keys(found).length > 0;
  const content = JSON.stringify({ auths: found });
  return {
    ...project,
    services: new Map(
      [...project.services].map(([name, service]) => [
        name,
        service.useApiSocket ? given(service, hasLogins) : service,
      ]),
    ),
    configs: hasLogins ? new Map([...project.configs, [key, { key, from: "content", content }]]) : project.configs,
  };
}

/** @param hasLogins without any, nothing is copied: some engines refuse to, beside a mount below a link such as /var/run */
function given(service: Service, hasLogins: boolean): Service {
  return {
    ...service,
    volumes: [
      ...service.volumes,
      { type: "bind", source: socket, target: socket, readOnly: false, createHostPath: false },
    ],
    environment: { DOCKER_CONFIG: folder, ...service.environment },
    configs: hasLogins ? [...service.configs, { source: key, target: `${folder}/config.json` }] : service.configs,
  };
}

/** Every login of the client's settings, those of credential helpers fetched. */
async function auths(env: Env, signal: AbortSignal): Promise<Readonly<Record<string, object>>> {
  const config = await readClientConfig(env);
  const logins = dockerLogins(env);
  const registries = new Set([config.auths, config.credHelpers].flatMap((part) => Object.keys(part ?? {})));
  const found = await Promise.all(
    [...registries].sort().map(async (registry): Promise<[string, object][]> => {
      const login = await logins(registry, signal);
      if (login === undefined) return [];
      const { username = "", password = "", identitytoken } = login;
      const auth = Buffer.from(`${username}:${password}`).toString("base64");
      return [[registry, { auth, ...(identitytoken !== undefined && { identitytoken }) }]];
    }),
  );
  return Object.fromEntries(found.flat());
}
