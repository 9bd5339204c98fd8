/**
 * What becomes of a service's containers under a verb that takes them as they are: nothing is compared, made or replaced.
 * They start or restart where that is asked for, or where what they depend on or share with does.
 */
import type { Reason } from "../../core/reason.ts";
import { isUp } from "../../engine/container-state.ts";
import type { ContainerFact } from "../../engine/port.ts";
import type { Service } from "../../spec/project.ts";
import type { Differences } from "../compare/changes.ts";
import { numberOf } from "../compare/classify.ts";
import { wantedOf } from "../wanted/wanted-of.ts";
import { type CauseContext, isPending, namespacesOf, restartCauses } from "./causes.ts";
import { type Choice, whyStart } from "./choose.ts";
import type { Cause, Live } from "./replica.ts";

/** What the verb asks of the services. */
export interface Asked {
  /** Services whose containers are to run. */
  readonly start: ReadonlySet<string>;
  /** Why those of them that run are stopped and started again; absent: they run on. */
  readonly restart?: Reason;
  /** Whether services that depend on a restarted one with `restart: true` restart with it. */
  readonly dependents: boolean;
}

const none: Differences = { replace: [], update: undefined, updates: [], connect: [], disconnect: [], networks: [] };

export function chooseExisting(
  asked: Asked,
): (service: Service, standing: readonly ContainerFact[], context: CauseContext) => Choice {
  return (service, standing, context) => {
    const wantedBy = wantedOf(service, context);
    const replicas = standing
      .filter(({ status }) => status.state !== "removing" && status.state !== "dead")
      .map((live) => {
        const number = numberOf(live);
        const wanted = wantedBy(number);
        const name = isPending(live.name, wanted.name) ? wanted.name : live.name;
        return {
          service,
          number,
          wanted: { ...wanted, name, config: live.config },
          fate: fateOf(service, name, live, asked, context),
        };
      });
    return { replicas, removals: [] };
  };
}

function fateOf(service: Service, name: string, live: ContainerFact, asked: Asked, context: CauseContext): Live {
  const isMeant = asked.start.has(service.name);
  const start = isMeant ? whyStart(live, name) : undefined;
  const requested: Cause[] = isMeant && asked.restart ? [{ reason: asked.restart }] : [];
  return {
    kind: "live",
    live,
    differences: none,
    replace: [],
    restart: isUp(live.status) ? [...requested, ...followed(service, live, asked, context)] : [],
    ...(start && { start }),
    isUnfinished: isMeant && service.postStart.length > 0 && live.status.state === "running" && live.name !== name,
  };
}

/** Restarts that another container's brings about. Who is not meant is left alone otherwise, even where it would need one. */
function followed(
  service: Service,
  live: ContainerFact,
  { start, dependents }: Asked,
  context: CauseContext,
): readonly Cause[] {
  const causes = restartCauses(service, live, context).filter(
    ({ reason }) => dependents || reason.code !== "restarts-with",
  );
  const isTouched =
    start.has(service.name) ||
    namespacesOf(live).some(({ id }) => (context.outcome(id)?.begins ?? "never") !== "never") ||
    causes.some(({ reason }) => reason.code === "restarts-with");
  return isTouched ? causes : [];
}
