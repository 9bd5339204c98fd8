/**
 * `start` and `restart`: the containers that there are, as they are, in the order of dependencies, with their conditions and
 * hooks. Nothing is made, compared or replaced.
 */
import type { Diagnostic } from "../core/diagnostics.ts";
import { throwErrors, WindlassError } from "../core/errors.ts";
import type { ServiceName } from "../core/ids.ts";
import { isReplica } from "../engine/labels.ts";
import type { Snapshot } from "../engine/port.ts";
import type { Observed } from "../observe/observed.ts";
import type { PreStartHook, Project, Service } from "../spec/project.ts";
import { classify, serviceOf } from "./compare/classify.ts";
import { type Asked, chooseExisting } from "./containers/choose-existing.ts";
import type { Placed } from "./containers/placed.ts";
import { replicaSubject } from "./containers/slots/turn.ts";
import { finished } from "./finished.ts";
import type { ServiceImage } from "./images/images.ts";
import { Draft } from "./plan/draft.ts";
import type { RestartOptions, StartOptions, UpOptions } from "./plan/options.ts";
import type { Plan } from "./plan/plan.ts";
import { undefinedService } from "./scale.ts";
import { planServices } from "./services.ts";

/**
 * Starts what is not up: of the services that are asked for and those that they depend on, or of all.
 * @throws WindlassError `undefined-service`, `container-missing` where one of them has no container
 */
export function planStart(project: Project, observed: Observed, { services = [], wait = false }: StartOptions): Plan {
  checkKnown(services, project);
  if (observed.snapshot.containers.length === 0 && project.services.size === 0)
    throw new WindlassError("container-missing", `no container found for project "${project.name}"`, {
      hint: "create its containers with `windlass up`",
    });
  const start = services.length === 0 ? new Set(project.services.keys()) : withDependencies(services, project);
  throwErrors(withoutContainer(project, observed.snapshot, start), project.sources, "container-missing");
  return planExisting(project, observed, { start, dependents: true }, { wait });
}

/**
 * Stops and starts the services that are asked for, or all; what is not up is started.
 * @throws WindlassError `undefined-service`
 */
export function planRestart(project: Project, observed: Observed, options: RestartOptions): Plan {
  const { services = [], dependents = true, graceSeconds } = options;
  checkKnown(services, project);
  const start = new Set<string>(services.length === 0 ? project.services.keys() : services);
  const asked: Asked = { start, restart: { code: "requested", by: "restart" }, dependents };
  const alone = withoutOthers(project, start);
  return planExisting(alone, observed, asked, { ...(graceSeconds !== undefined && { graceSeconds }) });
}

/** What a restart leaves alone is not waited for either, but where both are said to restart together. */
const withoutOthers = (project: Project, restarting: ReadonlySet<string>): Project => ({
  ...project,
  services: new Map(
    [...project.services].map(([name, service]) => {
      const dependsOn = [...service.dependsOn].filter(([need, { restart }]) => restart || restarting.has(need));
      return [name, { ...service, dependsOn: new Map(dependsOn) }];
    }),
  ),
});

function checkKnown(services: readonly string[], project: Project): void {
  const missing = services.find(
    (name) => !project.services.has(name as ServiceName) && !project.otherServices.has(name),
  );
  if (missing !== undefined) throw undefinedService(missing, project);
}

function planExisting(
  project: Project,
  observed: Observed,
  asked: Asked,
  { wait = false, graceSeconds }: { readonly wait?: boolean; readonly graceSeconds?: number },
): Plan {
  const { snapshot } = observed;
  const draft = new Draft();
  const missing: Diagnostic[] = [];
  const options: UpOptions = {
    build: false,
    noBuild: true,
    forceRecreate: false,
    noRecreate: true,
    removeOrphans: false,
    wait,
    ...(graceSeconds !== undefined && { graceSeconds }),
  };
  const { placed, conditions } = planServices({
    // What a program stands for has no containers, and is there since `up`.
    project: { ...project, services: new Map([...project.services].filter(([, { provider }]) => !provider)) },
    observed,
    options,
    draft,
    classified: classify(project, snapshot),
    images: new Map(),
    imageOfHook: (service, hook) => {
      const image = presentImage(hook.image, snapshot);
      if (image === undefined) missing.push(hookImageMissing(service, hook, project));
      return image;
    },
    mounted: new Map(),
    networks: { ids: new Map(), live: new Map(), own: new Map(), recreated: new Map(), errors: [] },
    replacedVolumes: new Set(),
    choose: chooseExisting(asked),
  });
  throwErrors(missing, project.sources);
  for (const [name, all] of placed) if (!asked.start.has(name)) for (const one of all) leftAlone(one, draft);
  if (wait) for (const [name, all] of placed) if (asked.start.has(name)) for (const one of all) conditions.promise(one);
  return finished(draft, project, snapshot);
}

/** Nothing need be said of what was not meant and is not touched. */
function leftAlone({ replica, begins, interrupted }: Placed, draft: Draft): void {
  if (begins === "never" && interrupted === "never") draft.unsay(replicaSubject(replica).resource);
}

/** What exists is started, and nothing is pulled for it. */
function hookImageMissing({ name, preStart }: Service, hook: PreStartHook, { placeOf }: Project): Diagnostic {
  const path = ["services", name, "pre_start", preStart.indexOf(hook)];
  const place = placeOf(path);
  return {
    code: "image-missing",
    severity: "error",
    message: `the engine has no image ${hook.image} for a pre_start hook of service "${name}"`,
    path: path.join("."),
    ...(place && { place }),
    hint: `pull it first: docker pull ${hook.image}`,
  };
}

function presentImage(reference: string, { images }: Snapshot): ServiceImage | undefined {
  const present = images[reference];
  return present && { ref: { by: "id", id: present.id }, present, step: undefined };
}

function withDependencies(services: readonly string[], project: Project): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    for (const need of project.services.get(name as ServiceName)?.dependsOn.keys() ?? []) add(need);
  };
  for (const name of services) add(name);
  return found;
}

/** A service that a program stands for has none, and one of no replicas needs none. */
function withoutContainer(
  { services, placeOf }: Project,
  { containers }: Snapshot,
  asked: ReadonlySet<string>,
): readonly Diagnostic[] {
  const has = new Set(containers.filter(({ labels }) => isReplica(labels)).map(serviceOf));
  return [...services.values()].flatMap(({ name, provider, replicas }): Diagnostic[] => {
    if (!asked.has(name) || provider !== undefined || replicas === 0 || has.has(name)) return [];
    const place = placeOf(["services", name]);
    return [
      {
        code: "container-missing",
        severity: "error",
        message: `service "${name}" has no container to start`,
        path: `services.${name}`,
        ...(place && { place }),
        hint: "create it with `windlass up`",
      },
    ];
  });
}
