/**
 * All services, each after those it depends on: decided, then laid out as steps. Knows what crosses from one service
 * to another: shared namespaces, restarts along with a dependency, networks that are made anew.
 */
import { order } from "../core/graph.ts";
import type { ServiceName, StepId } from "../core/ids.ts";
import { apiAtLeast, apiOfManyEndpoints } from "../engine/api-version.ts";
import type { ContainerConfig, ContainerRef, ImageRef } from "../engine/container-config.ts";
import { containersIn } from "../engine/container-refs.ts";
import type { Snapshot } from "../engine/port.ts";
import type { Project, Service } from "../spec/project.ts";
import { type Classified, isUp, numberOf } from "./compare/classify.ts";
import { byId, containerResource, shortName } from "./containers/container-steps.ts";
import { createSteps } from "./containers/create.ts";
import {
  type DecideContext,
  type Differs,
  decide,
  type Fate,
  type Removal,
  type Replica,
  type Standing,
} from "./containers/decide.ts";
import { fillSteps } from "./containers/fill.ts";
import { GateKeeper } from "./containers/gates.ts";
import { standingSteps } from "./containers/mend.ts";
import { preStartSteps } from "./containers/pre-start.ts";
import { hasProvider, providerUp } from "./containers/providers.ts";
import { recreateSteps } from "./containers/recreate.ts";
import { replaceSteps } from "./containers/replace.ts";
import { startSteps } from "./containers/starting.ts";
import type { Standings, StepContext } from "./containers/step-context.ts";
import { removalSteps, stopSteps } from "./containers/stopping.ts";
import { mountedBy } from "./images/image-mounts.ts";
import type { Images, ServiceImage } from "./images/images.ts";
import type { Draft } from "./plan/draft.ts";
import type { UpOptions } from "./plan/options.ts";
import type { Networks } from "./resources/networks.ts";
import type { Volumes } from "./resources/volumes.ts";
import { variablesDiffer } from "./wanted/provided-variables.ts";
import { type Numbered, sharesOf } from "./wanted/sharing.ts";

export interface Parts {
  readonly project: Project;
  readonly snapshot: Snapshot;
  readonly options: UpOptions;
  readonly draft: Draft;
  readonly classified: Classified;
  readonly images: ReadonlyMap<ServiceName, ServiceImage>;
  readonly imageOfHook: Images["ofHook"];
  /** Images that services mount, by reference. */
  readonly mounted: ReadonlyMap<string, ImageRef>;
  readonly networks: Networks;
  readonly volumes: Volumes;
  /** AI model's key → the step after which it can be used. */
  readonly models: ReadonlyMap<string, StepId>;
}

export interface ServicesPlan {
  readonly standings: ReadonlyMap<ServiceName, readonly Standings[]>;
  readonly gatekeeper: GateKeeper;
  /** Container → the step that removes it. */
  readonly removed: ReadonlyMap<string, StepId>;
}

export function planServices(parts: Parts): ServicesPlan {
  const { project, snapshot, draft, images, options, classified } = parts;
  const standings = new Map<ServiceName, readonly Standings[]>();
  const removed = new Map<string, StepId>();
  const providers = new Map<ServiceName, StepId>();
  const imageOf = (id: string): ReturnType<StepImageOf> =>
    Object.hasOwn(snapshot.images, id) ? snapshot.images[id] : undefined;
  const gatekeeper = new GateKeeper(
    draft,
    standings,
    ({ replica }) => images.get(replica.service.name)?.present,
    providers,
    parts.models,
  );
  const context: DecideContext = {
    project,
    snapshot,
    options,
    images,
    mounted: parts.mounted,
    replacedVolumes: parts.volumes.replaced,
    networkIds: parts.networks.ids,
    containersOf: (name) => containersOf(name, standings, parts),
    provided: (service, live) => variablesDiffer(service, project, live, providers),
    taken: (service) => takenAlong(service, standings),
  };
  for (const service of inOrder(project)) {
    if (hasProvider(service)) {
      providers.set(service.name, providerUp(service, gatekeeper.gates(service), draft));
      continue;
    }
    const decision = decide(service, classified.byService.get(service.name) ?? [], context);
    const removals = decision.removals.map((removal): readonly [Removal, StepId] => [
      removal,
      removalSteps(removal, { draft, project, graceSeconds: options.graceSeconds }),
    ]);
    for (const [{ container }, step] of removals) removed.set(container.id, step);
    const own = decision.replicas.map((decided) => {
      const replica = { ...decided, fate: reattached(decided.fate, parts.networks, decided.wanted.config.networks) };
      const standing = replicaSteps(replica, {
        draft,
        project,
        image: images.get(service.name),
        imageOf,
        before: madeFor(service, replica.wanted.config, parts),
        providers: [...service.dependsOn.keys()].flatMap((name) => providers.get(name) ?? []).sort(),
        gates: () => gatekeeper.gates(service),
        detached: parts.networks.detached,
        graceSeconds: options.graceSeconds,
        networksMade: [...parts.networks.made.values()],
        renewVolumes: options.renewVolumes ?? false,
        createsWithAllNetworks: apiAtLeast(snapshot.engine.apiVersion, apiOfManyEndpoints),
      });
      for (const [id, step] of standing.removed) removed.set(id, step);
      return standing;
    });
    preStartSteps(service, own, parts, () => gatekeeper.gates(service));
    standings.set(
      service.name,
      own.map((standing) => bounced(standing, service, standings, parts, gatekeeper)),
    );
  }
  holdOldOnes(draft, [...standings.values()].flat());
  if (snapshot.engine.kind === "podman") removeSharersFirst(draft, standings);
  return { standings, gatekeeper, removed };
}

type StepImageOf = (id: string) => Snapshot["images"][string] | undefined;

/** Dependencies first. */
function inOrder(project: Project): Service[] {
  const needs = new Map(
    [...project.services].map(([name, service]) => [
      name,
      [...service.dependsOn.keys()].filter((need) => project.services.has(need)),
    ]),
  );
  return order(needs).flatMap((name) => project.services.get(name) ?? []);
}

/** Steps that make what a new container of the service uses. */
function madeFor(service: Service, config: ContainerConfig, { project, mounted, networks, volumes }: Parts): StepId[] {
  const steps = [
    ...config.networks.map(({ network }) => networks.made.get(network)),
    ...service.volumes.map((volume) =>
      volume.type === "volume" && volume.source !== undefined
        ? volumes.made.get(project.volumes.get(volume.source)?.name ?? "")
        : undefined,
    ),
    ...Object.values(mountedBy(service, mounted)).map(({ ref }) => stepOf(ref)),
    ...containersIn(config).map(stepOf),
  ];
  return steps.filter((step) => step !== undefined);
}

/** The containers that a service will have; those that it has, where this plan leaves it alone. */
function containersOf(
  name: ServiceName,
  standings: ReadonlyMap<ServiceName, readonly Standings[]>,
  { classified }: Parts,
): readonly Numbered[] {
  const planned = standings.get(name);
  if (planned) return planned.map(({ ref, replica }) => ({ ref, number: replica.number }));
  return (classified.byService.get(name) ?? []).map((live) => ({ ref: byId(live), number: numberOf(live) }));
}

const stepOf = (ref: ContainerRef | ImageRef): StepId | undefined =>
  ref.by === "step" ? (ref.step as StepId) : undefined;

/** A container that has something of another's lives and dies with it. */
function takenAlong(
  service: Service,
  standings: ReadonlyMap<ServiceName, readonly Standings[]>,
): { readonly because: string; readonly onlyIf?: Differs } | undefined {
  const causes = sharesOf(service).flatMap(({ what, owner }) => {
    const fates = owner.kind === "service" ? (standings.get(owner.name) ?? []).map(({ replica }) => replica.fate) : [];
    return fates.flatMap((fate) =>
      fate.kind === "replace" || fate.kind === "recreate"
        ? [
            {
              because: `it ${what} ${owner.name}, which is replaced`,
              ...(fate.kind === "replace" && fate.maybe && { onlyIf: fate.maybe.onlyIf }),
            },
          ]
        : [],
    );
  });
  return causes.find(({ onlyIf }) => onlyIf === undefined) ?? causes[0];
}

/**
 * A container that stands and loses a network that is made anew is connected to the new one and started again; one with
 * a hardware address of its own there is replaced, because the engine takes that only at creation.
 */
function reattached(fate: Fate, networks: Networks, endpoints: Standing["differences"]["connect"]): Fate {
  if (fate.kind === "create" || fate.kind === "recreate" || !networks.detached.has(fate.live.id)) return fate;
  const pinned = endpoints.some(({ network, macAddress }) => networks.remade.has(network) && macAddress !== undefined);
  if (pinned && fate.kind !== "replace")
    return { kind: "replace", live: fate.live, because: "its network is made anew", changes: [] };
  const again = (standing: Standing): Standing => {
    const lost = endpoints.filter(({ network }) => networks.remade.has(network));
    const connect = [...standing.differences.connect, ...lost];
    const differences = { ...standing.differences, connect };
    if (standing.kind === "start") return { ...standing, differences };
    return isUp(standing.live)
      ? { kind: "start", live: standing.live, differences, because: "its network is made anew" }
      : { ...standing, differences };
  };
  if (fate.kind === "replace")
    return fate.maybe ? { ...fate, maybe: { ...fate.maybe, otherwise: again(fate.maybe.otherwise) } } : fate;
  return again(fate);
}

/** `depends_on.restart`: stopped before the dependency's old container, started after its new one. */
function bounced(
  standing: Standings,
  service: Service,
  standings: ReadonlyMap<ServiceName, readonly Standings[]>,
  { draft, project, options }: Parts,
  gatekeeper: GateKeeper,
): Standings {
  const { fate } = standing.replica;
  if (options.start === false || fate.kind !== "keep" || !isUp(fate.live)) return standing;
  const causes = [...service.dependsOn]
    .filter(([, { restart }]) => restart)
    .flatMap(([name]) => (standings.get(name) ?? []).filter((cause) => cause.stopped !== undefined));
  if (causes.length === 0) return standing;
  const names = [...new Set(causes.map((cause) => cause.replica.service.name))].join(", ");
  const because = `it is to restart with ${names}`;
  const first = causes[0]?.onlyIf;
  const only = first && causes.every(({ onlyIf }) => onlyIf !== undefined) ? { onlyIf: first } : {};
  const candidates = causes.flatMap(({ candidate }) => candidate ?? []);
  const stopped = stopSteps(
    fate.live,
    because,
    [...standing.started, ...candidates],
    { draft, project, graceSeconds: options.graceSeconds },
    only,
  );
  for (const { stopped: old } of causes) if (old) draft.addNeeds(old, [stopped]);
  const gates = gatekeeper.gates(service);
  const resource = containerResource(fate.live);
  draft.say({ resource, action: "restart", because });
  const name = shortName(fate.live.name, fate.live);
  const filled = fillSteps(standing.replica, byId(fate.live), [stopped], draft, only);
  const started = startSteps(
    { service, name, container: byId(fate.live), resource, because, after: [stopped, ...filled], gates, ...only },
    draft,
  );
  return { ...standing, started: [started.done], stopped, ...only };
}

function replicaSteps(replica: Replica, context: StepContext): Standings {
  const { fate } = replica;
  switch (fate.kind) {
    case "create":
      return createSteps(replica, fate.because, context);
    case "replace":
      return replaceSteps(replica, fate, context);
    case "recreate":
      return recreateSteps(replica, fate, context);
    default:
      return standingSteps(replica, fate, context, undefined);
  }
}

/** Podman removes no container that another one has something of. */
function removeSharersFirst(draft: Draft, standings: ReadonlyMap<ServiceName, readonly Standings[]>): void {
  for (const { replica, removed } of [...standings.values()].flat())
    for (const { owner } of sharesOf(replica.service)) {
      const owners = owner.kind === "service" ? (standings.get(owner.name) ?? []) : [];
      for (const other of owners.filter(({ replica: { fate } }) => fate.kind === "replace"))
        for (const step of other.removed.values()) draft.addNeeds(step, [...removed.values()]);
    }
}

/**
 * No running container stops before every candidate that takes the place of one exists; but for those that go before
 * anything can be made in their place.
 */
function holdOldOnes(draft: Draft, standings: readonly Standings[]): void {
  const candidates = standings.flatMap(({ candidate }) => candidate ?? []);
  for (const { stopped, replica } of standings)
    if (stopped && replica.fate.kind !== "recreate") draft.addNeeds(stopped, candidates);
}
