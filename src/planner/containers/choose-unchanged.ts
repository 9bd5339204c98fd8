/**
 * What becomes of a service's containers of which only that was read what can change: if each was made from what is wanted now
 * and is as it was made, they stay. Otherwise the service counts as one that has no containers: the plan then has steps, which
 * says that a whole look is needed.
 */
import { labels } from "../../engine/labels.ts";
import type { ContainerFact } from "../../engine/port.ts";
import type { Service } from "../../spec/project.ts";
import { needsUpdate, noDifferences } from "../compare/changes.ts";
import { numberOf } from "../compare/classify.ts";
import { networkChanges } from "../compare/network-changes.ts";
import { madeFromHash } from "../wanted/made-from.ts";
import { fileChanges } from "../wanted/service-files.ts";
import { hookChanges } from "../wanted/start-hooks.ts";
import type { Wanted } from "../wanted/wanted.ts";
import { wantedOf } from "../wanted/wanted-of.ts";
import { type CauseContext, replaceCauses, restartCauses } from "./causes.ts";
import { type Choice, created } from "./choose.ts";
import type { Replica } from "./replica.ts";

export function chooseUnchanged(service: Service, standing: readonly ContainerFact[], context: CauseContext): Choice {
  const wantedBy = wantedOf(service, context);
  const replicas = standing.flatMap((live): Replica[] => {
    const number = numberOf(live);
    const wanted = wantedBy(number);
    if (!isAsMade(service, wanted, live, context)) return [];
    const fate = {
      kind: "live",
      live,
      differences: noDifferences,
      replace: [],
      restart: [],
      isUnfinished: false,
    } as const;
    return [{ service, number, wanted, fate }];
  });
  const isWhole = replicas.length === standing.length && replicas.length === service.replicas;
  return { replicas: isWhole ? replicas : [created(service, 1, wantedBy(1))], removals: [] };
}

/** Made from what is wanted now, and nothing that can change of a container has. */
function isAsMade(service: Service, wanted: Wanted, live: ContainerFact, context: CauseContext): boolean {
  const image = context.images.get(service.name);
  const networks = networkChanges(wanted, live, context.networks);
  return (
    live.status.state === "running" &&
    live.name === wanted.name &&
    live.labels[labels.madeFrom] !== undefined &&
    live.labels[labels.madeFrom] === madeFromHash(wanted.config) &&
    image?.step === undefined &&
    image?.present?.id === live.imageId &&
    Object.keys(wanted.mountedImages).length === 0 &&
    networks.changes.length + networks.replace.length === 0 &&
    !needsUpdate(wanted, live) &&
    fileChanges(wanted.files, live).length === 0 &&
    hookChanges(wanted, live).length === 0 &&
    replaceCauses(service, wanted, live, noDifferences, context).length === 0 &&
    restartCauses(service, live, context).length === 0
  );
}
