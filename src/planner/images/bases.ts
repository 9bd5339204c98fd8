/**
 * Which images of the project an image is made from: those that `additional_contexts` names, and those that its Dockerfile
 * names in `FROM` and `COPY --from`.
 */
import { baseImages } from "../../core/base-images.ts";
import { type ServiceName, serviceName } from "../../core/ids.ts";
import { fullName } from "../../core/image-name.ts";
import { lazy } from "../../core/lazy.ts";
import type { BuildSpec } from "../../engine/port.ts";
import type { Observed } from "../../observe/observed.ts";
import type { BuiltService, Project, Service } from "../../spec/project.ts";
import type { BuildOptions } from "../plan/options.ts";

/** What one image is made from. */
export interface Bases {
  /** By `service:` contexts. */
  readonly contexts: readonly BuiltService[];
  /** By the Dockerfile. */
  readonly named: readonly BuiltService[];
  /** All images that the Dockerfile names. */
  readonly images: readonly string[];
}

export type BasesOf = (service: BuiltService) => Bases;

/** Which images of the project a service's image is made from; what the Dockerfile says is known where it could be read. */
export function basesIn(project: Project, { building }: Pick<Observed, "building">, { args }: BuildOptions): BasesOf {
  const byName = new Map(buildsIn(project).map((service) => [service.name, service]));
  const makerOf = makers(project);
  const known = new Map<ServiceName, Bases>();
  const find = (service: BuiltService): Bases => {
    const { name, build } = service;
    const contexts = Object.entries(build.additionalContexts);
    const text = build.dockerfileInline ?? building?.dockerfiles[name];
    const images = (text === undefined ? [] : baseImages(text, { ...build.args, ...args }))
      .filter((image) => !contexts.some(([key]) => key === image))
      .map(fullName);
    return {
      contexts: [build.context, ...contexts.map(([, written]) => written)].flatMap((written) => {
        const base = written.startsWith("service:")
          ? byName.get(serviceName(written.slice("service:".length)))
          : undefined;
        return base ?? [];
      }),
      named: images.flatMap((image) => makerOf(image) ?? []).filter((base) => base.image !== service.image),
      images,
    };
  };
  return (service) => {
    const bases = known.get(service.name) ?? find(service);
    known.set(service.name, bases);
    return bases;
  };
}

const buildsIn = ({ services, otherBuilds }: Project): readonly BuiltService[] =>
  [...services.values(), ...otherBuilds.values()].filter(isBuilt);

/** The service whose build makes an image. */
export function makers(project: Project): (image: string) => BuiltService | undefined {
  const byImage = lazy(
    () =>
      new Map(
        buildsIn(project)
          .toReversed()
          .flatMap((service) => namesOf(service).map((name) => [name, service] as const)),
      ),
  );
  return (image) => byImage().get(fullName(image));
}

export const isBuilt = (service: Service): service is BuiltService =>
  service.build !== undefined && service.provider === undefined;

/** All that an image is called, in full. */
export const namesOf = ({ image, build }: BuiltService): readonly string[] => [image, ...build.tags].map(fullName);

/**
 * A builder outside the engine has none of its images, and one that looks for newer ones asks registries alone: those of the project
 * become contexts, by the names that Dockerfiles have.
 */
export const imageContexts = ({ named }: Bases): BuildSpec["contexts"] =>
  Object.fromEntries(
    named.flatMap((base) =>
      namesOf(base).map((name) => [
        name.replace(/^docker\.io\/(library\/)?/, "").replace(/:latest$/, ""),
        { from: "service", service: base.name, image: base.image } as const,
      ]),
    ),
  );
