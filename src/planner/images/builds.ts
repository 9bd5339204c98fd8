/** The builds of a plan: one for each image, after those of the images that it is made from. */
import type { Diagnostic } from "../../core/diagnostics.ts";
import { cycleIn } from "../../core/graph.ts";
import type { ServiceName, StepId } from "../../core/ids.ts";
import { fullName } from "../../core/image-name.ts";
import type { Reason } from "../../core/reason.ts";
import type { BuildSpec, Snapshot } from "../../engine/port.ts";
import type { Observed } from "../../observe/observed.ts";
import { pushedTags } from "../../spec/image-tags.ts";
import type { BuiltService, Project } from "../../spec/project.ts";
import type { Draft } from "../plan/draft.ts";
import { keys, need } from "../plan/needs.ts";
import type { BuildOptions } from "../plan/options.ts";
import { type BasesOf, basesIn, imageContexts, namesOf } from "./bases.ts";
import { buildSpec } from "./build-spec.ts";
import { chosenBuilder } from "./builder.ts";
import { pushStep } from "./push-step.ts";

export interface BuildRequest {
  readonly service: BuiltService;
  readonly reason: Reason;
}

export interface Builds {
  /** By image and platform: `buildKey`. */
  readonly steps: ReadonlyMap<string, StepId>;
  /** By each full name that an image gets. */
  readonly names: ReadonlyMap<string, StepId>;
  readonly errors: readonly Diagnostic[];
}

/** A name stands for one image on each platform. */
export const buildKey = ({ image, platform = "" }: Pick<BuiltService, "image" | "platform">): string =>
  `${image} ${platform}`;

/** @param requests those that are asked for: what they are made from is built, too, where it has to be */
export function planBuilds(
  project: Project,
  requests: readonly BuildRequest[],
  observed: Pick<Observed, "snapshot" | "building" | "proxies">,
  options: BuildOptions,
  draft: Draft,
): Builds {
  const basesOf = basesIn(project, observed, options);
  const builder = chosenBuilder(observed.building);
  const builds = new Map<string, Build>();
  const isOutside = builder.kind === "bake";
  for (const { service, reason } of withBases(requests, basesOf, isOutside ? {} : observed.snapshot.images)) {
    const said = buildSpec(project, service, { ...observed, ...options });
    const isNaming = isOutside || (said.pull && builder.kind === "buildkit");
    const spec = isNaming ? { ...said, contexts: { ...imageContexts(basesOf(service)), ...said.contexts } } : said;
    const build = { service, reason, spec };
    const same = builds.get(buildKey(service));
    if (same === undefined) builds.set(buildKey(service), build);
    else if (definition(same.spec) !== definition(build.spec)) draft.warn(builtTwice(project, same.service, service));
  }
  const order = orderOf([...builds.values()], basesOf);
  const steps = new Map<string, StepId>();
  const names = new Map<string, StepId>();
  for (const [key, { service, reason, spec }] of builds) {
    const { name, image } = service;
    const resource = { kind: "image", name: image, service: name } as const;
    const pushed = options.push === true && project.originOf(["services", name, "image"]) !== undefined;
    draft.say({ resource, action: "build", reason, builder, ...(pushed && { pushed }) });
    const step = draft.add({
      id: `build ${image}`,
      operation: {
        kind: "build-image",
        build: spec,
        ...(isOutside && { bases: specsBelow(service, builds, basesOf) }),
      },
      resource,
      reason,
      needs: (order.get(name) ?? []).map((before) => need(keys.image(before))),
      gives: [keys.images, ...new Set(spec.tags.map((tag) => keys.image(fullName(tag))))],
    });
    steps.set(key, step);
    for (const tag of spec.tags) names.set(fullName(tag), step);
    // Builders outside the engine push by themselves: the engine may not even have the image.
    if (pushed && !isOutside)
      for (const tag of pushedTags(service)) draft.add({ ...pushStep(service, tag.image, reason), after: [step] });
  }
  return { steps, names, errors: circles(project, [...builds.values()], basesOf) };
}

interface Build extends BuildRequest {
  readonly spec: BuildSpec;
}

/** The builds of all that a service's image is made from. */
function specsBelow(
  top: BuiltService,
  builds: ReadonlyMap<string, Build>,
  basesOf: BasesOf,
): Readonly<Record<string, BuildSpec>> {
  const found = new Map<string, BuildSpec>();
  const collect = (service: BuiltService): void => {
    const { contexts, named } = basesOf(service);
    for (const base of [...contexts, ...named]) {
      const build = builds.get(buildKey(base));
      if (build === undefined || base.name === top.name || found.has(base.name)) continue;
      found.set(base.name, build.spec);
      collect(base);
    }
  };
  collect(top);
  return Object.fromEntries(found);
}

/** What a context names is always built first, as the builder would; what a Dockerfile names where it is not among the images. */
function withBases(
  requests: readonly BuildRequest[],
  basesOf: BasesOf,
  images: Snapshot["images"],
): readonly BuildRequest[] {
  const wanted = new Map(requests.map((request) => [request.service.name, request]));
  for (const { service } of wanted.values()) {
    const { contexts, named } = basesOf(service);
    const absent = named.filter(({ image }) => !Object.hasOwn(images, image));
    for (const base of [...contexts, ...absent])
      if (!wanted.has(base.name))
        wanted.set(base.name, { service: base, reason: { code: "built-on", service: service.name } });
  }
  return [...wanted.values()];
}

/**
 * Service → the full names of images that must be there before its own is built. Dockerfiles that name each other's images
 * say nothing of an order. What is defined alike comes from the cache once the first of them is there.
 */
function orderOf(builds: readonly Build[], basesOf: BasesOf): ReadonlyMap<ServiceName, readonly string[]> {
  const needs = new Map(builds.map(({ service }) => [service.name, new Set<ServiceName>()]));
  /** Whether it may come before without a circle; then it does. */
  const comesFirst = (base: ServiceName, service: ServiceName): boolean => {
    const before = needs.get(service);
    if (before === undefined || !needs.has(base) || base === service) return false;
    before.add(base);
    if (cycleIn(needs) === undefined) return true;
    before.delete(base);
    return false;
  };
  for (const { service } of builds)
    for (const { name } of basesOf(service).contexts) if (needs.has(name)) needs.get(service.name)?.add(name);
  const first = new Map<string, BuiltService>();
  return new Map(
    builds.map(({ service, spec }) => {
      const { contexts, named, images } = basesOf(service);
      const ofProject = new Set(named.flatMap(namesOf));
      const alike = first.get(definition(spec));
      if (alike === undefined) first.set(definition(spec), service);
      const before = [...named, ...(alike ? [alike] : [])].filter(({ name }) => comesFirst(name, service.name));
      return [
        service.name,
        [
          ...new Set([
            ...[...contexts, ...before].map(({ image }) => fullName(image)),
            ...images.filter((image) => !ofProject.has(image)),
          ]),
        ],
      ];
    }),
  );
}

/** Contexts that need each other can't be built at all. */
function circles(project: Project, builds: readonly Build[], basesOf: BasesOf): readonly Diagnostic[] {
  const needs = new Map(builds.map(({ service }) => [service.name, basesOf(service).contexts.map(({ name }) => name)]));
  const cycle = cycleIn(needs);
  if (cycle === undefined) return [];
  const [name = ""] = cycle;
  const place = project.placeOf(["services", name, "build", "additional_contexts"]);
  return [
    {
      code: "dependency-cycle",
      severity: "error",
      message: `the builds of these services need each other: ${cycle.join(" → ")}`,
      path: `services.${name}.build.additional_contexts`,
      ...(place && { place }),
      hint: "take one of the `service:` contexts away",
    },
  ];
}

/** All of a build but what the image is called. */
function definition({ tags: _, labels: all, ...spec }: BuildSpec): string {
  return JSON.stringify({
    ...spec,
    labels: Object.entries(all).filter(([key]) => !key.startsWith("com.docker.compose.")),
  });
}

function builtTwice(project: Project, kept: BuiltService, other: BuiltService): Diagnostic {
  const place = project.placeOf(["services", other.name, "build"]);
  return {
    code: "image-built-twice",
    severity: "warning",
    message: `services "${kept.name}" and "${other.name}" build different images with the name ${kept.image}; it is built as "${kept.name}" says`,
    path: `services.${other.name}.build`,
    ...(place && { place }),
    hint: "give each an image name of its own, or the same build",
  };
}

/** Services whose image the plan builds. */
export const builtBy = ({ steps }: Draft): ReadonlySet<string> =>
  new Set(
    steps.flatMap(({ operation, resource }) => (operation.kind === "build-image" ? (resource.service ?? []) : [])),
  );
