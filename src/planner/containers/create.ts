/** Steps that make one container: the create call, on an older engine a connect for each further network, the start. */
import type { StepId } from "../../core/ids.ts";
import type { ContainerConfig, ContainerRef, ImageRef } from "../../engine/container-config.ts";
import type { Draft } from "../plan/draft.ts";
import type { Step } from "../plan/plan.ts";
import { withGiven } from "../wanted/given-variables.ts";
import { resourceOf, short } from "./container-steps.ts";
import type { Replica } from "./decide.ts";
import { fillSteps } from "./fill.ts";
import { type Started, startSteps } from "./starting.ts";
import type { Gates, Standings, StepContext } from "./step-context.ts";

export function createSteps(replica: Replica, because: string, context: StepContext): Standings {
  const { draft } = context;
  const gates = context.gates();
  const { name, config } = replica.wanted;
  draft.say({ resource: resourceOf(replica), action: "create", because });
  const made = creation(replica, name, config, because, undefined, context);
  const started = startNew(replica, made, gates, draft);
  const beginning = { container: made.ref, made: made.created, starts: [started.start] };
  return { replica, ref: made.ref, started: [started.done], removed: new Map(), beginning };
}

/** The first start of a container that is made beforehand. */
export const startNew = (
  replica: Replica,
  { created, ref }: Pick<Creation, "created" | "ref">,
  gates: Gates,
  draft: Draft,
): Started =>
  startSteps(
    {
      service: replica.service,
      name: short(replica),
      container: ref,
      resource: resourceOf(replica),
      because: "it is new",
      after: created,
      gates,
    },
    draft,
  );

function mountedRefs({ wanted }: Replica): { readonly mountedImages?: Readonly<Record<string, ImageRef>> } {
  const refs = Object.entries(wanted.mountedImages).map(([target, { ref }]) => [target, ref] as const);
  return refs.length > 0 ? { mountedImages: Object.fromEntries(refs) } : {};
}

export interface Creation {
  /** All that makes it. */
  readonly created: readonly StepId[];
  /** The step that makes or fills it. */
  readonly ready: StepId;
  readonly ref: ContainerRef;
}

/** Create, then the configs and secrets, and on an older engine one connect for each further network. */
export function creation(
  replica: Replica,
  name: string,
  config: ContainerConfig,
  because: string,
  only: Pick<Step, "onlyIf" | "changes"> | undefined,
  context: StepContext,
): Creation {
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
