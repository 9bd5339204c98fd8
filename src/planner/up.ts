/**
 * The plan that makes the engine be what the project says. Composes the parts in order: images, networks, volumes,
 * then each service after those it depends on, then what is left over.
 */
import type { Diagnostic } from "../core/diagnostics.ts";
import { WindlassError } from "../core/errors.ts";
import type { StepId } from "../core/ids.ts";
import type { Snapshot } from "../engine/port.ts";
import { powersOf } from "../spec/powers.ts";
import type { Project } from "../spec/project.ts";
import { addressErrors } from "./checks/address-errors.ts";
import { fileErrors } from "./checks/file-errors.ts";
import { preflight } from "./checks/preflight.ts";
import { classify } from "./compare/classify.ts";
import { orphanRemovals, orphanWarning } from "./containers/orphans.ts";
import { leftoverStep } from "./containers/pre-start.ts";
import { removalSteps } from "./containers/stopping.ts";
import { planMountedImages } from "./images/image-mounts.ts";
import { planImages } from "./images/images.ts";
import { planModels, withModelVariables } from "./models.ts";
import { Draft } from "./plan/draft.ts";
import type { UpOptions } from "./plan/options.ts";
import type { Plan, Verdict } from "./plan/plan.ts";
import { withoutStarts } from "./plan/without-starts.ts";
import { reattachOthers } from "./reattach.ts";
import { awaitCleared } from "./resources/network-twins.ts";
import { planNetworks } from "./resources/networks.ts";
import { removeAfterUsers } from "./resources/replace-volumes.ts";
import { planVolumes } from "./resources/volumes.ts";
import { planServices } from "./services.ts";

/**
 * Pure: the same project, snapshot and options give the same plan.
 * @param asked with the numbers of replicas that are meant: `options.scale` is in it
 * @throws WindlassError with all that can be known to fail before the first call, each with its place
 */
export function planUp(asked: Project, snapshot: Snapshot, options: UpOptions): Plan {
  const project = options.models ? withModelVariables(asked, options.models) : asked;
  const draft = new Draft(project.name);
  const classified = classify(project, snapshot);
  const { images, ofHook, errors } = planImages(project, snapshot, options, draft);
  const { mounted, errors: notMounted } = planMountedImages(project, snapshot, images, options, draft);
  const networks = planNetworks(project, snapshot, options.graceSeconds, draft);
  const volumes = planVolumes(project, snapshot, options.replaceVolumes ?? [], draft);
  const found = preflight(project, { snapshot, images, classified }, options);
  draft.warn(...found.filter((one) => !isError(one)));
  refuse(project, [
    ...errors,
    ...notMounted,
    ...networks.errors,
    ...volumes.errors,
    ...fileErrors(project, options.start ?? true),
    ...found.filter(isError),
    ...addressErrors(project, networks.live),
  ]);
  const models = options.models ? planModels(project, options.models, draft) : new Map<string, StepId>();
  const made = { images, imageOfHook: ofHook, mounted, networks, volumes, models };
  const parts = { project, snapshot, options, draft, classified, ...made };
  const services = planServices(parts);
  const removed = new Map(services.removed);
  for (const container of classified.hooks) removed.set(container.id, leftoverStep(container, draft));
  if (options.removeOrphans) {
    for (const removal of orphanRemovals(classified.orphans))
      removed.set(removal.container.id, removalSteps(removal, { draft, project, graceSeconds: options.graceSeconds }));
  } else {
    draft.warn(...orphanWarning(classified.orphans));
  }
  reattachOthers(parts, { ...services, removed });
  refuse(project, [
    ...claimNames(draft, snapshot, removed),
    ...removeAfterUsers(project, snapshot, volumes.replaced, removed, draft),
  ]);
  if (options.wait) for (const standing of [...services.standings.values()].flat()) services.gatekeeper.up(standing);
  awaitCleared(draft, networks.cleared);
  const plan = marked(draft.plan(), project);
  return options.start === false ? withoutStarts(plan) : plan;
}

/** What the services of this plan may do beyond their containers stands beside what becomes of them. */
function marked(plan: Plan, project: Project): Plan {
  const powers = Map.groupBy(powersOf(project), ({ service }) => service);
  if (powers.size === 0) return plan;
  const verdicts = plan.verdicts.map((verdict): Verdict => {
    const { kind, service = "" } = verdict.resource;
    const own = kind === "container" || kind === "provider" ? powers.get(service) : undefined;
    return own && verdict.action !== "remove" ? { ...verdict, marks: own.map(({ mark }) => mark) } : verdict;
  });
  return { ...plan, verdicts };
}

const naming: ReadonlySet<string> = new Set(["create-container", "rename-container", "run-pre-start"]);

/** A name that another container of the project has is free once that one is removed or renamed. */
function claimNames(draft: Draft, snapshot: Snapshot, removed: ReadonlyMap<string, StepId>): Diagnostic[] {
  const holders = new Map(snapshot.containers.map((container) => [container.name, container]));
  const renamed = new Map<string, StepId>();
  for (const { id, operation } of draft.steps)
    if (operation.kind === "rename-container" && operation.container.by === "id")
      renamed.set(operation.container.id, id);
  return draft.steps.flatMap(({ id, operation }): Diagnostic[] => {
    if (!naming.has(operation.kind) || !("name" in operation)) return [];
    const holder = holders.get(operation.name);
    if (holder === undefined) return [];
    const freed = removed.get(holder.id) ?? renamed.get(holder.id);
    if (freed === undefined)
      return [
        {
          code: "name-taken",
          severity: "error",
          message: `the container name "${operation.name}" is held by another container of this project, which this plan does not remove`,
          hint: "--remove-orphans takes away containers whose service is not in the file any more",
        },
      ];
    if (freed !== id) draft.addNeeds(id, [freed]);
    return [];
  });
}

const isError = ({ severity }: Diagnostic): boolean => severity === "error";

function refuse(project: Project, errors: readonly Diagnostic[]): void {
  const [first] = errors;
  if (first) throw new WindlassError(first.code, first.message, { diagnostics: errors, sources: project.sources });
}
