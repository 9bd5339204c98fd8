/** The slots of a new container: made, connected, copiedIn. */
import type { StepId } from "../../../core/ids.ts";
import type { Reason } from "../../../core/reason.ts";
import type { ContainerConfig, ContainerRef, ImageRef } from "../../../engine/container-config.ts";
import { labels } from "../../../engine/labels.ts";
import type { Memory } from "../../../engine/salted-labels.ts";
import type { CopiedFile } from "../../plan/operation.ts";
import type { Change } from "../../plan/plan.ts";
import { onlyIf } from "../../plan/when.ts";
import { withInjected } from "../../wanted/injected-variables.ts";
import { madeFromHash } from "../../wanted/made-from.ts";
import { remembered } from "../../wanted/service-files.ts";
import type { Replica } from "../replica.ts";
import { type ReplicaContext, replicaSubject, type SlotContext, type Turn, turnOf } from "./turn.ts";

export interface Made {
  /** All that makes it. */
  readonly steps: readonly StepId[];
  readonly ref: ContainerRef;
}

/** Create, on an older engine one connect for each further network, then the configs and secrets. */
export function made(
  replica: Replica,
  asked: {
    readonly name: string;
    readonly config: ContainerConfig;
    readonly reason: Reason;
    readonly changes?: readonly Change[];
  },
  turn: Turn,
  context: ReplicaContext,
): Made {
  const { draft, image, createsWithAllNetworks, providers } = context;
  const { label, resource } = replicaSubject(replica);
  const { name, config, reason, changes = [] } = asked;
  const [first, ...others] = config.networks;
  const isSplit = !createsWithAllNetworks && first !== undefined;
  const optional = providers.filter(({ isOptional }) => isOptional).map(({ step }) => step);
  const required = providers.filter(({ isOptional }) => !isOptional).map(({ step }) => step);
  const create = draft.add({
    ...turnOf(turn),
    id: `create ${label}`,
    after: [...(turn.after ?? []), image?.step, ...required],
    afterEnd: [...(turn.afterEnd ?? []), ...optional],
    gives: [],
    operation: {
      kind: "create-container",
      name,
      config: {
        ...withInjected(config, replica.wanted),
        labels: { ...config.labels, ...madeFromLabel(replica.wanted) },
        networks: isSplit ? [first] : config.networks,
      },
      image: image?.ref ?? { by: "id", id: "" },
      ...mountedRefs(replica),
      ...memoryOf(replica),
      hash: replica.wanted.hash(),
      ...(providers.length > 0 && { variablesOf: providers.map(({ step }) => step) }),
    },
    resource,
    reason,
    ...(changes.length > 0 && { changes }),
  });
  const ref: ContainerRef = { by: "step", step: create, name: replica.wanted.name };
  const steps = [create];
  for (const endpoint of isSplit ? others : [])
    steps.push(
      draft.add({
        id: `connect ${label} to ${endpoint.network}`,
        after: steps.slice(-1),
        operation: { kind: "connect-network", container: ref, endpoint },
        resource,
        reason: { code: "one-network-at-creation" },
        ...onlyIf(turn.when),
      }),
    );
  const copies = context.start ? copiedIn(replica, ref, { when: turn.when, after: steps.slice(-1) }, context) : [];
  const { gives = [] } = turn;
  const last = copies[0] ?? steps.at(-1);
  if (last !== undefined && gives.length > 0) draft.give(last, gives);
  return { steps: [...steps, ...copies], ref };
}

function madeFromLabel({ config }: Replica["wanted"]): Readonly<Record<string, string>> {
  const hash = madeFromHash(config);
  return hash === undefined ? {} : { [labels.madeFrom]: hash };
}

function mountedRefs({ wanted }: Replica): { readonly mountedImages?: Readonly<Record<string, ImageRef>> } {
  const refs = Object.entries(wanted.mountedImages).map(([target, { ref }]) => [target, ref] as const);
  return refs.length > 0 ? { mountedImages: Object.fromEntries(refs) } : {};
}

function memoryOf({ wanted }: Replica): { readonly remember?: Memory } {
  const remember = { files: remembered(wanted.files), hooks: wanted.startHooks };
  return remember.files.length > 0 || Object.keys(remember.hooks).length > 0 ? { remember } : {};
}

/** Configs and secrets that are no files of the engine's host, between a container's making and each of its starts. */
export function copiedIn(
  replica: Replica,
  container: ContainerRef,
  turn: Turn,
  { draft }: SlotContext,
): readonly StepId[] {
  const files = replica.wanted.files.flatMap(({ copied }): CopiedFile[] => (copied ? [copied] : []));
  if (files.length === 0) return [];
  const { label, resource } = replicaSubject(replica);
  return [
    draft.add({
      ...turnOf(turn),
      id: `copy into ${label}`,
      operation: { kind: "copy-in", container, files },
      resource,
      reason: { code: "reads-contents", contents: [...new Set(files.map(({ content }) => content))] },
    }),
  ];
}
