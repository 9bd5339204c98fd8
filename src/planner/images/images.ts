/**
 * Each service's image: there, to be pulled, or to be built; one step a distinct image. Whether a container must then
 * be replaced is known only when the step has ended: decide.ts makes that a condition.
 */
import type { Diagnostic } from "../../core/diagnostics.ts";
import type { ServiceName, StepId } from "../../core/ids.ts";
import type { ImageRef } from "../../engine/container-config.ts";
import { labels } from "../../engine/labels.ts";
import type { BuildSpec, ImageFact, Snapshot } from "../../engine/port.ts";
import type { Build, PreStartHook, Project, PullPolicy, Service } from "../../spec/project.ts";
import type { Draft } from "../plan/draft.ts";
import type { UpOptions } from "../plan/options.ts";
import { projectLabels } from "../plan/resource-labels.ts";

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
  | { readonly action: "pull" | "build"; readonly because: string }
  | { readonly action: "missing" };

/** References of all images that the project's containers are made of or mount. */
export const imagesOf = (project: Project): readonly string[] => [
  ...new Set(
    [...project.services.values()].flatMap(({ image, preStart, provider, volumes }) =>
      provider
        ? []
        : [
            image,
            ...preStart.map((hook) => hook.image),
            ...volumes.flatMap((volume) => (volume.type === "image" ? [volume.source] : [])),
          ],
    ),
  ),
];

/** @returns images by service, those of its hooks, and an error for each that can't be had */
export function planImages(
  project: Project,
  snapshot: Snapshot,
  options: UpOptions,
  draft: Draft,
): Images & { readonly errors: readonly Diagnostic[] } {
  const steps = new Map<string, StepId>();
  const errors: Diagnostic[] = [];
  const images = new Map<ServiceName, ServiceImage>();
  const hookImages = new Map<string, ServiceImage>();
  const plan = (service: Service, attribute: readonly (string | number)[]): ServiceImage => {
    const present = own(snapshot.images, service.image);
    const need = needOf(service, present, options);
    if (need.action === "missing") errors.push(missing(project, service, attribute, options));
    const key = `${service.image} ${service.platform ?? ""}`;
    let step = steps.get(key);
    if (step === undefined && (need.action === "pull" || need.action === "build")) {
      step = addStep(project, service, need, options, draft);
      steps.set(key, step);
    }
    const ref: ImageRef = step !== undefined ? { by: "step", step } : refOf(present);
    return { present, step, ref };
  };
  for (const service of project.services.values()) {
    if (service.replicas === 0 || service.provider) continue;
    images.set(service.name, plan(service, ["image"]));
    for (const [index, { image }] of service.preStart.entries())
      if (image !== service.image) {
        const { build: _, ...pulled } = service;
        hookImages.set(`${service.name} ${image}`, plan({ ...pulled, image }, ["pre_start", index, "image"]));
      }
  }
  const ofHook: Images["ofHook"] = (service, { image }) =>
    hookImages.get(`${service.name} ${image}`) ?? images.get(service.name);
  return { images, ofHook, errors };
}

export const refOf = (present: ImageFact | undefined): ImageRef => ({
  by: "id",
  id: present?.id ?? "",
  ...(present?.content !== undefined && { content: present.content }),
});

/** Whether and why an image is fetched, by `--build`, `--pull` and the service's own policy. */
function needOf(service: Service, present: ImageFact | undefined, options: UpOptions): Need {
  const policy: PullPolicy = options.pull ? { kind: options.pull } : service.pullPolicy;
  if (service.build && !options.noBuild) {
    if (options.build) return { action: "build", because: "--build" };
    if (policy.kind === "build") return { action: "build", because: "pull_policy: build" };
    if (!present) return { action: "build", because: "the image is not there yet" };
    return { action: "none" };
  }
  switch (policy.kind) {
    case "always":
      return service.build
        ? absent(present)
        : { action: "pull", because: options.pull ? "--pull always" : "pull_policy: always" };
    case "never":
    case "build":
      return present ? { action: "none" } : { action: "missing" };
    case "missing":
      return absent(present);
    case "every":
      return present && options.nowMs - Date.parse(present.createdAt) < policy.ms
        ? { action: "none" }
        : { action: "pull", because: "the local image is older than its pull_policy allows" };
  }
}

const absent = (present: ImageFact | undefined): Need =>
  present ? { action: "none" } : { action: "pull", because: "the image is not there yet" };

function addStep(
  project: Project,
  service: Service,
  { action, because }: Extract<Need, { action: "pull" | "build" }>,
  { proxies = {} }: UpOptions,
  draft: Draft,
): StepId {
  const resource = { kind: "image", name: service.image, service: service.name } as const;
  draft.say({ resource, action, because });
  if (action === "build" && service.build)
    return draft.add({
      id: `build ${service.image}`,
      operation: { kind: "build-image", build: buildSpec(project, service, service.build, proxies) },
      resource,
      because,
    });
  const platform = service.platform === undefined ? {} : { platform: service.platform };
  return draft.add({
    id: `pull ${service.image}`,
    operation: { kind: "pull-image", image: service.image, ...platform },
    resource,
    because,
  });
}

const buildSpec = (project: Project, service: Service, build: Build, proxies: BuildSpec["args"]): BuildSpec => ({
  tags: [service.image],
  context: build.context,
  dockerfile: build.dockerfile,
  args: { ...proxies, ...build.args },
  labels: { ...projectLabels(project.name), [labels.service]: service.name },
  noCache: false,
  pull: false,
  ...(build.target !== undefined && { target: build.target }),
  ...(service.platform !== undefined && { platform: service.platform }),
});

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
