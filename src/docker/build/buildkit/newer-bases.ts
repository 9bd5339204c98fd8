/**
 * Newer base images for a build that also uses images of other services: BuildKit would look for all of them on a registry,
 * and those of services may only be here. So the real bases are pulled before, and the build takes what is here.
 */
import { baseImages } from "../../../core/base-images.ts";
import { WindlassError } from "../../../core/errors.ts";
import type { BuildIo, BuildSpec, ImagesPort } from "../../../engine/port.ts";
import type { Recipe } from "../recipe.ts";
import { shortName } from "./contexts.ts";

/**
 * @returns the build as it is asked for then
 * @throws WindlassError as a pull does, and `build-failed` where the Dockerfile can't be read here
 */
export async function withNewerBases(
  pullImage: ImagesPort["pullImage"],
  spec: BuildSpec,
  recipe: Recipe | undefined,
  { onProgress, signal }: Pick<BuildIo, "onProgress" | "signal">,
): Promise<BuildSpec> {
  const contexts = Object.values(spec.contexts);
  if (!spec.pull || !contexts.some(({ from }) => from === "service")) return spec;
  if (recipe === undefined)
    throw new WindlassError(
      "build-failed",
      "cannot look for newer base images: the Dockerfile is not on this machine",
      {
        hint: "build without `pull`: this build also uses the image of another service",
      },
    );
  const named = new Set(Object.keys(spec.contexts).map(shortName));
  const bases = baseImages(recipe.text, spec.args).filter((image) => !named.has(shortName(image)));
  const images = contexts.flatMap((context) => (context.from === "image" ? [context.image] : []));
  const platforms = spec.platforms.length === 0 ? [undefined] : spec.platforms;
  for (const image of new Set([...bases, ...images]))
    for (const platform of platforms) await pullImage(image, platform, onProgress, signal);
  return { ...spec, pull: false };
}
