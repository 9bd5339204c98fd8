/** Steps that make one container: the create call, on an older engine a connect for each further network, the start. */
import type { StepId } from "../../core/ids.ts";
import type { ContainerConfig, ContainerRef, ImageRef } from "../../engine/container-config.ts";
import type { Step } from "../plan/plan.ts";
import { withGiven } from "../wanted/given-variables.ts";
import { resourceOf, short } from "./container-steps.ts";
import type { Replica } from "./decide.ts";
import { fillSteps } from "./fill.ts";
import { startSteps } from "./starting.ts";
import type { Standings, StepContext } from "./step-context.ts";

export function createSteps(replica: Replica, because: string, context: StepContext): Standings {
  const { draft } = context;
  const gates = context.gates();
  const name = replica.wanted.name;
  const resource = resourceOf(replica);
  const config = replica.wanted.config;
  draft.say({ resource, action: "create", because });
  const { created, ref } = creation(replica, name, config, because, undefined, context);
  const started = startSteps(
    {
      service: replica.service,
      name: short(replica),
      container: ref,
      resource,
      because: "it is new",
      after: created,
      gates,
    },
    draft,
  );
  const beginning = { container: ref, made: created, starts: [started.start] };
  return { replica, ref, started: [started.done], removed: new Map(), beginning };
}

function mountedRefs({ wanted }: Replica): { readonly mountedImages?: Readonly<Record<string, ImageRef>> } {
  const refs = Object.entries(wanted.mountedImages).map(([target, { ref }]) => [target, ref] as const);
  return refs.length > 0 ? { mountedImages: Object.fromEntries(refs) } : {};
}

/**
 * Create, then the configs and secrets, and on an older engine one connect for each further network.
 * @returns `ready`: the step that makes or fills it
 */
export function creation(
  replica: Replica,
  name: string,
  config: ContainerConfig,
  because: string,
  only: Pick<Step, "onlyIf" | "changes"> | undefined,
  context: StepContext,
): { readonly created: readonly StepId[]; readonly ready: StepId; readonly ref: ContainerRef } {
  const { draft, image, createsWithAllNetworks } = context;
  const [first, ...others] = config.networks;
  const networks = createsWithAllNetworks || first === undefined ? config.networks : [first];
  const create = draft.add({
    id: `create ${short(replica)}`,
    after: [image?.step, ...context.before, ...context.providers],
    operation: {
      kind: "create-container",
      name,
      config: { ...withGiven(config, replica.wanted), networks },
      image: image?.ref ?? { by: "id", id: "" },
      ...mountedRefs(replica),
      hash: replica.wanted.hash(),
      ...(context.providers.length > 0 && { variablesOf: context.providers }),
    },
    resource: resourceOf(replica),
    because,
    ...only,
  });
  const ref: ContainerRef = { by: "step", step: create, name: replica.wanted.name };
  const connects = (createsWithAllNetworks ? [] : others).map((endpoint) =>
    draft.add({
      id: `connect ${short(replica)} to ${endpoint.network}`,
      after: [create],
      operation: { kind: "connect-network", container: ref, endpoint },
      resource: resourceOf(replica),
      because: "this engine takes one network at creation",
      ...(only?.onlyIf && { onlyIf: only.onlyIf }),
    }),
  );
  const filled = fillSteps(replica, ref, [create], draft, only);
  return { created: [create, ...filled, ...connects], ready: filled[0] ?? create, ref };
}
