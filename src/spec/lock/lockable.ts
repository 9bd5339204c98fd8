/** The images that a lock is of: those that the project names by a tag and does not build. */
import type { Place } from "../../core/diagnostics.ts";
import { imageName } from "../../core/image-name.ts";
import type { Project, Service } from "../project.ts";
import type { Path } from "../tree/tree.ts";

/** A place in the project that names an image. */
export interface ImageUse {
  readonly image: string;
  readonly service: string;
  readonly path: Path;
  readonly place?: Place;
}

/** All of them, in the order of the services; one image may have several. */
export function lockable(project: Project): readonly ImageUse[] {
  const services = [...project.services.values()];
  const built = new Set(services.flatMap(({ build, image }) => (build ? [image] : [])));
  return services
    .flatMap((service) => namedBy(service))
    .filter(({ image }) => !built.has(image) && imageName(image).digest === undefined)
    .map((use): ImageUse => {
      const place = project.placeOf(use.path);
      return { ...use, ...(place && { place }) };
    });
}

const namedBy = ({ name, provider, build, image, preStart, volumes }: Service): readonly ImageUse[] => {
  if (provider) return [];
  const at = (reference: string, ...path: Path): ImageUse => ({
    image: reference,
    service: name,
    path: ["services", name, ...path],
  });
  return [
    ...(build ? [] : [at(image, "image")]),
    ...preStart.flatMap((hook, i) => (hook.image === image ? [] : [at(hook.image, "pre_start", i, "image")])),
    ...volumes.flatMap((volume, i) => (volume.type === "image" ? [at(volume.source, "volumes", i, "source")] : [])),
  ];
};
