/** What a project needs of its machine beside images: what an archive does not bring, for who takes it elsewhere. Pure. */
import { profileFile } from "../spec/files/seccomp.ts";
import type { FileMount, FileObject, Project, Service } from "../spec/project.ts";
import { carriedPath } from "../spec/render/carried.ts";
import type { HostNeed } from "./archive.ts";

type One = Pick<HostNeed, "kind" | "name">;

/** Each once, in the order of the services. */
export function needsOf(project: Project): readonly HostNeed[] {
  const all = new Map<string, HostNeed>();
  for (const service of project.services.values())
    for (const { kind, name } of ofService(service, project)) {
      const key = `${kind} ${name}`;
      const services = new Set([...(all.get(key)?.services ?? []), service.name]);
      all.set(key, { kind, name, services: [...services] });
    }
  return [...all.values()];
}

function ofService(service: Service, project: Project): readonly One[] {
  const { provider, models } = service;
  if (provider !== undefined) return [{ kind: "provider", name: provider.type }];
  return [
    ...service.volumes.flatMap((mount): readonly One[] => {
      if (mount.type === "bind") return [{ kind: "bind", name: carriedPath(mount.source, project) }];
      if (mount.type !== "volume" || mount.source === undefined) return [];
      const volume = project.volumes.get(mount.source);
      if (volume?.external) return [{ kind: "volume", name: volume.name }];
      const { o, device } = volume?.driverOptions ?? {};
      return o === "bind" && device !== undefined ? [{ kind: "bind", name: carriedPath(device, project) }] : [];
    }),
    ...service.configs.flatMap((mount) => ofFile("config", mount, project.configs, project)),
    ...service.secrets.flatMap((mount) => ofFile("secret", mount, project.secrets, project)),
    ...profilesOf(service, project),
    ...[...service.networks.keys()].flatMap((key): readonly One[] => {
      const network = project.networks.get(key);
      return network?.external ? [{ kind: "network", name: network.name }] : [];
    }),
    ...service.devices.map(({ source }): One => ({ kind: "device", name: source })),
    ...[...models.keys()].map((key): One => ({ kind: "model", name: project.models.get(key)?.model ?? key })),
  ];
}

/** As they are printed: what the service itself has is in the files by now. */
function profilesOf({ printed }: Service, project: Project): readonly One[] {
  const options = printed.get("security_opt");
  return (Array.isArray(options) ? options : []).flatMap((option): readonly One[] => {
    const file = typeof option === "string" ? profileFile(option, project.workingDir) : undefined;
    return file === undefined ? [] : [{ kind: "bind", name: carriedPath(file, project) }];
  });
}

function ofFile(
  kind: "config" | "secret",
  { source }: FileMount,
  objects: ReadonlyMap<string, FileObject>,
  project: Project,
): readonly One[] {
  const object = objects.get(source);
  if (object?.from === "file") return [{ kind, name: carriedPath(object.file, project) }];
  return object?.from === "environment" ? [{ kind: "variable", name: object.variable }] : [];
}
