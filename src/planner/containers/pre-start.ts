/**
 * `pre_start`: commands in containers of their own that run to their end, in the order of the file, before any container
 * of the service starts. Once for the service, where none of its containers goes on running; once for each container that
 * starts, where the hook says so. What is to be replaced runs on meanwhile: a command that fails costs nothing.
 */
import type { StepId } from "../../core/ids.ts";
import { apiAtLeast, apiOfManyEndpoints } from "../../engine/api-version.ts";
import { composeVersion, labels } from "../../engine/labels.ts";
import { plainConfig } from "../../engine/plain-config.ts";
import type { ContainerFact, Snapshot } from "../../engine/port.ts";
import type { PreStartHook, Project, Service } from "../../spec/project.ts";
import type { Images } from "../images/images.ts";
import type { Draft } from "../plan/draft.ts";
import { keys, type Need } from "../plan/needs.ts";
import type { Operation } from "../plan/operation.ts";
import { anyOf, isPossible, onlyIf } from "../plan/when.ts";
import { hookName } from "./hooks.ts";
import type { Launch, Placed } from "./placed.ts";
import { removed } from "./slots/changed.ts";
import { replicaSubject, type SlotContext } from "./slots/turn.ts";
import { containerResource, subjectOf } from "./subject.ts";

interface Context {
  readonly project: Project;
  readonly snapshot: Snapshot;
  readonly draft: Draft;
  readonly imageOfHook: Images["ofHook"];
}

interface Starting extends Placed {
  readonly launch: Launch;
}

export function preStartSteps(
  service: Service,
  placed: readonly Placed[],
  context: Context,
  conditions: () => readonly Need[],
): void {
  const starting = placed.filter((one): one is Starting => one.launch !== undefined && isPossible(one.launch.when));
  const [first] = starting.toSorted((a, b) => a.replica.number - b.replica.number);
  if (service.preStart.length === 0 || first === undefined) return;
  const goesOn = starting.length < placed.length;
  const last = new Map(starting.map((one): [Starting, StepId[]] => [one, []]));
  for (const [index, hook] of service.preStart.entries()) {
    if (!hook.perReplica && goesOn) continue;
    const groups = hook.perReplica ? starting.map((one) => ({ of: one, all: [one] })) : [{ of: first, all: starting }];
    for (const { of, all } of groups) {
      const before = all.flatMap((one) => last.get(one) ?? []);
      const step = hookStep(index, hook, of, all, before, conditions(), context);
      for (const one of all) last.set(one, [step]);
    }
  }
  for (const [{ replica }, steps] of last)
    for (const step of steps) context.draft.give(step, [keys.preStart(replica.wanted.name)]);
}

/** @param of whose volumes it has @param all for whom it runs */
function hookStep(
  index: number,
  hook: PreStartHook,
  of: Starting,
  all: readonly Starting[],
  before: readonly StepId[],
  needs: readonly Need[],
  context: Context,
): StepId {
  const { service } = of.replica;
  const image = context.imageOfHook(service, hook);
  const name = hookName("pre_start", index);
  const { label, resource } = replicaSubject(of.replica);
  return context.draft.add({
    id: `${name} ${hook.perReplica ? label : service.name}`,
    after: [image?.step, ...of.launch.made, ...before],
    needs,
    operation: {
      kind: "run-pre-start",
      hook: name,
      name: `${of.replica.wanted.name}-pre_start-${index}`,
      image: image?.ref ?? { by: "id", id: "" },
      ...hookConfig(hook, of, context),
    },
    resource,
    reason: { code: "hook", at: hook.perReplica ? "start" : "service-start", privileged: hook.privileged },
    ...onlyIf(anyOf(all.map(({ launch }) => launch.when))),
  });
}

type RunPreStart = Extract<Operation, { kind: "run-pre-start" }>;

/** A container with the service's networks, but none of its names there: nobody who looks for the service finds it. */
function hookConfig(
  hook: PreStartHook,
  { replica, launch }: Starting,
  { project, snapshot }: Context,
): Pick<RunPreStart, "config" | "connect"> {
  const { config } = replica.wanted;
  const networks = config.networks.map(({ network }) => ({ network, aliases: [] }));
  const given = apiAtLeast(snapshot.engine.apiVersion, apiOfManyEndpoints) ? networks : networks.slice(0, 1);
  return {
    connect: networks.slice(given.length),
    config: {
      ...plainConfig(hook.image),
      environment: { ...replica.service.environment, ...hook.environment },
      labels: {
        [labels.project]: project.name,
        [labels.service]: replica.service.name,
        [labels.version]: composeVersion,
        [labels.hook]: "pre_start",
      },
      privileged: hook.privileged,
      volumesFrom: [{ of: launch.container, readOnly: false }],
      networkMode: config.networkMode,
      networks: given,
      ...(hook.command !== undefined && { command: hook.command }),
      ...(hook.user !== undefined && { user: hook.user }),
      ...(hook.workingDir !== undefined && { workingDir: hook.workingDir }),
    },
  };
}

/** Takes away what a run that was killed has left. */
export function leftoverStep(container: ContainerFact, context: SlotContext): StepId {
  const resource = containerResource(container);
  const reason = { code: "hook-left-behind" } as const;
  context.draft.say({ resource, action: "remove", reason });
  return removed(subjectOf(container), container, reason, true, { when: "always" }, context);
}
