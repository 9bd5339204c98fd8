/** The images of a project by what their tags stand for on the registries: for `config --resolve-image-digests`. */
import { imageName } from "../../core/image-name.ts";
import type { Project } from "../../index.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { registryDigests } from "./registry-digests.ts";

export interface ImageDigests {
  /** Service → `docker.io/library/nginx:1.27@sha256:…`; a service without `image` is left out. */
  readonly images: ReadonlyMap<string, string>;
  /** The same of images that services mount, by their names in the file. */
  readonly mountedImages: ReadonlyMap<string, string>;
}

/** @throws WindlassError with each place that names an image which can't be looked up */
export async function imageDigests(project: Project, context: ProcessContext): Promise<ImageDigests> {
  const services = [...project.services.values()].flatMap(({ name, image }) => {
    const path = ["services", name, "image"];
    return project.originOf(path) === undefined ? [] : [{ name, image, place: project.placeOf(path) }];
  });
  const built = new Set([...project.services.values()].flatMap(({ build, image }) => (build ? [image] : [])));
  const mounted = [...project.services.values()].flatMap(({ name, volumes }) =>
    volumes.flatMap((volume, i) =>
      volume.type === "image" && !built.has(volume.source)
        ? [{ image: volume.source, place: project.placeOf(["services", name, "volumes", i, "source"]) }]
        : [],
    ),
  );
  const open = [...services, ...mounted].filter(({ image }) => imageName(image).digest === undefined);
  const found = await registryDigests(open, project, context);
  const pinned = (image: string): string => withDigest(image, found.get(image)?.digest);
  return {
    images: new Map(services.map(({ name, image }) => [name, pinned(image)])),
    mountedImages: new Map(mounted.map(({ image }) => [image, pinned(image)])),
  };
}

/** With a digest in the file the tag says nothing. */
function withDigest(image: string, found = ""): string {
  const { repository, tag = "latest", digest } = imageName(image);
  return digest === undefined ? `${repository}:${tag}@${found}` : `${repository}@${digest}`;
}
