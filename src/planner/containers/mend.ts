/** Steps that change a container as it stands (its name, its limits, its networks), and start it if it is not up. */
import type { StepId } from "../../core/ids.ts";
import type { ContainerFact } from "../../engine/port.ts";
import type { Operation } from "../plan/operation.ts";
import { type Change, type ImageCondition, stepsOf } from "../plan/plan.ts";
import { byId, resourceOf, short } from "./container-steps.ts";
import type { Replica, Standing } from "./decide.ts";
import { fillSteps } from "./fill.ts";
import { startSteps } from "./starting.ts";
import type { Standings, StepContext } from "./step-context.ts";

/** Mends a container that stands, and starts it if it is not up. */
export function standingSteps(
  replica: Replica,
  fate: Standing,
  context: StepContext,
  onlyIf: ImageCondition | undefined,
): Standings {
  const { draft } = context;
  const { live } = fate;
  const ref = byId(live);
  const resource = resourceOf(replica);
  const renamed = renameStep(replica, fate.live, context, onlyIf);
  const mended = [...renamed, ...mendingSteps(replica, fate, context, onlyIf)];
  const starts = fate.kind === "start";
  const changes = [...fate.differences.updates, ...fate.differences.networks];
  if (onlyIf === undefined) {
    const action = starts ? "start" : mended.length > 0 ? "change" : "keep";
    const because = starts ? fate.because : mended.length > 0 ? "it can be mended as it stands" : "it is as declared";
    draft.say({ resource, action, because, ...(changes.length > 0 && { changes }) });
  }
  if (!starts) return { replica, ref, started: mended, removed: new Map() };
  const gates = context.gates();
  const isPaused = live.status.state === "paused";
  const only = { ...(onlyIf && { onlyIf }) };
  const awaited = onlyIf ? stepsOf(onlyIf) : [];
  const filled = isPaused ? [] : fillSteps(replica, ref, awaited, draft, only);
  const after = [...mended, ...filled, ...awaited];
  const started = startSteps(
    {
      service: replica.service,
      name: short(replica),
      container: ref,
      resource,
      because: fate.because,
      after,
      gates,
      onlyIf,
      isPaused,
    },
    draft,
  );
  const beginning = { container: ref, made: mended, starts: [started.start] };
  return { replica, ref, started: [started.done], removed: new Map(), ...(!isPaused && { beginning }) };
}

/** Gives it the name that it should have. */
function renameStep(
  replica: Replica,
  live: ContainerFact,
  { draft }: StepContext,
  onlyIf: ImageCondition | undefined,
): StepId[] {
  const name = replica.wanted.name;
  if (live.name === name) return [];
  const rename = draft.add({
    id: `rename ${short(replica)}`,
    after: onlyIf ? stepsOf(onlyIf) : [],
    operation: { kind: "rename-container", container: byId(live), name },
    resource: resourceOf(replica),
    because: `it is called ${live.name}`,
    ...(onlyIf && { onlyIf }),
  });
  return [rename];
}

/** Changes that a container can take as it stands, one after the other. */
export function mendingSteps(
  replica: Replica,
  { live, differences }: Pick<Standing, "live" | "differences">,
  { draft, before }: StepContext,
  onlyIf: ImageCondition | undefined,
): StepId[] {
  const container = byId(live);
  const steps: StepId[] = [];
  const add = (id: string, operation: Operation, because: string, changes: readonly Change[]): void => {
    const after = [...(onlyIf ? stepsOf(onlyIf) : []), ...before, ...steps.slice(-1)];
    const resource = resourceOf(replica);
    steps.push(draft.add({ id, after, operation, resource, because, changes, ...(onlyIf && { onlyIf }) }));
  };
  const { update, updates, disconnect, connect, networks } = differences;
  if (update)
    add(
      `update ${short(replica)}`,
      { kind: "update-container", container, update },
      "the engine can change it in place",
      updates,
    );
  for (const network of disconnect)
    add(
      `disconnect ${short(replica)} from ${network}`,
      { kind: "disconnect-network", container, network },
      "its place on the network is another one",
      networks,
    );
  for (const endpoint of connect)
    add(
      `connect ${short(replica)} to ${endpoint.network}`,
      { kind: "connect-network", container, endpoint },
      "it belongs on the network",
      networks,
    );
  return steps;
}
