/**
 * The builds of a plan: one for each image, after those of the images that it is made from. These are named by
 * `additional_contexts`, and by `FROM` and `COPY --from` in the Dockerfile.
 */
import { baseImages } from "../../core/base-images.ts";
import type { Diagnostic } from "../../core/diagnostics.ts";
import { cycleIn } from "../../core/graph.ts";
import { type ServiceName, type StepId, serviceName } from "../../core/ids.ts";
import { fullName } from "../../core/image-name.ts";
import type { Reason } from "../../core/reason.ts";
import type { BuildSpec } from "../../engine/port.ts";
import type { Observed } from "../../observe/observed.ts";
import type { BuiltService, Project, Service } from "../../spec/project.ts";
import type { Draft } from "../plan/draft.ts";
import { keys, need } from "../plan/needs.ts";
import type { BuildOptions } from "../plan/options.ts";
import { buildSpec } from "./build-spec.ts";
import { chosenBuilder } from "./builder.ts";

export interface BuildRequest {
  readonly service: BuiltService;
  readonly reason: Reason;
}

/** What one image is made from. */
interface Bases {
  /** By `service:` contexts. */
  readonly contexts: readonly BuiltService[];
  /** By the Dockerfile. */
  readonly named: readonly BuiltService[];
  /** All images that the Dockerfile names. */
  readonly images: readonly string[];
}

export interface Builds {
  /** By image and platform: `buildKey`. */
  readonly steps: ReadonlyMap<string, StepId>;
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
  for (const { service, reason } of withBases(requests, basesOf, observed)) {
    const build = { service, reason, spec: buildSpec(project, service, { ...observed, ...options }) };
    const same = builds.get(buildKey(service));
    if (same === undefined) builds.set(buildKey(service), build);
    else if (definition(same.spec) !== definition(build.spec)) draft.warn(builtTwice(project, same.service, service));
  }
  const order = orderOf([...builds.values()], basesOf);
  const steps = new Map<string, StepId>();
  for (const [key, { service, reason, spec }] of builds) {
    const { name, image } = service;
    const resource = { kind: "image", name: image, service: name } as const;
    draft.say({ resource, action: "build", reason, builder });
    const step = draft.add({
      id: `build ${image}`,
      operation: { kind: "build-image", build: spec },
      resource,
      reason,
      needs: (order.get(name) ?? []).map((before) => need(keys.image(before))),
      gives: [keys.images, ...new Set(spec.tags.map((tag) => keys.image(fullName(tag))))],
    });
    steps.set(key, step);
  }
  return { steps, errors: circles(project, [...builds.values()], basesOf) };
}

interface Build extends BuildRequest {
  readonly spec: BuildSpec;
}

/** Which images of the project a service's image is made from; what the Dockerfile says is known where it could be read. */
function basesIn(
  { services, otherBuilds }: Project,
  { building }: Pick<Observed, "building">,
  { args }: BuildOptions,
): (service: BuiltService) => Bases {
  const built = [...services.values(), ...otherBuilds.values()].filter(isBuilt);
  const byName = new Map(built.map((service) => [service.name, service]));
  const byImage = new Map(
    built.toReversed().flatMap((service) => namesOf(service).map((name) => [name, service] as const)),
  );
  const known = new Map<ServiceName, Bases>();
  const find = (service: BuiltService): Bases => {
    const { name, build } = service;
    const contexts = Object.entries(build.additionalContexts);
    const text = build.dockerfileInline ?? building?.dockerfiles[name];
    const images = (text === undefined ? [] : baseImages(text, { ...build.args, ...args }))
      .filter((image) => !contexts.some(([key]) => key === image))
      .map(fullName);
    return {
      contexts: contexts.flatMap(([, written]) => {
        const base = written.startsWith("service:")
          ? byName.get(serviceName(written.slice("service:".length)))
          : undefined;
        return base ?? [];
      }),
      named: images.flatMap((image) => byImage.get(image) ?? []).filter((base) => base.image !== service.image),
      images,
    };
  };
  return (service) => {
    const bases = known.get(service.name) ?? find(service);
    known.set(service.name, bases);
    return bases;
  };
}

export const isBuilt = (service: Service): service is BuiltService =>
  service.build !== undefined && service.provider === undefined;

const namesOf = ({ image, build }: BuiltService): readonly string[] => [image, ...build.tags].map(fullName);

/** What a context names is always built first, as the builder would; what a Dockerfile names where it is not there. */
function withBases(
  requests: readonly BuildRequest[],
  basesOf: (service: BuiltService) => Bases,
  { snapshot }: Pick<Observed, "snapshot">,
): readonly BuildRequest[] {
  const wanted = new Map(requests.map((request) => [request.service.name, request]));
  for (const { service } of wanted.values()) {
    const { contexts, named } = basesOf(service);
    const absent = named.filter(({ image }) => !Object.hasOwn(snapshot.images, image));
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
function orderOf(
  builds: readonly Build[],
  basesOf: (service: BuiltService) => Bases,
): ReadonlyMap<ServiceName, readonly string[]> {
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
function circles(
  project: Project,
  builds: readonly Build[],
  basesOf: (service: BuiltService) => Bases,
): readonly Diagnostic[] {
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
