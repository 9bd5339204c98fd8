/**
 * `use_api_socket`: the engine's socket, and what `docker login` left, given to a service as docker compose gives them: a
 * bind mount, a config that is copied in, and DOCKER_CONFIG, which leads to it.
 */
import { isMap, type Ordered, type OrderedMap, sortedKeys } from "../core/ordered-json.ts";
import type { Observed } from "../observe/observed.ts";
import { loginsKey } from "../spec/mounted.ts";
import type { Project, Service } from "../spec/project.ts";
import { serviceKeys } from "../spec/render/shapes.ts";

const socket = "/var/run/docker.sock";
const folder = "/run/secrets/docker";
const settings = `${folder}/config.json`;

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
    { type: "bind", source: socket, target: socket, readOnly: false, createHostPath: true },
  ],
  environment: { DOCKER_CONFIG: folder, ...service.environment },
  configs: hasLogins ? [...service.configs, { source: loginsKey, target: settings }] : service.configs,
  get printed() {
    return printedWith(service.printed);
  },
});

/** For the hash: docker compose counts what it adds, and the config always. */
function printedWith(printed: OrderedMap): OrderedMap {
  const list = (key: string, item: OrderedMap): readonly Ordered[] => [
    ...((printed.get(key) ?? []) as Ordered[]),
    item,
  ];
  const environment = printed.get("environment");
  const changed = new Map<string, Ordered>([
    ...printed,
    [
      "configs",
      list(
        "configs",
        new Map([
          ["source", loginsKey],
          ["target", settings],
        ]),
      ),
    ],
    ["environment", sortedKeys(new Map([["DOCKER_CONFIG", folder], ...(isMap(environment) ? environment : [])]))],
    [
      "volumes",
      list(
        "volumes",
        new Map([
          ["type", "bind"],
          ["source", socket],
          ["target", socket],
        ]),
      ),
    ],
  ]);
  return new Map(serviceKeys.flatMap((key) => (changed.has(key) ? [[key, changed.get(key) ?? null] as const] : [])));
}
