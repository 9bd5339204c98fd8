/**
 * `create`: a plan without what begins with a start. What this plan itself stops only for a moment, to give it a
 * network that is made anew, is started again.
 */
import type { StepId } from "../../core/ids.ts";
import type { Operation } from "./operation.ts";
import type { Plan, Step, Verdict } from "./plan.ts";

/** Every kind of operation: whether it belongs to starting. */
const startsSomething: Readonly<Record<Operation["kind"], boolean>> = {
  "pull-image": false,
  "build-image": false,
  "pull-model": false,
  "configure-model": false,
  "create-network": false,
  "remove-network": false,
  "connect-network": false,
  "disconnect-network": false,
  "create-volume": false,
  "remove-volume": false,
  "create-container": false,
  "copy-in": true,
  "start-container": true,
  "unpause-container": true,
  "stop-container": false,
  "remove-container": false,
  "rename-container": false,
  "update-container": false,
  "run-provider": false,
  "run-pre-start": true,
  "run-post-start": true,
  "run-pre-stop": false,
  "wait-running": true,
  "wait-healthy": true,
  "wait-ready": true,
  "wait-completed": true,
};

/** Steps that waited for one that is left out wait for what that one waited for. */
export function withoutStarts(plan: Plan): Plan {
  const stopped = new Set(plan.steps.flatMap(({ operation }) => stoppedBy(operation)));
  const left = new Map(plan.steps.filter((step) => isLeftOut(step, stopped)).map((step) => [step.id, step]));
  const instead = (needs: readonly StepId[]): StepId[] => [
    ...new Set(
      needs.flatMap((need) => {
        const gone = left.get(need);
        return gone === undefined ? [need] : instead([...gone.after, ...(gone.afterEnd ?? [])]);
      }),
    ),
  ];
  const steps = plan.steps
    .filter(({ id }) => !left.has(id))
    .map(({ afterEnd, ...step }): Step => {
      const ends = instead(afterEnd ?? []);
      return { ...step, after: instead(step.after), ...(ends.length > 0 && { afterEnd: ends }) };
    });
  const mended = new Set(steps.flatMap(({ resource: { kind, name } }) => (kind === "container" ? [name] : [])));
  return { ...plan, steps, verdicts: plan.verdicts.map((verdict) => notStarted(verdict, mended)) };
}

/** Also what the failure of a start asks for: there is none. */
function isLeftOut({ operation, onlyIf }: Step, stopped: ReadonlySet<string>): boolean {
  const again =
    (operation.kind === "start-container" || operation.kind === "run-post-start") &&
    operation.container.by === "id" &&
    stopped.has(operation.container.id);
  return onlyIf?.kind === "failed" || (startsSomething[operation.kind] && !again);
}

const stoppedBy = (operation: Operation): string[] =>
  operation.kind === "stop-container" && operation.container.by === "id" ? [operation.container.id] : [];

function notStarted(verdict: Verdict, mended: ReadonlySet<string>): Verdict {
  if (verdict.action !== "start") return verdict;
  return mended.has(verdict.resource.name)
    ? { ...verdict, action: "change", because: "it can be mended as it stands" }
    : { ...verdict, action: "keep", because: "it is not to be started now" };
}
