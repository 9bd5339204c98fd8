/** The images of a project by their content, as the engine's local images have it: for `config --resolve-image-digests`. */
import type { Diagnostic } from "../../core/diagnostics.ts";
import { imageName } from "../../core/image-name.ts";
import type { Project, Service, Snapshot } from "../../index.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { throwStrictly, withEngine } from "../session.ts";

/**
 * Service → `docker.io/library/nginx:1.27@sha256:…`; a service without `image` is left out.
 * @throws WindlassError with each service whose image has no digest here
 */
export async function imageDigests(project: Project, context: ProcessContext): Promise<ReadonlyMap<string, string>> {
  const named = [...project.services.values()].filter(
    ({ name }) => project.originOf(["services", name, "image"]) !== undefined,
  );
  const open = named.filter(({ image }) => imageName(image).digest === undefined);
  const images = [...new Set(open.map(({ image }) => image))];
  const known = open.length === 0 ? {} : await localImages(project.name, images, context);
  const found = new Map(named.map((service) => [service, withDigest(service.image, known)] as const));
  throwStrictly(
    named.flatMap((service) =>
      found.get(service) === undefined ? [noDigest(service, project, Object.hasOwn(known, service.image))] : [],
    ),
    project,
  );
  return new Map([...found].map(([{ name }, image]) => [name, image ?? ""]));
}

const localImages = (
  project: string,
  images: readonly string[],
  context: ProcessContext,
): Promise<Snapshot["images"]> =>
  withEngine(context, async (engine) => (await engine.snapshot({ project, images }, context.interrupts.first)).images);

/** With a digest the tag says nothing. */
function withDigest(image: string, known: Snapshot["images"]): string | undefined {
  const { repository, tag = "latest", digest } = imageName(image);
  if (digest !== undefined) return `${repository}@${digest}`;
  const digests = Object.hasOwn(known, image) ? (known[image]?.digests ?? []) : [];
  const own = digests.map(imageName).find((one) => one.repository === repository)?.digest;
  return own && `${repository}:${tag}@${own}`;
}

function noDigest({ name }: Service, project: Project, isHere: boolean): Diagnostic {
  const place = project.placeOf(["services", name, "image"]);
  return {
    code: "image-missing",
    severity: "error",
    message: isHere
      ? `the image of service "${name}" has no digest: it was not pulled from a registry`
      : `the engine does not have the image of service "${name}"`,
    path: `services.${name}.image`,
    ...(place && { place }),
    hint: isHere ? "push it to a registry, or use an image from one" : "pull the image first",
  };
}
