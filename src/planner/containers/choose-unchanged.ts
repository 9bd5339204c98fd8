/**
 * What becomes of a service's containers of which only that was read what can change: they stay, if each was made from what is
 * wanted now and is as it was made. Otherwise only a whole look tells what is to be done.
 */
import type { ContainerFact } from "../../engine/port.ts";
import type { Service } from "../../spec/project.ts";
import type { Differences } from "../compare/changes.ts";
import { numberOf } from "../compare/classify.ts";
import { compared } from "../compare/compared.ts";
import { isMadeFrom } from "../wanted/made-from.ts";
import type { Wanted } from "../wanted/wanted.ts";
import { wantedOf } from "../wanted/wanted-of.ts";
import { type CauseContext, replaceCauses, restartCauses } from "./causes.ts";
import type { Choice } from "./choose.ts";
import type { Live, Replica } from "./replica.ts";

/** Something may have to be done. */
export class NeedsWholeLook extends Error {}

/** @throws NeedsWholeLook */
export function chooseUnchanged(service: Service, standing: readonly ContainerFact[], context: CauseContext): Choice {
  if (standing.length !== service.replicas) throw new NeedsWholeLook();
  const wantedBy = wantedOf(service, context);
  const replicas = standing.map((live): Replica => {
    const number = numberOf(live);
    const wanted = wantedBy(number);
    return { service, number, wanted, fate: unchanged(service, wanted, live, context) };
  });
  return { replicas, removals: [] };
}

function unchanged(service: Service, wanted: Wanted, live: ContainerFact, context: CauseContext): Live {
  const isSame =
    live.status.state === "running" &&
    live.name === wanted.name &&
    context.images.get(service.name)?.present !== undefined &&
    Object.keys(wanted.mountedImages).length === 0 &&
    isMadeFrom(wanted.config, live);
  if (!isSame) throw new NeedsWholeLook();
  const differences = compared(wanted, live, context);
  const replace = replaceCauses(service, wanted, live, differences, context);
  const restart = restartCauses(service, live, context);
  if (!isNone(differences) || replace.length + restart.length > 0) throw new NeedsWholeLook();
  return { kind: "live", live, differences, replace, restart, isUnfinished: false };
}

const isNone = ({ replace, updates, networks }: Differences): boolean =>
  replace.length + updates.length + networks.length === 0;
