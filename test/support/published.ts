/** Projects in a test's registry, as `publish` puts them there, and as nobody should. */
import { openRegistry } from "../../src/registry/client.ts";
import { type ArtifactFile, artifactOf } from "../../src/registry/compose-artifact.ts";
import { type Descriptor, digestOf } from "../../src/registry/descriptor.ts";
import { newTransport } from "../../src/registry/transport.ts";
import type { TestRegistry } from "./registry.ts";

export type PublishedText = ArtifactFile & { readonly text: string };

/** @param change the manifest before it is put there: for those that lie. @returns its digest */
export async function putProject(
  { host }: Pick<TestRegistry, "host">,
  name: string,
  files: readonly PublishedText[],
  change: (manifest: { layers: Descriptor[] }) => object = (manifest) => manifest,
): Promise<string> {
  const [repository = "", tag = "latest"] = name.split(":");
  const { manifest, blobs } = artifactOf(files, { oci: "1.1", created: "2026-01-02T03:04:05Z", version: "9" });
  const transport = newTransport({});
  try {
    const { signal } = new AbortController();
    const options = { transport, isInsecure: true, signal, logins: async () => undefined };
    const registry = openRegistry(host, options);
    for (const { descriptor, bytes } of blobs) await registry.putBlob(repository, descriptor, bytes);
    const bytes = Buffer.from(JSON.stringify(change(JSON.parse(Buffer.from(manifest.bytes).toString()))));
    await registry.putManifest(repository, tag, { mediaType: manifest.descriptor.mediaType, bytes });
    return digestOf(bytes);
  } finally {
    transport.close();
  }
}

/** One Compose file. */
export const composeFile = (text: string, name = "compose.yaml"): PublishedText => ({ kind: "compose", name, text });
