/**
 * Service → the container that it asks for, in the engine port's words. Pure mapping, one attribute a line; what the
 * image and the engine add is defaults.ts, how it travels is docker/wire/container-fields.ts.
 */
import { canonicalConfig } from "../../engine/canonical.ts";
import type { ContainerConfig, Healthcheck, Mount } from "../../engine/container-config.ts";
import { labels } from "../../engine/labels.ts";
import type { FileMount, FileObject, Project, Service, ServiceHealthcheck, ServiceVolume } from "../../spec/project.ts";
import { projectLabels } from "../plan/resource-labels.ts";
import { appliedLabel } from "./applied.ts";
import { containerName, endpoints, ownMacAddress } from "./endpoints.ts";
import { type ContainersOf, hasOldLinks, linksOf, namespaceMode, volumesFrom } from "./sharing.ts";

/** What the file asks for the service's container of that number, nothing added. */
export function wantedConfig(
  project: Project,
  service: Service,
  number: number,
  containersOf: ContainersOf,
): ContainerConfig {
  const links = linksOf(project, service, containersOf);
  const networks = endpoints(project, service, containerName(project, service, number), links);
  const wanted = canonicalConfig({
    image: service.image,
    environment: service.environment,
    labels: service.labels,
    tty: service.tty,
    stdinOpen: service.stdinOpen,
    privileged: service.privileged,
    readOnly: service.readOnly,
    exposed: service.expose,
    ports: service.ports.map((port) => ({
      container: `${port.target}/${port.protocol}`,
      hostIp: port.hostIp,
      hostPort: port.published,
    })),
    mounts: mounts(project, service),
    networkMode: namespaceMode(service.networkMode ?? networks[0]?.network ?? "none", containersOf),
    networks,
    ...ownMacAddress(service),
    capAdd: service.capAdd,
    capDrop: service.capDrop,
    securityOpt: service.securityOpt,
    sysctls: service.sysctls,
    ulimits: service.ulimits,
    dns: service.dns,
    dnsSearch: service.dnsSearch,
    dnsOptions: service.dnsOpt,
    extraHosts: service.extraHosts,
    devices: service.devices,
    deviceRequests: service.deviceRequests,
    deviceCgroupRules: service.deviceCgroupRules,
    annotations: service.annotations,
    groupAdd: service.groupAdd,
    storageOpt: service.storageOpt,
    volumesFrom: volumesFrom(service, containersOf),
    links: hasOldLinks(service) ? links.map(({ of, alias }) => ({ of, alias })) : [],
    ...service.resources,
    ...optional({
      platform: service.platform,
      command: service.command,
      entrypoint: service.entrypoint,
      user: service.user,
      workingDir: service.workingDir,
      hostname: service.hostname,
      domainname: service.domainname,
      stopSignal: service.stopSignal,
      stopTimeoutSeconds: service.stopGracePeriod === undefined ? undefined : Math.trunc(service.stopGracePeriod / 1e9),
      healthcheck: service.healthcheck && healthcheck(service.healthcheck),
      restart: service.restart,
      init: service.init,
      logging: service.logging,
      shmSize: service.shmSize,
      blkio: service.blkio,
      cgroup: service.cgroup,
      cgroupParent: service.cgroupParent,
      isolation: service.isolation,
      runtime: service.runtime,
      userns: service.userns,
      uts: service.uts,
      ipc: service.ipc === undefined ? undefined : namespaceMode(service.ipc, containersOf),
      pid: service.pid === undefined ? undefined : namespaceMode(service.pid, containersOf),
    }),
  });
  return { ...wanted, labels: { ...service.labels, ...toolLabels(project, service, number, wanted) } };
}

/** Labels that every container of the project carries; `config-hash` and `image` are known only at creation. */
function toolLabels(
  project: Project,
  service: Service,
  number: number,
  wanted: ContainerConfig,
): Record<string, string> {
  const dependsOn = [...service.dependsOn]
    // One that may be absent, and is.
    .filter(([name, { required }]) => required || project.services.has(name))
    .map(([name, { condition, restart }]) => `${name}:${condition}:${restart}`);
  return {
    ...projectLabels(project.name),
    [labels.service]: service.name,
    [labels.number]: String(number),
    [labels.oneOff]: "False",
    [labels.dependsOn]: dependsOn.join(","),
    [labels.workingDir]: project.workingDir,
    [labels.configFiles]: project.configFiles.join(","),
    ...(project.envFiles.length > 0 && { [labels.environmentFile]: project.envFiles.join(",") }),
    [labels.applied]: appliedLabel(wanted),
  };
}

function mounts(project: Project, service: Service): Mount[] {
  return [
    ...service.volumes.map((volume) => mount(project, service, volume)),
    ...service.tmpfs.map((entry): Mount => ({ type: "tmpfs", target: entry.target, options: entry.options })),
    ...fileMounts(service.secrets, project.secrets),
    ...fileMounts(service.configs, project.configs),
  ];
}

function mount(project: Project, service: Service, volume: ServiceVolume): Mount {
  switch (volume.type) {
    case "volume": {
      const { source, ...rest } = volume;
      return source === undefined
        ? { ...rest, labels: { ...volume.labels, ...anonymousLabels(project, service, volume.target) } }
        : { ...rest, source: project.volumes.get(source)?.name ?? source };
    }
    case "tmpfs":
      return { ...volume, type: "tmpfs-mount" };
    default:
      return volume;
  }
}

/** By which a volume that has no name of its own is known as the project's. */
const anonymousLabels = (project: Project, service: Service, target: string): Record<string, string> => ({
  [labels.ownProject]: project.name,
  [labels.ownService]: service.name,
  [labels.target]: target,
});

/** A config or secret from a file is bound read-only; the engine must not make a missing one. */
const fileMounts = (used: readonly FileMount[], declared: ReadonlyMap<string, FileObject>): Mount[] =>
  used.flatMap(({ source, target }) => {
    const object = declared.get(source);
    if (object?.from !== "file") return [];
    return [{ type: "bind", source: object.file, target, readOnly: true, createHostPath: false }];
  });

function healthcheck(check: ServiceHealthcheck): Healthcheck {
  if (check.disable) return { test: ["NONE"] };
  const { disable: _, ...asked } = check;
  return asked;
}

/** Only the fields that have a value: an absent one is left to the image or the engine. */
function optional<T extends object>(fields: { [K in keyof T]: T[K] | undefined }): { [K in keyof T]?: T[K] & {} } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
