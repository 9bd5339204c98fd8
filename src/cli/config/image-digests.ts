/** The images of a project by what their tags stand for on the registries: for `config --resolve-image-digests`. */
import { imageName } from "../../core/image-name.ts";
import type { Project } from "../../index.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { registryDigests } from "./registry-digests.ts";

/**
 * Service → `docker.io/library/nginx:1.27@sha256:…`; a service without `image` is left out.
 * @throws WindlassError with each service whose image has no digest
 */
export async function imageDigests(project: Project, context: ProcessContext): Promise<ReadonlyMap<string, string>> {
  const uses = [...project.services.values()].flatMap(({ name, image }) => {
    const path = ["services", name, "image"];
    return project.originOf(path) === undefined ? [] : [{ name, image, place: project.placeOf(path) }];
  });
  const open = uses.filter(({ image }) => imageName(image).digest === undefined);
  const found = await registryDigests(open, project, context);
  return new Map(uses.map(({ name, image }) => [name, withDigest(image, found.get(image)?.digest)]));
}

/** With a digest in the file the tag says nothing. */
function withDigest(image: string, found = ""): string {
  const { repository, tag = "latest", digest } = imageName(image);
  return digest === undefined ? `${repository}:${tag}@${found}` : `${repository}@${digest}`;
}
