/**
 * Chooses what becomes of each of a service's containers, and why: which one stands for which number, which go, and of each
 * that stays all causes for another in its place or for a restart. The steps that carry it out are place.ts's.
 */

import type { ServiceName } from "../../core/ids.ts";
import { nanosecondsOf } from "../../core/moment.ts";
import type { Reason } from "../../core/reason.ts";
import { isUp } from "../../engine/container-state.ts";
import { labels } from "../../engine/labels.ts";
import type { ContainerFact } from "../../engine/port.ts";
import type { Service } from "../../spec/project.ts";
import { numberOf } from "../compare/classify.ts";
import { compared } from "../compare/compared.ts";
import type { Wanted } from "../wanted/wanted.ts";
import { wantedOf } from "../wanted/wanted-of.ts";
import {
  type CauseContext,
  isDetached,
  isPending,
  isSure,
  isUnfinishedReplacement,
  replaceCauses,
  restartCauses,
} from "./causes.ts";
import type { Cause, Live, Removal, Replica } from "./replica.ts";

export interface Choice {
  readonly replicas: readonly Replica[];
  readonly removals: readonly Removal[];
}

/** @param standing the service's containers as they are now */
export function choose(service: Service, standing: readonly ContainerFact[], context: CauseContext): Choice {
  const whole = standing.filter(({ status }) => status.state !== "removing");
  const wantedBy = wantedOf(service, context);
  const groups = [...Map.groupBy(whole, numberOf)].map(([number, containers]) =>
    chooseOne(service, number, wantedBy(number), containers, context),
  );
  // Those that must be replaced anyway go first when there are too many; then the highest numbers.
  const ranked = groups.toSorted(
    (a, b) => Number(isStale(a.replica)) - Number(isStale(b.replica)) || a.replica.number - b.replica.number,
  );
  const kept = ranked.slice(0, service.replicas).toSorted((a, b) => a.replica.number - b.replica.number);
  const surplus = ranked.slice(service.replicas);
  const highest = Math.max(0, ...kept.map(({ replica }) => replica.number));
  const fresh = Array.from({ length: service.replicas - kept.length }, (_, i) =>
    created(service, highest + i + 1, wantedBy(highest + i + 1)),
  );
  const removals: readonly Removal[] = [
    ...standing
      .filter(({ status }) => status.state === "removing")
      .map((container): Removal => ({ container, reason: { code: "half-removed" } })),
    ...kept.flatMap(({ leftovers }) => leftovers),
    ...surplus.flatMap(({ containers }) =>
      containers.map(
        (container): Removal => ({
          container,
          reason: { code: "scaled-down", replicas: service.replicas },
        }),
      ),
    ),
  ];
  return { replicas: [...kept.map(({ replica }) => replica), ...fresh], removals };
}

interface Group {
  readonly replica: Replica;
  readonly containers: readonly ContainerFact[];
  readonly leftovers: readonly Removal[];
}

const isStale = ({ fate }: Replica): boolean =>
  fate.kind === "live" && (isSure(fate.replace) || fate.differences.replace.length > 0);

/** Which of the containers with one number stands for it, and what becomes of it and of the others. */
function chooseOne(
  service: Service,
  number: number,
  wanted: Wanted,
  containers: readonly ContainerFact[],
  context: CauseContext,
): Group {
  const all = containers.map((live) => {
    const differences = compared(wanted, live, context);
    return { live, differences, replace: replaceCauses(service, wanted, live, differences, context) };
  });
  type One = (typeof all)[number];
  const rank = ({ live, replace }: One): number =>
    (isSure(replace) ? 4 : 0) + (isUp(live.status) ? 0 : 2) + (live.name === wanted.name ? 0 : 1);
  const createdAt = ({ live }: One): bigint => nanosecondsOf(live.createdAt) ?? 0n;
  const ranked = all.toSorted((a, b) => rank(a) - rank(b) || (createdAt(a) < createdAt(b) ? 1 : -1));
  const [best] = ranked;
  if (best === undefined) return { replica: created(service, number, wanted), containers, leftovers: [] };
  const isRunning = ({ live }: One): boolean => isUp(live.status);
  const running =
    ranked.find((one) => isRunning(one) && one.live.name === wanted.name) ?? ranked.find((one) => isRunning(one));
  // What an earlier run made beside a running one takes its place if nothing newer is on its way; else it is created again.
  const isCandidate = running !== undefined && !isRunning(best);
  const isPromoted = isCandidate && best.replace.length === 0 && !isDetached(best.live, context);
  const chosen = isCandidate ? running : best;
  const fate = liveFate(service, wanted, chosen, isPromoted ? best : undefined, containers, context);
  const leftovers = ranked
    .filter((one) => one !== chosen && !(isPromoted && one === best))
    .map(({ live }): Removal => ({ container: live, reason: { code: "interrupted-replacement", leftover: true } }));
  return { replica: { service, number, wanted, fate }, containers, leftovers };
}

function liveFate(
  service: Service,
  wanted: Wanted,
  { live, differences, replace }: Pick<Live, "live" | "differences" | "replace">,
  candidate: Pick<Live, "live" | "differences"> | undefined,
  containers: readonly ContainerFact[],
  context: CauseContext,
): Live {
  const isDown = whyStart(live, wanted.name);
  const start = context.options.start === false ? undefined : isDown;
  const interrupted: Cause = { reason: { code: "interrupted-replacement" } };
  const causes = candidate && !isSure(replace) ? [...replace, interrupted] : replace;
  const obstacle = containers.some(({ mounts }) =>
    mounts.some(({ type, source }) => type === "volume" && context.replacedVolumes.has(source)),
  )
    ? "volume"
    : isDetached(live, context)
      ? "network"
      : causes.some(({ oldGoesFirst }) => oldGoesFirst)
        ? "volume"
        : undefined;
  return {
    kind: "live",
    live,
    differences,
    replace: causes,
    restart: isUp(live.status) ? restartCauses(service, live, context) : [],
    ...(start && { start }),
    isUnfinished: service.postStart.length > 0 && live.status.state === "running" && isPending(live.name, wanted.name),
    ...(candidate &&
      obstacle !== "volume" && { candidate: { live: candidate.live, differences: candidate.differences } }),
    ...(obstacle && { obstacle }),
  };
}

/** Why it is not up. */
export function whyStart(live: ContainerFact, name: string): Reason | undefined {
  const { status } = live;
  switch (status.state) {
    case "running":
    case "restarting":
      return undefined;
    case "created":
      return { code: isUnfinishedReplacement(live, name) ? "interrupted-replacement" : "never-started" };
    case "paused":
      return { code: "paused" };
    default:
      return { code: "exited", exitCode: status.exitCode };
  }
}

const created = (service: Service, number: number, wanted: Wanted): Replica => ({
  service,
  number,
  wanted,
  fate: { kind: "create", reason: { code: "absent" } },
});

/** The service that a container's label names. */
export const serviceNameOf = ({ labels: own }: ContainerFact): ServiceName =>
  (own[labels.service] ?? "") as ServiceName;
