/** Which manifest each platform of an image has, by the index on its registry. */
import { WindlassError } from "../core/errors.ts";
import { platformText } from "../core/platform.ts";
import type { Logins } from "./authorization.ts";
import { openRegistry } from "./client.ts";
import { descriptorIn } from "./descriptor.ts";
import { referenceIn } from "./reference.ts";
import type { Env } from "./transport.ts";
import { newTransport } from "./transport.ts";

export interface PlatformsOptions {
  /** As newTransport reads it. */
  readonly env: Env;
  readonly logins: Logins;
  /** Hosts of registries that are spoken to over plain HTTP. */
  readonly insecure: readonly string[];
  readonly signal: AbortSignal;
}

/** A registry that this machine does not reach, though the engine does, is not waited for any longer. */
const limitMs = 10_000;

/**
 * @param images name → digest of its index
 * @returns name → platform → digest; an image whose index can't be had is left out
 * @throws the signal's reason
 */
export async function platformDigests(
  images: ReadonlyMap<string, string>,
  { env, logins, insecure, signal }: PlatformsOptions,
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const transport = newTransport(env);
  const until = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
  const read = async ([image, digest]: readonly [string, string]): Promise<[string, ReadonlyMap<string, string>][]> => {
    try {
      const { host, repository } = referenceIn(image);
      const options = { transport, logins, isInsecure: insecure.includes(host), signal: until };
      const { bytes } = await openRegistry(host, options).manifest(repository, digest);
      return [[image, platformsIn(JSON.parse(Buffer.from(bytes).toString()))]];
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof WindlassError || until.aborted) return [];
      throw error;
    }
  };
  try {
    return new Map((await Promise.all([...images].map(read))).flat());
  } finally {
    transport.close();
  }
}

/** The bytes are verified, so they are what the image's maker wrote. */
function platformsIn(index: unknown): ReadonlyMap<string, string> {
  const { manifests } = (index ?? {}) as { readonly manifests?: unknown };
  return new Map(
    (Array.isArray(manifests) ? manifests : []).flatMap((value): [string, string][] => {
      const manifest = descriptorIn(value);
      const platform = platformText(manifest?.platform);
      return manifest && platform !== undefined ? [[platform, manifest.digest]] : [];
    }),
  );
}
