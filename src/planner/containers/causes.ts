/** Why a container that stands is replaced or restarted: every cause, each with the condition under which it counts. */
import type { ServiceName } from "../../core/ids.ts";
import type { Reason, Share } from "../../core/reason.ts";
import type { ContainerRef } from "../../engine/container-config.ts";
import { containersIn } from "../../engine/container-refs.ts";
import { isUp } from "../../engine/container-state.ts";
import type { ContainerFact } from "../../engine/port.ts";
import type { Service } from "../../spec/project.ts";
import type { Differences } from "../compare/changes.ts";
import { serviceOf } from "../compare/classify.ts";
import type { CompareContext } from "../compare/compared.ts";
import { mountedBy, pendingImages } from "../images/image-mounts.ts";
import type { Condition } from "../plan/condition.ts";
import type { Change } from "../plan/plan.ts";
import { anyOf, type When } from "../plan/when.ts";
import { type Owner, sharesOf } from "../wanted/sharing.ts";
import type { Wanted } from "../wanted/wanted.ts";
import type { WantContext } from "../wanted/wanted-of.ts";
import type { Placed } from "./placed.ts";
import type { Cause } from "./replica.ts";

export interface CauseContext extends WantContext, CompareContext {
  /** The engine's names of volumes that are replaced. */
  readonly replacedVolumes: ReadonlySet<string>;
  readonly networks: CompareContext["networks"] & {
    /** Ids of networks that are recreated. */
    readonly recreated: ReadonlyMap<string, string>;
  };
  /** Where providers give the service variables: whether they give others than this container's. */
  readonly otherVariables: (service: Service, live: ContainerFact) => Condition | undefined;
  /** Ids of containers whose service is gone, or has none any more. */
  readonly leaving: ReadonlySet<string>;
  /** The containers of a service that this plan has dealt with. */
  readonly placed: (name: ServiceName) => readonly Placed[];
  /** The project's containers, by id. */
  readonly containers: ReadonlyMap<string, ContainerFact>;
  /** What this plan does with a container of a service that comes before. */
  readonly outcome: (id: string) => Placed | undefined;
}

/** Whether one of the causes counts in any case. */
export const isSure = (causes: readonly Cause[]): boolean => causes.some(({ when }) => when === undefined);

export const happens = (causes: readonly Cause[]): When => anyOf(causes.map(({ when }): When => when ?? "always"));

/** The cause that is told: one that counts for sure, before others. */
export const mainCause = (causes: readonly Cause[]): Cause | undefined =>
  causes.find(({ when }) => when === undefined) ?? causes[0];

/** A name that a container has until its start is complete: `<something>_shop-web-1`. */
export const isPending = (name: string, wanted: string): boolean => name !== wanted && name.endsWith(`_${wanted}`);

/** Made to take the place of another one, by whose id its name still begins: a run was interrupted before it had its own. */
export const isUnfinishedReplacement = ({ id, name }: Pick<ContainerFact, "id" | "name">, wanted: string): boolean =>
  isPending(name, wanted) && /^[0-9a-f]{12}_/.test(name) && !id.startsWith(name.slice(0, 12));

export function replaceCauses(
  service: Service,
  wanted: Wanted,
  live: ContainerFact,
  { replace: changes }: Differences,
  context: CauseContext,
): readonly Cause[] {
  const causes: Cause[] = [];
  if (live.status.state === "dead") causes.push({ reason: { code: "dead" } });
  if (isPinned(wanted, live, context)) causes.push(networkCause(live, context));
  const gone = goneOwner(live, context);
  if (gone) causes.push({ reason: { code: "owner-gone", owner: gone.name } });
  for (const { share, id } of ownersOf(live)) causes.push(...ownerCauses(share, context.outcome(id)));
  if (context.options.noRecreate) return causes;
  const flag = forcedBy(service, context);
  if (flag !== undefined) causes.push({ reason: { code: "flag", flag }, changes });
  else if (changes.length > 0) causes.push({ reason: changedReason(changes), changes });
  causes.push(...volumeCauses(live, context), ...pendingCauses(service, live, context));
  for (const { share, owner } of sharesOf(service))
    for (const placed of placedOwners(owner, share, context)) causes.push(...ownerCauses(share, placed));
  return causes;
}

/** What has something of another container goes with it. */
function ownerCauses(share: Share, placed: Placed | undefined): readonly Cause[] {
  if (placed === undefined || placed.replaced === "never") return [];
  const { replaced, oldGoesFirst, replica } = placed;
  // A further container of a linked service takes nobody's place.
  if (share === "links" && replica.fate.kind === "create") return [];
  const reason = { code: "owner-replaced", share, owner: replica.service.name } as const;
  return [{ reason, ...(replaced !== "always" && { when: replaced }), ...(oldGoesFirst && { oldGoesFirst }) }];
}

/** Of a container that is up. */
export function restartCauses(service: Service, live: ContainerFact, context: CauseContext): readonly Cause[] {
  const causes: Cause[] = isDetached(live, context) ? [networkCause(live, context)] : [];
  for (const { share, id } of namespacesOf(live)) {
    const owner = context.containers.get(id);
    if (owner === undefined) continue;
    const reason = { code: "owner-restarted", share, owner: serviceOf(owner) } as const;
    const begins = context.outcome(id)?.begins ?? "never";
    if (begins !== "never") causes.push({ reason, ...(begins !== "always" && { when: begins }) });
    if (isUp(owner.status) && beganAfter(owner, live)) causes.push({ reason });
  }
  if (context.options.start === false) return causes;
  for (const [name, { restart }] of service.dependsOn) {
    if (!restart) continue;
    const interrupted = anyOf(context.placed(name).map((placed) => placed.interrupted));
    if (interrupted === "never") continue;
    const reason = { code: "restarts-with", services: [name] } as const;
    causes.push({ reason, ...(interrupted !== "always" && { when: interrupted }) });
  }
  return causes;
}

export const isDetached = ({ endpoints }: ContainerFact, { networks }: Pick<CauseContext, "networks">): boolean =>
  endpoints.some(({ networkId }) => networks.recreated.has(networkId));

function networkCause({ endpoints }: ContainerFact, { networks }: CauseContext): Cause {
  const network = endpoints.flatMap(({ networkId }) => networks.recreated.get(networkId) ?? [])[0] ?? "";
  return { reason: { code: "network-recreated", network } };
}

/** It has a hardware address of its own on a network that is recreated: the engine takes that only at creation. */
const isPinned = ({ config }: Wanted, live: ContainerFact, { networks }: CauseContext): boolean =>
  live.endpoints.some(
    ({ networkId }) =>
      networks.recreated.has(networkId) &&
      config.networks.some(
        ({ network, macAddress }) => network === networks.recreated.get(networkId) && macAddress !== undefined,
      ),
  );

function volumeCauses({ mounts }: ContainerFact, { replacedVolumes }: CauseContext): readonly Cause[] {
  const lost = mounts.find(({ type, source }) => type === "volume" && replacedVolumes.has(source));
  return lost ? [{ reason: { code: "loses-volume", volume: lost.source }, oldGoesFirst: true }] : [];
}

/** What comes only while the plan runs may be another one than the container has. */
function pendingCauses(service: Service, live: ContainerFact, context: CauseContext): readonly Cause[] {
  const step = context.images.get(service.name)?.step;
  const variables = context.otherVariables(service, live);
  return [
    ...(step === undefined
      ? []
      : [
          {
            reason: { code: "image-pending" } as const,
            when: {
              kind: "image-differs",
              step,
              from: live.imageId,
              ...(live.imageContent !== undefined && { content: live.imageContent }),
            } as const,
          },
        ]),
    ...(variables ? [{ reason: { code: "variables-pending" } as const, when: variables }] : []),
    ...pendingImages(mountedBy(service, context.mounted), live).map((when) => ({
      reason: { code: "image-pending", mounted: true } as const,
      when,
    })),
  ];
}

/** A service's first container is the one that something is had of; links lead to all of them. */
const placedOwners = (owner: Owner, share: Share, { placed }: CauseContext): readonly Placed[] =>
  owner.kind === "service" ? placed(owner.name).slice(0, share === "links" ? undefined : 1) : [];

interface Owned {
  readonly share: Share;
  /** Of the owner. */
  readonly id: string;
}

/** Whose namespaces and volumes it has, by what it was made with. */
const ownersOf = (container: ContainerFact): readonly Owned[] => [
  ...namespacesOf(container),
  ...container.config.volumesFrom.flatMap(({ of }): Owned[] =>
    of.by === "id" ? [{ share: "volumes", id: of.id }] : [],
  ),
];

/** Whose namespaces it is in. */
export function namespacesOf({ config }: ContainerFact): readonly Owned[] {
  const modes = [
    ["network", config.networkMode],
    ["memory", config.ipc],
    ["processes", config.pid],
  ] as const;
  return modes.flatMap(([share, mode]) =>
    mode?.kind === "container" && mode.of.by === "id" ? [{ share, id: mode.of.id }] : [],
  );
}

/** What shares something with a container that goes cannot stay, and with one that is gone it can never start again. */
const goneOwner = ({ config, status }: ContainerFact, { snapshot, leaving }: CauseContext): ContainerRef | undefined =>
  containersIn(config).find(
    (ref) =>
      ref.by === "id" &&
      (leaving.has(ref.id) ||
        (!isUp(status) && !snapshot.listed.some(({ id, name }) => id === ref.id || name === ref.id))),
  );

/** It shares something of a process that is over: the engine gave the owner another namespace at its start. */
const beganAfter = (owner: ContainerFact, sharer: ContainerFact): boolean =>
  Date.parse(owner.status.startedAt) > Date.parse(sharer.status.startedAt);

/** The flag that asks for new containers of the service, whatever they are like. */
function forcedBy(service: Service, { options, project }: CauseContext): string | undefined {
  const isNamed = project.selected.size === 0 || project.selected.has(service.name);
  if (isNamed) return options.forceRecreate ? "--force-recreate" : undefined;
  return options.forceRecreateDependencies ? "--always-recreate-deps" : undefined;
}

function changedReason(changes: readonly Change[]): Reason {
  const fields = [...new Set(changes.map(({ field }) => field))];
  return { code: "changed", fields, ...(changes.every(({ drift }) => drift) && { drift: true }) };
}
