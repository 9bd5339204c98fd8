/** What images are on their registries: asked once for each name, whatever the number of services that use it. */
import { WindlassError } from "../core/errors.ts";
import type { Engine, RegistryImage } from "../engine/port.ts";

/** The image, or why it can't be told. */
export type Resolved = RegistryImage | WindlassError;

/**
 * All at the same time, as far as the engine has connections.
 * @returns in the order of the names
 * @throws what is no WindlassError, and the signal's reason
 */
export async function registryImages(
  images: Iterable<string>,
  engine: Pick<Engine, "resolveImage">,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Resolved>> {
  const names = [...new Set(images)];
  const resolved = names.map(async (image): Promise<readonly [string, Resolved]> => {
    try {
      return [image, await engine.resolveImage(image, signal)];
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof WindlassError)) throw error;
      return [image, error];
    }
  });
  return new Map(await Promise.all(resolved));
}
