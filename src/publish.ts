/**
 * `publish` on one screen: a project → what of it is published, and what speaks against that → an artifact in a registry, and with
 * it, if that is asked for, its images. The CLI asks the user between the two.
 */
import { imageName } from "./core/image-name.ts";
import type { Logins } from "./registry/authorization.ts";
import { openRegistry, RefusedByRegistry, type Registry } from "./registry/client.ts";
import {
  type Artifact,
  applicationIndex,
  artifactOf,
  type Blob,
  type OciVersion,
} from "./registry/compose-artifact.ts";
import { copyImage } from "./registry/copy.ts";
import type { Descriptor } from "./registry/descriptor.ts";
import { type Reference, referenceIn } from "./registry/reference.ts";
import { type Env, newTransport } from "./registry/transport.ts";
import type { Project } from "./spec/project.ts";
import type { PublishedFile } from "./spec/publish/publication.ts";
import { yamlText } from "./spec/render/render.ts";

export interface PublishOptions {
  /** `ghcr.io/me/shop:1` */
  readonly name: string;
  /** Absent: 1.1, and 1.0 for a registry that does not take it. */
  readonly ociVersion?: OciVersion;
  /** The images' digests are published, too: who uses the project gets these very images. */
  readonly digests: boolean;
  /** The images themselves are copied into the repository. */
  readonly images: boolean;
  /** Hosts that are reached over plain HTTP. */
  readonly insecureRegistries: readonly string[];
}

export interface PublishIo {
  /** SOURCE_DATE_EPOCH: the time that the artifact bears; and what the registry's connections read. */
  readonly env: Env;
  readonly logins: Logins;
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly wallMs: () => number;
  /** Of the tool that publishes. */
  readonly version: string;
}

export interface Published {
  /** Of the artifact. */
  readonly digest: string;
  /** Of the index of its images. */
  readonly index?: string;
}

/**
 * @param files what publicationOf gave
 * Rejects with `registry-unreachable`, `registry-failed`, `login-needed`, `usage`; or with the signal's reason.
 */
export async function publish(
  project: Project,
  files: readonly PublishedFile[],
  options: PublishOptions,
  io: PublishIo,
): Promise<Published> {
  const target = referenceIn(options.name);
  const transport = newTransport(io.env);
  try {
    const registries = new Map<string, Registry>();
    const at = (host: string): Registry => {
      const isInsecure = options.insecureRegistries.includes(host);
      const known = registries.get(host) ?? openRegistry(host, { ...io, transport, isInsecure });
      registries.set(host, known);
      return known;
    };
    const images = options.digests || options.images ? await digestsOf(project, at) : undefined;
    const all = images ? [...files, digestsFile(images)] : files;
    const artifact = await pushed(all, target, at(target.host), options.ociVersion, io);
    const { digest } = artifact;
    if (!options.images || images === undefined) return { digest };
    const index = await pushedImages([...images.values()], artifact, target, at, io);
    return { digest, index };
  } finally {
    transport.close();
  }
}

/** Service → its image, with the digest that its registry has for it now. */
async function digestsOf(
  { services }: Project,
  at: (host: string) => Registry,
): Promise<ReadonlyMap<string, { readonly image: string; readonly reference: Reference }>> {
  const found = new Map<string, { readonly image: string; readonly reference: Reference }>();
  for (const [name, { image, provider }] of services) {
    if (provider) continue;
    const reference = referenceIn(image);
    const { host, repository, tag } = reference;
    const digest = reference.digest ?? (await at(host).manifest(repository, tag)).digest;
    const tagged = imageName(image).digest === undefined ? `:${tag}` : "";
    found.set(name, { image: `${host}/${repository}${tagged}@${digest}`, reference: { ...reference, digest } });
  }
  return found;
}

function digestsFile(images: ReadonlyMap<string, { readonly image: string }>): PublishedFile {
  const services = new Map([...images].map(([name, { image }]) => [name, new Map([["image", image]])]));
  const text = yamlText(new Map([["services", services]]), true);
  return { kind: "compose", name: "image-digests.yaml", text };
}

async function pushed(
  files: readonly PublishedFile[],
  { repository, tag }: Reference,
  registry: Registry,
  asked: OciVersion | undefined,
  { env, wallMs, version }: PublishIo,
): Promise<Descriptor> {
  const { SOURCE_DATE_EPOCH: epoch } = env;
  const created = new Date(epoch ? Number(epoch) * 1_000 : wallMs()).toISOString().replace(/\.\d+Z$/, "Z");
  const push = async (oci: OciVersion): Promise<Descriptor> => {
    const { manifest, blobs }: Artifact = artifactOf(files, { oci, created, version });
    for (const blob of new Map(blobs.map((one) => [one.descriptor.digest, one])).values())
      if (!(await registry.hasBlob(repository, blob.descriptor.digest)))
        await registry.putBlob(repository, blob.descriptor, blob.bytes);
    await putManifest(registry, repository, tag, manifest);
    return manifest.descriptor;
  };
  if (asked !== undefined) return push(asked);
  try {
    return await push("1.1");
  } catch (error) {
    if (!(error instanceof RefusedByRegistry) || error.status >= 500) throw error;
    return push("1.0");
  }
}

const putManifest = (registry: Registry, repository: string, reference: string, { descriptor, bytes }: Blob) =>
  registry.putManifest(repository, reference, { mediaType: descriptor.mediaType, bytes });

/** The images in the repository, and an index of them that says of which artifact they are. @returns its digest */
async function pushedImages(
  images: readonly { readonly reference: Reference }[],
  artifact: Descriptor,
  { host, repository }: Reference,
  at: (host: string) => Registry,
  { version }: PublishIo,
): Promise<string> {
  const registry = at(host);
  const copies: Descriptor[] = [];
  for (const { reference } of images) {
    const from = { registry: at(reference.host), repository: reference.repository };
    copies.push(await copyImage(from, reference.digest ?? reference.tag, { registry, repository }));
  }
  const index = applicationIndex(copies, artifact, version);
  await putManifest(registry, repository, index.descriptor.digest, index);
  return index.descriptor.digest;
}
