/** A Compose file as plain data that small edits can change, and what makes it one that can be loaded. */

export type DependencyModel = {
  condition: "service_started" | "service_healthy" | "service_completed_successfully";
  restart?: true;
  required?: false;
};

export interface ServiceModel {
  image: string;
  /** Ends with 0 as soon as it is started. */
  job?: boolean;
  provider?: boolean;
  tty?: boolean;
  variable?: number;
  scale?: number;
  port?: number;
  containerName?: string;
  /** Empty: the default network. */
  networks: Record<string, { alias?: number; address?: number }>;
  networkOf?: string;
  pidOf?: string;
  volumesFrom?: string;
  named?: boolean;
  anonymous?: boolean;
  pull?: "always" | "build";
  build?: boolean;
  health?: boolean;
  config?: boolean;
  limit?: number;
  preStart?: boolean;
  postStart?: number;
  preStop?: boolean;
  dependsOn: Record<string, DependencyModel>;
}

export interface FileModel {
  services: Record<string, ServiceModel>;
  internal: Record<string, boolean>;
  content: number;
}

export const networkNames: readonly string[] = ["n1", "n2"];

/** Services of one image, nothing else: what edits begin with. */
export function plainFile(services: number): FileModel {
  const names = ["a", "b", "c", "d", "e"].slice(0, services);
  return {
    services: Object.fromEntries(names.map((name) => [name, { image: "i:1", networks: {}, dependsOn: {} }])),
    internal: {},
    content: 1,
  };
}

export const scaleOf = ({ scale, provider }: ServiceModel): number => (provider ? 0 : (scale ?? 1));

export const addressOf = (network: string, address: number): string => `10.8.${network.slice(1)}.${20 + address}`;

/** What a service needs of others, by whatever attribute. */
export const needsOf = (service: ServiceModel): string[] => [
  ...new Set([
    ...Object.keys(service.dependsOn),
    ...[service.networkOf, service.pidOf, service.volumesFrom].filter((name) => name !== undefined),
  ]),
];

/** Whether the loader and the planner can be expected to take it. */
export function isValid({ services }: FileModel): boolean {
  const all = Object.entries(services);
  if (all.length === 0) return false;
  const unique = (values: readonly unknown[]): boolean => new Set(values).size === values.length;
  const given = <Value>(of: (service: ServiceModel) => Value | undefined): Value[] =>
    all.flatMap(([, service]) => (service.provider ? [] : (of(service) ?? [])));
  const addresses = all.flatMap(([, { networks, networkOf }]) =>
    networkOf
      ? []
      : Object.entries(networks).flatMap(([name, { address }]) =>
          address === undefined ? [] : [`${name} ${address}`],
        ),
  );
  return (
    unique(given(({ port }) => port)) &&
    unique(given(({ containerName }) => containerName)) &&
    unique(addresses) &&
    all.every(([, service]) => serviceIsValid(service, services)) &&
    !hasCycle(services)
  );
}

function serviceIsValid(service: ServiceModel, services: FileModel["services"]): boolean {
  const { networks, networkOf, pidOf, volumesFrom, dependsOn, port, containerName, job, health } = service;
  if (service.provider && (networkOf || pidOf || volumesFrom || Object.keys(networks).length > 0)) return false;
  const isSingle =
    port !== undefined ||
    containerName !== undefined ||
    Object.values(networks).some(({ address }) => address !== undefined);
  if (isSingle && scaleOf(service) > 1) return false;
  if (networkOf && (port !== undefined || Object.keys(networks).length > 0)) return false;
  if (job && (health || service.postStart || service.preStop)) return false;
  for (const owner of [networkOf, pidOf])
    if (owner && (scaleOf(services[owner] ?? service) === 0 || services[owner]?.job || !services[owner])) return false;
  if (volumesFrom && scaleOf(services[volumesFrom] ?? { ...service, scale: 0 }) === 0) return false;
  return Object.entries(dependsOn).every(([name, { condition }]) => {
    const need = services[name];
    if (need === undefined) return false;
    if (condition === "service_healthy") return need.health === true && scaleOf(need) > 0;
    return condition === "service_started" || (need.job === true && scaleOf(need) > 0);
  });
}

function hasCycle(services: FileModel["services"]): boolean {
  const open = new Set<string>();
  const done = new Set<string>();
  const visit = (name: string): boolean => {
    if (open.has(name)) return true;
    const service = services[name];
    if (done.has(name) || service === undefined) return false;
    open.add(name);
    const found = needsOf(service).some(visit);
    open.delete(name);
    done.add(name);
    return found;
  };
  return Object.keys(services).some(visit);
}

/** The file as an object that JSON or YAML can hold. */
export function composeOf({ services, internal, content }: FileModel): object {
  const all = Object.values(services).filter(({ provider }) => !provider);
  const uses = (name: string): boolean => all.some(({ networks, networkOf }) => !networkOf && name in networks);
  const networks = networkNames
    .filter(uses)
    .map((name) => [
      name,
      { ...(internal[name] && { internal: true }), ipam: { config: [{ subnet: `10.8.${name.slice(1)}.0/24` }] } },
    ]);
  return {
    services: Object.fromEntries(
      Object.entries(services).map(([name, service]) => [name, composeService(name, service)]),
    ),
    ...(networks.length > 0 && { networks: Object.fromEntries(networks) }),
    ...(all.some(({ named }) => named) && { volumes: { data: {} } }),
    ...(all.some(({ config }) => config) && { configs: { conf: { content: `content ${content}` } } }),
  };
}

function composeService(name: string, service: ServiceModel): object {
  const { dependsOn, networks } = service;
  const dependencies = Object.keys(dependsOn).length > 0 && { depends_on: dependsOn };
  if (service.provider) return { provider: { type: "cloud" }, ...dependencies };
  const volumes = [...(service.named ? ["data:/data"] : []), ...(service.anonymous ? ["/anonymous"] : [])];
  const hook = (words: string): object[] => [{ command: words }];
  return {
    image: service.build ? `built-${name}` : service.image,
    ...(service.build && { build: "." }),
    ...(service.job && { command: "job" }),
    ...(service.tty && { tty: true }),
    ...(service.variable && { environment: { V: String(service.variable) } }),
    ...(service.scale !== undefined && { scale: service.scale }),
    ...(service.port !== undefined && { ports: [`${8000 + service.port}:80`] }),
    ...(service.containerName !== undefined && { container_name: service.containerName }),
    ...(Object.keys(networks).length > 0 &&
      !service.networkOf && {
        networks: Object.fromEntries(
          Object.entries(networks).map(([key, { alias, address }]) => [
            key,
            {
              ...(alias && { aliases: [`x${alias}`] }),
              ...(address !== undefined && { ipv4_address: addressOf(key, address) }),
            },
          ]),
        ),
      }),
    ...(service.networkOf && { network_mode: `service:${service.networkOf}` }),
    ...(service.pidOf && { pid: `service:${service.pidOf}` }),
    ...(service.volumesFrom && { volumes_from: [service.volumesFrom] }),
    ...(volumes.length > 0 && { volumes }),
    ...(service.pull && (service.pull === "always" || service.build) && { pull_policy: service.pull }),
    ...(service.health && { healthcheck: { test: "true" } }),
    ...(service.limit && { mem_limit: `${service.limit * 64}m` }),
    ...(service.config && { configs: [{ source: "conf", target: "/conf" }] }),
    ...(service.preStart && { pre_start: hook("job") }),
    ...(service.postStart && { post_start: hook(`seed ${service.postStart}`) }),
    ...(service.preStop && { pre_stop: hook("drain") }),
    ...dependencies,
  };
}

/** As YAML's flow style, with as few marks as it can do with. */
export function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (typeof value === "object" && value !== null)
    return `{${Object.entries(value)
      .map(([key, part]) => `${key}: ${flow(part)}`)
      .join(", ")}}`;
  const text = String(value);
  return typeof value === "string" && !/^[A-Za-z_/.][\w/.-]*(:[\w/.]+)*$/.test(text) ? JSON.stringify(text) : text;
}
