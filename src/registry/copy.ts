/**
 * An image from one repository to another, without an engine: its manifests as they are, for all platforms, and the layers that the
 * other repository lacks. Within one registry layers are mounted, between two they pass through as they come.
 */
import { type Manifest, manifestTypes, type Registry } from "./client.ts";
import { invalid } from "./compose-artifact.ts";
import { type Descriptor, descriptorIn } from "./descriptor.ts";

export interface Place {
  readonly registry: Registry;
  readonly repository: string;
}

const indexes: ReadonlySet<string> = new Set([manifestTypes.index, manifestTypes.dockerIndex]);

/** @param reference tag or digest @returns what the image is now called by. Rejects as the registries do. */
export async function copyImage(from: Place, reference: string, to: Place): Promise<Descriptor> {
  const manifest = await from.registry.manifest(from.repository, reference);
  const { mediaType, digest, size, bytes } = manifest;
  if (await to.registry.hasManifest(to.repository, digest)) return { mediaType, digest, size };
  const { manifests, config, layers } = partsOf(manifest);
  if (indexes.has(mediaType)) for (const one of manifests) await copyImage(from, one.digest, to);
  else for (const blob of [...config, ...layers]) await copyBlob(from, blob, to);
  await to.registry.putManifest(to.repository, digest, { mediaType, bytes });
  return { mediaType, digest, size };
}

/** Each part that has a valid descriptor. @throws WindlassError `artifact-invalid` */
function partsOf({
  bytes,
  digest,
}: Manifest): Readonly<Record<"manifests" | "config" | "layers", readonly Descriptor[]>> {
  const descriptors = (value: unknown): readonly Descriptor[] =>
    [value].flat().flatMap((one) => {
      const found = descriptorIn(one);
      return found ? [found] : [];
    });
  try {
    const { manifests, config, layers } = JSON.parse(Buffer.from(bytes).toString());
    return { manifests: descriptors(manifests), config: descriptors(config), layers: descriptors(layers) };
  } catch {
    throw invalid(digest, "has a manifest that is not valid JSON");
  }
}

async function copyBlob(from: Place, blob: Descriptor, to: Place): Promise<void> {
  // Such layers stay where their own addresses say, by their licence.
  if (/foreign|nondistributable/.test(blob.mediaType)) return;
  if (await to.registry.hasBlob(to.repository, blob.digest)) return;
  const isOneRegistry = from.registry.host === to.registry.host;
  if (isOneRegistry && (await to.registry.mountBlob(to.repository, blob.digest, from.repository))) return;
  await to.registry.putBlob(to.repository, blob, await from.registry.openBlob(from.repository, blob));
}
