/**
 * What a service has of other containers: their namespaces, their volumes, further names for them. Says which service
 * or container that is and puts it into a configuration's words; who is replaced along with whom is services.ts's.
 */
import type { ServiceName } from "../../core/ids.ts";
import type { Share as ShareKind } from "../../core/reason.ts";
import type { ContainerRef, NamespaceMode, VolumesFrom } from "../../engine/container-config.ts";
import type { Project, Service } from "../../spec/project.ts";

/** A container of a service, with its number. */
export interface Numbered {
  readonly ref: ContainerRef;
  readonly number: number;
}

/** The containers of another service, the lowest number first; undefined: not known here. */
export type ContainersOf = (service: ServiceName) => readonly Numbered[] | undefined;

export type Owner =
  | { readonly kind: "service"; readonly name: ServiceName }
  /** By its name or id. */
  | { readonly kind: "container"; readonly name: string };

/** One thing that a service has of another container, and without which it can't be. */
export interface Share {
  /** Below the service: `["volumes_from", 0]`. */
  readonly path: readonly (string | number)[];
  readonly share: ShareKind;
  /** `shares the network of` */
  readonly what: string;
  readonly owner: Owner;
}

export function sharesOf(service: Service): readonly Share[] {
  return [
    ...namespaceShare("network_mode", "network", service.networkMode),
    ...namespaceShare("ipc", "memory", service.ipc),
    ...namespaceShare("pid", "processes", service.pid),
    ...service.volumesFrom.map(
      ({ owner }, i): Share => ({ path: ["volumes_from", i], share: "volumes", what: "uses the volumes of", owner }),
    ),
    ...(hasOldLinks(service) ? linkShares(service) : []),
  ];
}

const namespaceShare = (attribute: string, share: ShareKind, mode: string | undefined): readonly Share[] => {
  const owner = mode === undefined ? undefined : ownerOf(mode);
  return owner ? [{ path: [attribute], share, what: `shares the ${share} of`, owner }] : [];
};

const linkShares = ({ links, externalLinks }: Service): readonly Share[] => [
  ...links.map(
    ({ service }, i): Share => ({
      path: ["links", i],
      share: "links",
      what: "is linked to",
      owner: { kind: "service", name: service },
    }),
  ),
  ...externalLinks.map(
    ({ container }, i): Share => ({
      path: ["external_links", i],
      share: "links",
      what: "is linked to",
      owner: { kind: "container", name: container },
    }),
  ),
];

/** The engine's own bridge looks no names up: there it keeps links to containers themselves. */
export const hasOldLinks = ({ networkMode }: Pick<Service, "networkMode">): boolean =>
  networkMode === "bridge" || networkMode === "default";

/** `service:x`, `container:x`; undefined: a mode of another kind. */
export function ownerOf(mode: string): Owner | undefined {
  const [, kind, name] = /^(service|container):(.+)$/.exec(mode) ?? [];
  if (kind === undefined || name === undefined) return undefined;
  return kind === "service" ? { kind, name: name as ServiceName } : { kind: "container", name };
}

const refOf = (owner: Owner, containersOf: ContainersOf): ContainerRef | undefined =>
  owner.kind === "container" ? { by: "id", id: owner.name, name: owner.name } : containersOf(owner.name)?.[0]?.ref;

export function namespaceMode(mode: string, containersOf: ContainersOf): NamespaceMode {
  const owner = ownerOf(mode);
  const of = owner && refOf(owner, containersOf);
  return of ? { kind: "container", of } : { kind: "named", name: mode };
}

export const volumesFrom = (service: Service, containersOf: ContainersOf): readonly VolumesFrom[] =>
  service.volumesFrom.flatMap(({ owner, readOnly }) => {
    const of = refOf(owner, containersOf);
    return of ? [{ of, readOnly }] : [];
  });

/** A container and a further name for it. */
export interface LinkedContainer {
  readonly of: ContainerRef;
  /** As the engine will know it. */
  readonly name: string;
  readonly alias: string;
}

/** Each container of a linked service by the alias, by `<service>-<number>` and by its usual name. */
export function linksOf(project: Project, service: Service, containersOf: ContainersOf): readonly LinkedContainer[] {
  const own = service.links.flatMap(({ service: linked, alias }) =>
    (containersOf(linked) ?? []).flatMap(({ ref, number }) => {
      const short = `${linked}${project.separator}${number}`;
      const usual = `${project.name}${project.separator}${short}`;
      const name = project.services.get(linked)?.containerName ?? usual;
      return [alias, short, usual].map((each): LinkedContainer => ({ of: ref, name, alias: each }));
    }),
  );
  const others = service.externalLinks.map(
    ({ container, alias }): LinkedContainer => ({
      of: { by: "id", id: container, name: container },
      name: container,
      alias,
    }),
  );
  return [...own, ...others];
}
