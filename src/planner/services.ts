/**
 * All services, each after those it depends on: what becomes of its containers is chosen, then laid out as steps. What a
 * service needs to know of those before it (namespaces, conditions, restarts) is read from what is placed already.
 */
import { order } from "../core/graph.ts";
import type { ServiceName, StepId } from "../core/ids.ts";
import { lazy } from "../core/lazy.ts";
import { apiAtLeast, apiOfManyEndpoints } from "../engine/api-version.ts";
import type { ImageRef } from "../engine/container-config.ts";
import { containersIn } from "../engine/container-refs.ts";
import type { ContainerFact, Snapshot } from "../engine/port.ts";
import type { Observed } from "../observe/observed.ts";
import type { Project, Service } from "../spec/project.ts";
import { isProgramMissing } from "./checks/missing-things.ts";
import { type Classified, numberOf } from "./compare/classify.ts";
import { type CauseContext, namespacesOf } from "./containers/causes.ts";
import { type Choice, serviceNameOf } from "./containers/choose.ts";
import { Conditions } from "./containers/conditions.ts";
import { place } from "./containers/place.ts";
import type { Placed } from "./containers/placed.ts";
import { preStartSteps } from "./containers/pre-start.ts";
import { hasProvider, providerUp } from "./containers/providers.ts";
import { removalSteps } from "./containers/removals.ts";
import type { ReplicaContext } from "./containers/slots/turn.ts";
import { byId } from "./containers/subject.ts";
import type { Images, ServiceImage } from "./images/images.ts";
import type { Draft } from "./plan/draft.ts";
import type { UpOptions } from "./plan/options.ts";
import { anyOf } from "./plan/when.ts";
import type { Networks } from "./resources/networks.ts";
import { knots } from "./step-graph.ts";
import { variablesDiffer } from "./wanted/provided-variables.ts";
import { type Numbered, sharesOf } from "./wanted/sharing.ts";

export interface Parts {
  readonly project: Project;
  readonly observed: Observed;
  readonly options: UpOptions;
  readonly draft: Draft;
  readonly classified: Classified;
  readonly images: ReadonlyMap<ServiceName, ServiceImage>;
  readonly imageOfHook: Images["ofHook"];
  /** Images that services mount, by reference. */
  readonly mounted: ReadonlyMap<string, ImageRef>;
  readonly networks: Networks;
  /** The engine's names of volumes that are replaced. */
  readonly replacedVolumes: ReadonlySet<string>;
  /** What becomes of a service's containers. */
  readonly choose: (service: Service, standing: readonly ContainerFact[], context: CauseContext) => Choice;
}

export interface ServicesPlan {
  readonly placed: ReadonlyMap<ServiceName, readonly Placed[]>;
  readonly conditions: Conditions;
}

export function planServices(parts: Parts): ServicesPlan {
  const { project, observed, draft, images, options, classified, networks } = parts;
  const { snapshot } = observed;
  const placed = new Map<ServiceName, readonly Placed[]>();
  const outcomes = new Map<string, Placed>();
  const providers = new Map<ServiceName, StepId>();
  const placedOf = (name: ServiceName): readonly Placed[] => placed.get(name) ?? [];
  const conditions = new Conditions(draft, placedOf, ({ name }) => images.get(name)?.present);
  const leaving = new Set(leavingAnyway(project, classified, options).map(({ id }) => id));
  const context: CauseContext = {
    project,
    observed,
    snapshot,
    options,
    images,
    mounted: parts.mounted,
    replacedVolumes: parts.replacedVolumes,
    networks,
    containersOf: (name) => containersOf(name, placed, classified),
    otherVariables: (service, live) => variablesDiffer(service, project, live, providers),
    leaving,
    placed: placedOf,
    containers: new Map(snapshot.containers.map((container) => [container.id, container])),
    outcome: (id) => outcomes.get(id),
  };
  const start = options.start ?? true;
  const base = {
    draft,
    project,
    graceSeconds: options.graceSeconds,
    imageOf: (id: string): Snapshot["images"][string] | undefined =>
      Object.hasOwn(snapshot.images, id) ? snapshot.images[id] : undefined,
    recreated: networks.recreated,
    createsWithAllNetworks: apiAtLeast(snapshot.engine.apiVersion, apiOfManyEndpoints),
    start,
    renewVolumes: options.renewVolumes ?? false,
  };
  for (const service of dependenciesFirst(project, context.containers.values())) {
    if (hasProvider(service)) {
      if (isProgramMissing(service, observed)) continue;
      providers.set(service.name, providerUp(project, service, start ? conditions.of(service) : [], draft));
      continue;
    }
    const needs = lazy(() => (start ? conditions.of(service) : []));
    const own: ReplicaContext = {
      ...base,
      image: images.get(service.name),
      providers: [...service.dependsOn].flatMap(([name, { required }]) => {
        const step = providers.get(name);
        return step === undefined ? [] : [{ step, isOptional: !required }];
      }),
      conditions: needs,
      restored: restoredOf(service, placedOf),
      cutOff: (live) => anyOf(namespacesOf(live).map(({ id }) => outcomes.get(id)?.replaced ?? "never")),
    };
    const { replicas, removals } = parts.choose(service, classified.byService.get(service.name) ?? [], context);
    for (const removal of removals) {
      removalSteps(removal, own);
      leaving.add(removal.container.id);
    }
    const all = replicas.map((replica) => place(replica, own));
    if (start) preStartSteps(service, all, { ...parts, snapshot }, needs);
    placed.set(service.name, all);
    for (const one of all) if (one.replica.fate.kind === "live") outcomes.set(one.replica.fate.live.id, one);
  }
  return { placed, conditions };
}

/** Containers that go for sure, whatever else is chosen. */
const leavingAnyway = (
  { services }: Project,
  { byService, orphans }: Classified,
  { removeOrphans }: UpOptions,
): readonly ContainerFact[] => [
  ...(removeOrphans ? orphans : []),
  ...[...services.values()].flatMap(({ name, replicas }) => (replicas === 0 ? (byService.get(name) ?? []) : [])),
];

/**
 * Each service after those it depends on, and after those that its containers still have something of: what becomes of
 * the one decides over the other. Where these lead in a circle, the file's dependencies alone count.
 */
function dependenciesFirst({ services }: Project, containers: Iterable<ContainerFact>): Service[] {
  const needs = new Map(
    [...services].map(([name, { dependsOn }]) => [name, [...dependsOn.keys()].filter((need) => services.has(need))]),
  );
  const live = new Map([...containers].map((container) => [container.id, container]));
  const owners = [...live.values()].flatMap((container) =>
    containersIn(container.config).flatMap((ref) => {
      const owner = ref.by === "id" ? live.get(ref.id) : undefined;
      return owner === undefined ? [] : [{ from: serviceNameOf(owner), to: serviceNameOf(container) }];
    }),
  );
  const declared = [...needs].flatMap(([to, list]) => list.map((from) => ({ from, to })));
  const knotted = knots(services.keys(), [...declared, ...owners]);
  for (const { from, to } of owners)
    if (from !== to && services.has(from) && !knotted.has(to)) needs.get(to)?.push(from);
  return order(needs).flatMap((name) => services.get(name) ?? []);
}

/** The containers that a service will have; those that it has, where this plan leaves it alone. */
function containersOf(
  name: ServiceName,
  placed: ReadonlyMap<ServiceName, readonly Placed[]>,
  { byService }: Classified,
): readonly Numbered[] {
  const planned = placed.get(name);
  if (planned) return planned.map(({ ref, replica }) => ({ ref, number: replica.number }));
  return (byService.get(name) ?? []).map((live) => ({ ref: byId(live), number: numberOf(live) }));
}

/** The ways back of services whose fate this one shares: it restarts with them, or lives in their namespaces. */
function restoredOf(service: Service, placed: (name: ServiceName) => readonly Placed[]): readonly StepId[] {
  const restarts = [...service.dependsOn].flatMap(([name, { restart }]) => (restart ? [name] : []));
  const owners = sharesOf(service).flatMap(({ owner }) => (owner.kind === "service" ? [owner.name] : []));
  return [...new Set([...restarts, ...owners])].flatMap((name) =>
    placed(name).flatMap(({ restored }) => restored ?? []),
  );
}
