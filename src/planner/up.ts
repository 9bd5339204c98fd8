/**
 * The plan that makes the engine be what the project says. Composes the parts in order: images, networks, volumes, then each
 * service after those it depends on, then what is left over; last of all the order of the steps.
 */
import type { Diagnostic } from "../core/diagnostics.ts";
import { throwErrors } from "../core/errors.ts";
import { hasEnded } from "../engine/container-state.ts";
import type { Observed } from "../observe/observed.ts";
import type { Project } from "../spec/project.ts";
import { planModels, withModelVariables } from "./ai-models.ts";
import { withApiSocket } from "./api-socket.ts";
import { addressErrors } from "./checks/address-errors.ts";
import { buildInputErrors } from "./checks/build-inputs.ts";
import { builderLacks } from "./checks/builder-lacks.ts";
import { fileErrors } from "./checks/file-errors.ts";
import { heldErrors } from "./checks/held-errors.ts";
import { missingThings } from "./checks/missing-things.ts";
import { preflight } from "./checks/preflight.ts";
import { planErrors } from "./checks/run-errors.ts";
import { volumeUserErrors } from "./checks/volume-users.ts";
import { classify } from "./compare/classify.ts";
import { reattached } from "./containers/bystanders.ts";
import { choose } from "./containers/choose.ts";
import { leftoverStep } from "./containers/pre-start.ts";
import { keepOrphans, orphanRemovals, removalSteps } from "./containers/removals.ts";
import { leftOnRecreated, removedBy } from "./containers/touched.ts";
import { finished } from "./finished.ts";
import { builtBy } from "./images/builds.ts";
import { planMountedImages } from "./images/image-mounts.ts";
import { planImages } from "./images/images.ts";
import { Draft } from "./plan/draft.ts";
import type { UpOptions } from "./plan/options.ts";
import type { Plan } from "./plan/plan.ts";
import { planNetworks } from "./resources/networks.ts";
import { planVolumes } from "./resources/volumes.ts";
import { planServices } from "./services.ts";

/**
 * Pure: the same project, observation and options give the same plan.
 * @param asked with the numbers of replicas that are meant: `options.scale` is in it
 * @throws WindlassError with all that can be known to fail before the first call, each with its place
 */
export function planUp(asked: Project, observed: Observed, options: UpOptions, choosing: typeof choose = choose): Plan {
  const { snapshot, models } = observed;
  const project = withApiSocket(models ? withModelVariables(asked, models) : asked, observed);
  const draft = new Draft();
  const classified = classify(project, snapshot);
  const { images, ofHook, errors } = planImages(project, observed, options, draft);
  const { mounted, errors: notMounted } = planMountedImages(project, snapshot, images, options, draft);
  const networks = planNetworks(project, snapshot, draft);
  const volumes = planVolumes(project, snapshot, options.replaceVolumes ?? [], draft);
  const found = preflight(project, { observed, images, classified }, options);
  const built = builtBy(draft);
  const absent = missingThings(project, observed, built);
  draft.warn(...[...absent, ...found].filter((one) => !isError(one)));
  throwErrors(
    [
      ...planErrors(project, built, options.start),
      ...absent.filter(isError),
      ...errors,
      ...buildInputErrors(project, built, observed),
      ...builderLacks(project, draft.steps, observed.building),
      ...notMounted,
      ...networks.errors,
      ...volumes.errors,
      ...fileErrors(project, options.start ?? true),
      ...found.filter(isError),
      ...addressErrors(project, networks.live),
    ],
    project.sources,
  );
  if (models) planModels(project, models, draft);
  const { placed, conditions } = planServices({
    project,
    observed,
    options,
    draft,
    classified,
    images,
    imageOfHook: ofHook,
    mounted,
    networks,
    replacedVolumes: volumes.replaced,
    choose: choosing,
  });
  const context = { draft, project, graceSeconds: options.graceSeconds };
  for (const container of classified.hooks) leftoverStep(container, context);
  const orphans = [...classified.orphans, ...classified.oneOffs.filter(({ status }) => hasEnded(status))];
  if (options.removeOrphans) for (const removal of orphanRemovals(orphans)) removalSteps(removal, context);
  else keepOrphans(orphans, draft);
  for (const container of leftOnRecreated(snapshot.containers, networks.recreated, draft.steps))
    reattached(container, project, networks.recreated, context);
  if (options.wait && options.start !== false) for (const one of [...placed.values()].flat()) conditions.promise(one);
  throwErrors(
    [
      ...heldErrors(project, snapshot, draft.steps),
      ...volumeUserErrors(project, snapshot, volumes.replaced, removedBy(draft.steps)),
    ],
    project.sources,
  );
  return finished(draft, asked, snapshot);
}

const isError = ({ severity }: Diagnostic): boolean => severity === "error";
