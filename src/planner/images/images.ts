/**
 * Each service's image: there, to be pulled, or to be built; one step a distinct image. Whether a container must then
 * be replaced is known only when the step has ended: causes.ts makes that a condition.
 */
import type { Diagnostic } from "../../core/diagnostics.ts";
import type { ServiceName, StepId } from "../../core/ids.ts";
import { fullName } from "../../core/image-name.ts";
import type { Reason } from "../../core/reason.ts";
import type { ImageRef } from "../../engine/container-config.ts";
import type { ImageFact } from "../../engine/port.ts";
import type { Observed } from "../../observe/observed.ts";
import type { PreStartHook, Project, PullPolicy, Service } from "../../spec/project.ts";
import type { Draft, NewStep } from "../plan/draft.ts";
import { keys } from "../plan/needs.ts";
import type { BuildOptions, UpOptions } from "../plan/options.ts";
import { isBuilt, makers } from "./bases.ts";
import { type BuildRequest, buildKey, planBuilds } from "./builds.ts";

export interface ServiceImage {
  /** The local image before the plan. */
  readonly present: ImageFact | undefined;
  /** The step that brings it. */
  readonly step: StepId | undefined;
  readonly ref: ImageRef;
}

export interface Images {
  readonly images: ReadonlyMap<ServiceName, ServiceImage>;
  /** The image that a hook's own container is made of. */
  readonly ofHook: (service: Service, hook: PreStartHook) => ServiceImage | undefined;
}

type Need =
  | { readonly action: "none" }
  | { readonly action: "pull"; readonly reason: Reason }
  | ({ readonly action: "build" } & BuildRequest)
  | { readonly action: "missing" };

/** @returns images by service, those of its hooks, and an error for each that can't be had */
export function planImages(
  project: Project,
  observed: Observed,
  options: UpOptions,
  draft: Draft,
): Images & { readonly errors: readonly Diagnostic[] } {
  const errors: Diagnostic[] = [];
  const uses = [...project.services.values()].flatMap(usesOf);
  const steps = new Map<string, StepId>();
  const pulls = new Map<string, StepId>();
  const builds: BuildRequest[] = [];
  const makerOf = makers(project);
  for (const { service, attribute } of uses) {
    const need = needOf(service, own(observed.snapshot.images, service.image), { options, observed, makerOf });
    if (need.action === "missing") errors.push(missing(project, service, attribute, options));
    if (need.action === "build") builds.push({ service: need.service, reason: need.reason });
    if (need.action !== "pull" || steps.has(buildKey(service))) continue;
    const resource = { kind: "image", name: service.image, service: service.name } as const;
    draft.say({ resource, action: "pull", reason: need.reason });
    const step = pullStep(service, isTimed(project, service), { resource, reason: need.reason }, draft);
    steps.set(buildKey(service), step);
    pulls.set(fullName(service.image), step);
  }
  const built = planBuilds(project, builds, observed, forRunning, draft);
  errors.push(...built.errors);
  for (const [key, step] of built.steps) steps.set(key, step);
  // A name stands for one image: who uses it for another platform, or fetches nothing, gets what is brought last.
  const byName = new Map([...pulls, ...built.names]);
  const images = new Map<ServiceName, ServiceImage>();
  const hookImages = new Map<string, ServiceImage>();
  for (const { service, attribute } of uses) {
    const present = own(observed.snapshot.images, service.image);
    const step = steps.get(buildKey(service)) ?? byName.get(fullName(service.image));
    const image: ServiceImage = { present, step, ref: step === undefined ? refOf(present) : { by: "step", step } };
    if (attribute[0] === "image") images.set(service.name, image);
    else hookImages.set(`${service.name} ${service.image}`, image);
  }
  const ofHook: Images["ofHook"] = (service, { image }) =>
    hookImages.get(`${service.name} ${image}`) ?? images.get(service.name);
  return { images, ofHook, errors };
}

/** A service with an image that its containers are made of, or those of a hook of its own. */
export interface Use {
  readonly service: Service;
  readonly attribute: readonly (string | number)[];
}

const usesOf = (service: Service): readonly Use[] => (service.replicas === 0 ? [] : imagesOf(service));

/** The image that a service's containers are made of, and those of its hooks: each as that of a service. */
export function imagesOf(service: Service): readonly Use[] {
  if (service.provider) return [];
  const ofHooks = service.preStart.flatMap(({ image }, index): Use[] =>
    image === service.image ? [] : [{ service: pulled(service, image), attribute: ["pre_start", index, "image"] }],
  );
  return [{ service, attribute: ["image"] }, ...ofHooks];
}

/** A hook's image is none that is built. */
const pulled = ({ build: _, ...service }: Service, image: string): Service => ({
  ...service,
  image,
  ...(service.pullPolicy.kind === "build" && { pullPolicy: { kind: "missing" } }),
});

export const refOf = (present: ImageFact | undefined): ImageRef => ({
  by: "id",
  id: present?.id ?? "",
  ...(present?.content !== undefined && { content: present.content }),
});

interface Around {
  readonly options: UpOptions;
  readonly observed: Observed;
  readonly makerOf: ReturnType<typeof makers>;
}

/** Whether and why an image is fetched, by `--build`, `--pull` and the service's own policy. */
function needOf(service: Service, present: ImageFact | undefined, { options, observed, makerOf }: Around): Need {
  const policy: PullPolicy = options.pull ? { kind: options.pull } : service.pullPolicy;
  if (isBuilt(service) && !options.noBuild) {
    const build = (reason: Reason): Need => ({ action: "build", service, reason });
    if (options.build) return build({ code: "flag", flag: "--build" });
    if (policy.kind === "build") return build({ code: "pull-policy", policy: "build" });
    return present ? { action: "none" } : build({ code: "image-absent" });
  }
  const maker = present || options.noBuild || policy.kind === "never" ? undefined : makerOf(service.image);
  if (maker && policy.kind !== "always") return { action: "build", service: maker, reason: { code: "image-absent" } };
  switch (policy.kind) {
    case "always":
      return service.build
        ? absent(present)
        : {
            action: "pull",
            reason: options.pull ? { code: "flag", flag: "--pull always" } : { code: "pull-policy", policy: "always" },
          };
    case "never":
    case "build":
      return present ? { action: "none" } : { action: "missing" };
    case "missing":
      return absent(present);
    case "every":
      return present && !isPullDue(service, policy.ms, observed)
        ? { action: "none" }
        : { action: "pull", reason: present ? { code: "pull-policy", policy: "every" } : { code: "image-absent" } };
  }
}

/** Whether a plan for the project builds anything. */
export function mayBuild(project: Project, observed: Observed, options: UpOptions): boolean {
  const around = { options, observed, makerOf: makers(project) };
  return [...project.services.values()]
    .flatMap(usesOf)
    .some(({ service }) => needOf(service, own(observed.snapshot.images, service.image), around).action === "build");
}

/** Also where it is not known when, and where that lies ahead: somebody has set the clock. */
function isPullDue({ image, platform }: Service, everyMs: number, { atMs, lastPulls = [] }: Observed): boolean {
  const last = lastPulls.find((one) => one.image === image && one.platform === platform);
  return last === undefined || last.atMs > atMs || atMs - last.atMs >= everyMs;
}

const absent = (present: ImageFact | undefined): Need =>
  present ? { action: "none" } : { action: "pull", reason: { code: "image-absent" } };

type ImageStep = Pick<NewStep, "resource" | "reason" | "mayFail">;

/** Whether a policy counts from the image's last pull, this service's or that of another with the same image. */
export const isTimed = (
  { services }: Project,
  { image, platform }: Pick<Service, "image" | "platform">,
): true | undefined =>
  [...services.values()].some(
    (one) =>
      one.pullPolicy.kind === "every" &&
      one.platform === platform &&
      (one.image === image || one.preStart.some((hook) => hook.image === image)),
  ) || undefined;

export function pullStep(
  { image, platform }: Pick<Service, "image" | "platform">,
  timed: true | undefined,
  about: ImageStep,
  draft: Draft,
): StepId {
  const operation = {
    kind: "pull-image",
    image,
    ...(platform !== undefined && { platform }),
    ...(timed && { timed }),
  } as const;
  return draft.add({ id: `pull ${image}`, operation, gives: [keys.images, keys.image(fullName(image))], ...about });
}

/** Of several platforms a container has one: its service's, or the engine's own. */
const forRunning: BuildOptions = { args: {}, noCache: false, pull: false, platforms: "one" };

function missing(
  project: Project,
  service: Service,
  attribute: readonly (string | number)[],
  options: UpOptions,
): Diagnostic {
  const path = ["services", service.name];
  const place = project.placeOf([...path, ...attribute]) ?? project.placeOf(path);
  const what =
    attribute[0] === "pre_start" ? `a pre_start hook of service "${service.name}"` : `service "${service.name}"`;
  return {
    code: "image-missing",
    severity: "error",
    message: `the engine has no image for ${what}, and it may be neither pulled nor built`,
    path: path.join("."),
    ...(place && { place }),
    hint:
      options.noBuild && service.build
        ? "leave out --no-build"
        : "pull or build it first, or leave out the policy that forbids it",
  };
}

const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
