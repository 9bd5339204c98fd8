/**
 * `pre_start`: commands in containers of their own that run to their end, in the order of the file, before any container
 * of the service starts. Once for the service, where none of its containers goes on running; once for each container that
 * starts, where the hook says so. What is to be replaced runs on meanwhile: a command that fails costs nothing.
 */
import type { StepId } from "../../core/ids.ts";
import { apiAtLeast, apiOfManyEndpoints } from "../../engine/api-version.ts";
import type { ContainerConfig } from "../../engine/container-config.ts";
import { composeVersion, labels } from "../../engine/labels.ts";
import type { ContainerFact, Snapshot } from "../../engine/port.ts";
import type { PreStartHook, Project, Service } from "../../spec/project.ts";
import type { Images } from "../images/images.ts";
import type { Draft } from "../plan/draft.ts";
import type { Operation } from "../plan/operation.ts";
import { byId, containerResource, resourceOf, short, shortName } from "./container-steps.ts";
import { hookName } from "./hooks.ts";
import { afterEnd, type Beginning, type Gates, type Standings } from "./step-context.ts";

interface Context {
  readonly project: Project;
  readonly snapshot: Snapshot;
  readonly draft: Draft;
  readonly imageOfHook: Images["ofHook"];
}

interface Starting extends Standings {
  readonly beginning: Beginning;
}

export function preStartSteps(
  service: Service,
  standings: readonly Standings[],
  context: Context,
  gates: () => Gates,
): void {
  const starting = standings.filter((standing): standing is Starting => standing.beginning !== undefined);
  if (service.preStart.length === 0 || starting.length === 0) return;
  const runsOn = starting.length < standings.length;
  const first = starting.reduce((least, one) => (one.replica.number < least.replica.number ? one : least));
  const last = new Map(starting.map((standing): [Starting, StepId[]] => [standing, []]));
  for (const [index, hook] of service.preStart.entries()) {
    if (!hook.perReplica && runsOn) continue;
    const groups = hook.perReplica ? starting.map((one) => ({ of: one, all: [one] })) : [{ of: first, all: starting }];
    for (const { of, all } of groups) {
      const before = all.flatMap((one) => last.get(one) ?? []);
      const step = hookStep(index, hook, of, all, before, gates(), context);
      for (const one of all) last.set(one, [step]);
    }
  }
  for (const [{ beginning, stopped, replica }, steps] of last) {
    for (const start of beginning.starts) context.draft.addNeeds(start, steps);
    // An old container that gives up its volume first is gone before the hook's container can be made.
    if (stopped !== undefined && replica.fate.kind !== "recreate") context.draft.addNeeds(stopped, steps);
  }
}

/** @param of whose volumes it has @param all for whom it runs */
function hookStep(
  index: number,
  hook: PreStartHook,
  of: Starting,
  all: readonly Starting[],
  before: readonly StepId[],
  gates: Gates,
  context: Context,
): StepId {
  const { service } = of.replica;
  const image = context.imageOfHook(service, hook);
  const name = hookName("pre_start", index);
  const own = hook.perReplica ? short(of.replica) : service.name;
  const onlyIf = all.find(({ beginning }) => beginning.onlyIf)?.beginning.onlyIf;
  return context.draft.add({
    id: `${name} ${own}`,
    after: [image?.step, ...of.beginning.made, ...gates.after, ...before],
    ...afterEnd(gates),
    operation: {
      kind: "run-pre-start",
      hook: name,
      name: `${of.replica.wanted.name}-pre_start-${index}`,
      image: image?.ref ?? { by: "id", id: "" },
      ...hookConfig(hook, of, context),
    },
    resource: resourceOf(of.replica),
    because: `the file asks for it before ${hook.perReplica ? "each start" : "the service starts"}${hook.privileged ? ", with all rights" : ""}`,
    ...(onlyIf && { onlyIf }),
  });
}

type RunPreStart = Extract<Operation, { kind: "run-pre-start" }>;

/** A container with the service's networks, but none of its names there: nobody who looks for the service finds it. */
function hookConfig(
  hook: PreStartHook,
  { replica, beginning }: Starting,
  { project, snapshot }: Context,
): Pick<RunPreStart, "config" | "connect"> {
  const { config } = replica.wanted;
  const networks = config.networks.map(({ network }) => ({ network, aliases: [] }));
  const given = apiAtLeast(snapshot.engine.apiVersion, apiOfManyEndpoints) ? networks : networks.slice(0, 1);
  return {
    connect: networks.slice(given.length),
    config: {
      ...bare,
      image: hook.image,
      environment: { ...replica.service.environment, ...hook.environment },
      labels: {
        [labels.project]: project.name,
        [labels.service]: replica.service.name,
        [labels.version]: composeVersion,
        [labels.hook]: "pre_start",
      },
      privileged: hook.privileged,
      volumesFrom: [{ of: beginning.container, readOnly: false }],
      networkMode: config.networkMode,
      networks: given,
      ...(hook.command !== undefined && { command: hook.command }),
      ...(hook.user !== undefined && { user: hook.user }),
      ...(hook.workingDir !== undefined && { workingDir: hook.workingDir }),
    },
  };
}

type Asked = "image" | "environment" | "labels" | "privileged" | "volumesFrom" | "networkMode" | "networks";

/** A container of which nothing is asked. */
const bare: Omit<ContainerConfig, Asked> = {
  tty: false,
  stdinOpen: false,
  exposed: [],
  ports: [],
  mounts: [],
  readOnly: false,
  capAdd: [],
  capDrop: [],
  securityOpt: [],
  sysctls: {},
  ulimits: [],
  dns: [],
  dnsSearch: [],
  dnsOptions: [],
  extraHosts: [],
  links: [],
  annotations: {},
  devices: [],
  deviceRequests: [],
  deviceCgroupRules: [],
  groupAdd: [],
  storageOpt: {},
};

/** Takes away what a run that was killed has left. */
export function leftoverStep(container: ContainerFact, draft: Draft): StepId {
  const resource = containerResource(container);
  const because = "an earlier run did not see this pre_start hook to its end";
  draft.say({ resource, action: "remove", because });
  return draft.add({
    id: `remove ${shortName(container.name, container)}`,
    operation: { kind: "remove-container", container: byId(container), volumes: true },
    resource,
    because,
  });
}
