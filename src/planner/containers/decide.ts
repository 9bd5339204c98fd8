/**
 * Decides what becomes of each of a service's containers: kept, started, replaced, made, removed, and why. Compares
 * and chooses; the calls that carry a decision out are create.ts's, mend.ts's and replace.ts's.
 */
import type { ServiceName, StepId } from "../../core/ids.ts";
import { containersIn } from "../../engine/container-refs.ts";
import { labels } from "../../engine/labels.ts";
import type { ContainerFact, Snapshot } from "../../engine/port.ts";
import type { Service } from "../../spec/project.ts";
import { type Differences, differences } from "../compare/changes.ts";
import { isUp, numberOf } from "../compare/classify.ts";
import { hashDifferences } from "../compare/hash-changes.ts";
import { mountedBy, pendingImage } from "../images/image-mounts.ts";
import type { ServiceImage } from "../images/images.ts";
import type { Change, Condition } from "../plan/plan.ts";
import type { Wanted } from "../wanted/wanted.ts";
import { type WantContext, wantedOf } from "../wanted/wanted-of.ts";

/** One container that is to be, and what it takes. */
export interface Replica {
  readonly service: Service;
  readonly number: number;
  readonly wanted: Wanted;
  readonly fate: Fate;
}

export type Fate =
  | { readonly kind: "create"; readonly because: string }
  /** Already as wanted, or mended while it stands. */
  | { readonly kind: "keep"; readonly live: ContainerFact; readonly differences: Differences }
  | {
      readonly kind: "start";
      readonly live: ContainerFact;
      readonly differences: Differences;
      readonly because: string;
    }
  /** Taken away, then made: it uses a volume that is made anew. */
  | { readonly kind: "recreate"; readonly live: ContainerFact; readonly because: string }
  | {
      readonly kind: "replace";
      readonly live: ContainerFact;
      /** Made by an earlier run that did not get to its end, and as wanted now but for what can be mended. */
      readonly candidate?: { readonly live: ContainerFact; readonly differences: Differences };
      readonly because: string;
      readonly changes: readonly Change[];
      /** Only if an image step brings another image; and what becomes of the container if it does not. */
      readonly maybe?: { readonly onlyIf: Differs; readonly otherwise: Standing };
    };

/** What may become of a container that need not be replaced. */
export type Standing = Extract<Fate, { kind: "keep" | "start" }>;
/** What comes only while the plan runs is another one: an image, or what providers say. */
export type Differs = Extract<Condition, { kind: "image-differs" | "variables-differ" }>;

export interface Removal {
  readonly container: ContainerFact;
  readonly because: string;
  /** Why it is stopped, where there is more to say. */
  readonly stopping?: string;
}

export interface Decision {
  readonly replicas: readonly Replica[];
  readonly removals: readonly Removal[];
}

export interface DecideContext extends WantContext {
  readonly snapshot: Snapshot;
  readonly images: ReadonlyMap<ServiceName, ServiceImage>;
  /** Engine's name of a volume that is made anew → the step that removes it. */
  readonly replacedVolumes: ReadonlyMap<string, StepId>;
  /** Engine's name of a network → its id as it is now. */
  readonly networkIds: ReadonlyMap<string, string>;
  /** Where providers give the service variables: whether they give this container's. */
  readonly provided: (
    service: Service,
    live: ContainerFact,
  ) => Extract<Differs, { kind: "variables-differ" }> | undefined;
  /** Why another service's replacement takes this one along: it shares that one's namespace. */
  readonly taken: (service: Service) => { readonly because: string; readonly onlyIf?: Differs } | undefined;
}

export function decide(service: Service, live: readonly ContainerFact[], context: DecideContext): Decision {
  const standing = live.filter((container) => container.status.state !== "removing");
  const groups = [...Map.groupBy(standing, numberOf)].map(([number, containers]) =>
    chosen(service, number, containers, context),
  );
  // Those that must be replaced anyway go first when there are too many; then the highest numbers.
  const ranked = groups.toSorted(
    (a, b) => Number(isStale(a.replica)) - Number(isStale(b.replica)) || a.replica.number - b.replica.number,
  );
  const kept = ranked.slice(0, service.replicas).toSorted((a, b) => a.replica.number - b.replica.number);
  const surplus = ranked.slice(service.replicas);
  const highest = Math.max(0, ...kept.map(({ replica }) => replica.number));
  const fresh = Array.from({ length: service.replicas - kept.length }, (_, i) =>
    created(service, highest + i + 1, context),
  );
  return {
    replicas: [...kept.map(({ replica }) => replica), ...fresh],
    removals: [
      ...live
        .filter((container) => !standing.includes(container))
        .map((container) => ({ container, because: "it is half removed" })),
      ...groups.flatMap(({ leftovers }) => leftovers),
      ...surplus.flatMap(({ containers }) =>
        containers.map((container) => ({ container, because: `scaled down to ${service.replicas}` })),
      ),
    ].filter(firstOf((removal) => removal.container.id)),
  };
}

interface Group {
  readonly replica: Replica;
  readonly containers: readonly ContainerFact[];
  readonly leftovers: readonly Removal[];
}

function isStale({ fate }: Replica): boolean {
  if (fate.kind === "replace") return fate.maybe === undefined;
  if (fate.kind === "recreate") return true;
  return fate.kind !== "create" && fate.differences.replace.length > 0;
}

/** Which of the containers with one number stands for it, and what becomes of it and of the others. */
function chosen(service: Service, number: number, containers: readonly ContainerFact[], context: DecideContext): Group {
  const wanted = wantedOf(service, number, context);
  const compared = containers.map((live) => ({ live, differences: compare(wanted, live, context) }));
  const mustGo = ({ live, differences }: (typeof compared)[number]): boolean =>
    mustReplace(service, differences, live, context) || sharesAnew(service, wanted, context);
  const rank = (one: (typeof compared)[number]): number =>
    (mustGo(one) ? 4 : 0) + (isUp(one.live) ? 0 : 2) + (one.live.name === wanted.name ? 0 : 1);
  const ranked = compared.toSorted((a, b) => rank(a) - rank(b) || (a.live.createdAt < b.live.createdAt ? 1 : -1));
  const best = ranked[0];
  if (best === undefined) return { replica: created(service, number, context), containers, leftovers: [] };
  const others = ranked.slice(1);
  const old =
    others.find(({ live }) => isUp(live) && live.name === wanted.name) ?? others.find(({ live }) => isUp(live));
  const matches = !mustGo(best);
  const volume = replacedVolumeOf(containers, context.replacedVolumes);
  if (volume !== undefined) {
    const fate: Fate = { kind: "recreate", live: best.live, because: `its volume ${volume} is replaced` };
    const leftovers = others.map(({ live }) => ({ container: live, because: fate.because }));
    return { replica: { service, number, wanted, fate }, containers, leftovers };
  }
  // A candidate as wanted, not yet started, beside the one that it was made for: carry on where the other run stopped.
  const promoted = matches && !isUp(best.live) && old !== undefined;
  const replica: Replica = {
    service,
    number,
    wanted,
    fate: promoted
      ? {
          kind: "replace",
          live: old.live,
          candidate: best,
          because: reason(old.differences.replace) ?? "an earlier replacement was interrupted",
          changes: old.differences.replace,
        }
      : fateOf(service, best.live, best.differences, context),
  };
  const leftovers = others
    .filter((other) => !(promoted && other === old))
    .map(({ live }) => ({ container: live, because: "left behind by an interrupted replacement" }));
  return { replica, containers, leftovers };
}

/** What it has of another container is that one's that this plan makes: none that stands can have it. */
const sharesAnew = (service: Service, { config }: Wanted, { taken }: DecideContext): boolean => {
  const along = taken(service);
  return along !== undefined && along.onlyIf === undefined && containersIn(config).some(({ by }) => by === "step");
};

function fateOf(service: Service, live: ContainerFact, found: Differences, context: DecideContext): Fate {
  const taken = context.taken(service);
  const image = context.images.get(service.name);
  if (mustReplace(service, found, live, context)) {
    const because = forcedBy(service, context) ?? reason(found.replace) ?? "it is dead";
    return { kind: "replace", live, because, changes: found.replace };
  }
  if (context.options.noRecreate) return standing(live, found);
  const provided = context.provided(service, live);
  if (taken && taken.onlyIf === undefined) return { kind: "replace", live, because: taken.because, changes: [] };
  if (image?.step !== undefined) {
    const fetched = { step: image.step, from: live.imageId };
    const onlyIf: Differs = provided ? { ...provided, image: fetched } : { kind: "image-differs", ...fetched };
    return maybe(live, "its image is fetched again", onlyIf, found);
  }
  const mounted = pendingImage(mountedBy(service, context.mounted), live);
  if (provided) {
    const onlyIf = mounted ? { ...provided, image: { step: mounted.step, from: mounted.from } } : provided;
    return maybe(live, "providers may give it other variables", onlyIf, found);
  }
  if (mounted) return maybe(live, "an image that it mounts is fetched again", mounted, found);
  if (taken?.onlyIf) return maybe(live, taken.because, taken.onlyIf, found);
  return standing(live, found);
}

const maybe = (live: ContainerFact, because: string, onlyIf: Differs, found: Differences): Fate => ({
  kind: "replace",
  live,
  because,
  changes: [],
  maybe: { onlyIf, otherwise: standing(live, found) },
});

/** The fate of a container that need not be replaced. */
export function standing(live: ContainerFact, found: Differences): Standing {
  const because = whyStart(live);
  return because === undefined
    ? { kind: "keep", live, differences: found }
    : { kind: "start", live, differences: found, because };
}

function whyStart({ status }: ContainerFact): string | undefined {
  switch (status.state) {
    case "running":
    case "restarting":
      return undefined;
    case "created":
      return "it was never started";
    case "paused":
      return "it is paused";
    default:
      return `it ended with code ${status.exitCode}`;
  }
}

const created = (service: Service, number: number, context: DecideContext): Replica => ({
  service,
  number,
  wanted: wantedOf(service, number, context),
  fate: { kind: "create", because: "it is not there yet" },
});

function compare(wanted: Wanted, live: ContainerFact, { snapshot, networkIds, images }: DecideContext): Differences {
  const own = snapshot.images[live.imageId];
  const found =
    snapshot.engine.kind === "podman"
      ? hashDifferences(wanted, live, networkIds)
      : differences(wanted, live, own, networkIds);
  const image = images.get((live.labels[labels.service] ?? "") as ServiceName);
  // The same name may stand for another image by now. What a step of this plan brings is known only later.
  const moved = image?.present !== undefined && image.step === undefined && image.present.id !== live.imageId;
  if (!moved || found.replace.some(({ field }) => field === "image")) return found;
  const short = (id: string): string => id.replace("sha256:", "").slice(0, 12);
  const change = {
    field: "image",
    from: `${wanted.config.image} (${short(live.imageId)})`,
    to: short(image.present.id),
  };
  const place = wanted.placeOf("image");
  return { ...found, replace: [{ ...change, ...(place && { place }) }, ...found.replace] };
}

function mustReplace(
  service: Service,
  found: Differences,
  live: ContainerFact,
  context: Pick<DecideContext, "options" | "project">,
): boolean {
  if (live.status.state === "dead") return true;
  if (context.options.noRecreate) return false;
  return found.replace.length > 0 || forcedBy(service, context) !== undefined;
}

/** The flag that asks for new containers of the service, whatever they are like. */
function forcedBy(
  service: Service,
  { options, project }: Pick<DecideContext, "options" | "project">,
): string | undefined {
  const isNamed = project.selected.size === 0 || project.selected.has(service.name);
  if (isNamed) return options.forceRecreate ? "--force-recreate" : undefined;
  return options.forceRecreateDependencies ? "--always-recreate-deps" : undefined;
}

/** The first few changes in words. */
function reason(changes: readonly Change[]): string | undefined {
  if (changes.length === 0) return undefined;
  const fields = [...new Set(changes.map((change) => change.field))];
  const drift = changes.every((change) => change.drift) ? " (changed by somebody since)" : "";
  return `${fields.slice(0, 3).join(", ")}${fields.length > 3 ? ` and ${fields.length - 3} more` : ""} changed${drift}`;
}

const firstOf = <T>(key: (item: T) => string): ((item: T) => boolean) => {
  const seen = new Set<string>();
  return (item) => !seen.has(key(item)) && seen.add(key(item)) !== undefined;
};

/** The first of the volumes to be made anew that any of these containers has. */
const replacedVolumeOf = (
  containers: readonly ContainerFact[],
  replaced: ReadonlyMap<string, StepId>,
): string | undefined =>
  containers.flatMap(({ mounts }) => mounts).find(({ type, source }) => type === "volume" && replaced.has(source))
    ?.source;
