/**
 * Projects that registries hold, brought to this disk: each under its digest in the user's cache, and verified against it on every
 * use, so that a project that is named by its digest needs no network a second time. What may become of its files is for others to judge.
 */
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { WindlassError } from "../core/errors.ts";
import type { Logins } from "./authorization.ts";
import { openRegistry, type Registry } from "./client.ts";
import { contentOf, invalid, type Layer } from "./compose-artifact.ts";
import { type Descriptor, digestOf } from "./descriptor.ts";
import { type Reference, referenceIn } from "./reference.ts";
import { type Env, newTransport } from "./transport.ts";

export interface ProjectsOptions {
  /** XDG_CACHE_HOME, COMPOSE_EXPERIMENTAL_OCI_REMOTE; and what newTransport reads. */
  readonly env: Env;
  readonly home: string | undefined;
  readonly logins: Logins;
  /** Hosts of registries that are spoken to over plain HTTP. */
  readonly insecure: readonly string[];
  readonly signal: AbortSignal;
}

export interface StoredProject {
  /** Absolute: its Compose file, with the documents of all its files. */
  readonly path: string;
  /** Absolute: holds all that it brought, and nothing else. */
  readonly folder: string;
  readonly digest: string;
}

/** Of all files of a project together. */
const mostMebibytes = 64;

/**
 * @param text the name, without `oci://`
 * Rejects with `artifact-invalid`, `registry-unreachable`, `registry-failed`, `login-needed`, `usage`; or the signal's reason.
 */
export async function storedProject(text: string, options: ProjectsOptions): Promise<StoredProject> {
  const { env, home, insecure, signal, logins } = options;
  if (/^(0|f|false)$/i.test(env.COMPOSE_EXPERIMENTAL_OCI_REMOTE ?? ""))
    throw new WindlassError("registry-failed", "it is switched off by COMPOSE_EXPERIMENTAL_OCI_REMOTE");
  const reference = referenceIn(text);
  const transport = newTransport(env);
  try {
    const isInsecure = insecure.includes(reference.host);
    const registry = openRegistry(reference.host, { transport, logins, isInsecure, signal });
    const cache = new Cache(cacheFolder(env, home));
    return await brought(reference, "it", registry, cache);
  } finally {
    transport.close();
  }
}

async function brought(reference: Reference, called: string, registry: Registry, cache: Cache): Promise<StoredProject> {
  const { repository, tag, digest: wanted } = reference;
  const manifestAt = async (digest: string): Promise<Uint8Array> =>
    cache.get(digest, async () => (await registry.manifest(repository, digest)).bytes);
  const found = wanted === undefined ? await registry.manifest(repository, tag) : undefined;
  const digest = wanted ?? found?.digest ?? "";
  const manifest = await cache.get(digest, async () => found?.bytes ?? manifestAt(digest));
  let content = contentOf(manifest, called);
  if (content.kind === "index") content = contentOf(await manifestAt(content.artifact.digest), called);
  if (content.kind === "index") throw invalid(called, "is an index of indexes; it holds no Compose project");
  const size = content.layers.reduce((sum, { descriptor }) => sum + descriptor.size, 0);
  if (size > mostMebibytes << 20) throw invalid(called, `has more than ${mostMebibytes} MiB of files`);
  const texts: { layer: Layer; bytes: Uint8Array }[] = [];
  for (const layer of content.layers)
    texts.push({ layer, bytes: await bytesOfLayer(layer.descriptor, called, repository, registry, cache) });
  const folder = join(cache.folder, "projects", digest.replace("sha256:", ""), nameOf(repository));
  const files = new Map(texts.flatMap(({ layer, bytes }) => (layer.kind === "compose" ? [] : [[layer.name, bytes]])));
  const documents = texts.flatMap(({ layer, bytes }) => (layer.kind === "compose" ? [bytes] : []));
  files.set("compose.yaml", joined(documents));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const [name, bytes] of files) await written(join(folder, name), bytes);
  return { path: join(folder, "compose.yaml"), folder, digest };
}

/** A layer may be within the manifest: that is then what its digest says, as it must be elsewhere. */
async function bytesOfLayer(
  descriptor: Descriptor,
  called: string,
  repository: string,
  registry: Registry,
  cache: Cache,
): Promise<Uint8Array> {
  const { digest, size, data } = descriptor;
  if (data === undefined) return cache.get(digest, () => registry.blob(repository, descriptor));
  const bytes = Buffer.from(data, "base64");
  if (bytes.length === size && digestOf(bytes) === digest) return bytes;
  throw invalid(called, `has a layer that is not what its digest says: ${digest}`, {
    hint: "ask who published it, and do not use it until then",
  });
}

/** Documents of one file: those of a later file merge over those of an earlier one. */
const joined = (documents: readonly Uint8Array[]): Uint8Array =>
  Buffer.concat(documents.flatMap((one, index) => (index === 0 ? [one] : [Buffer.from("\n---\n"), one])));

/** The last part of the repository: the project is called by it where nothing else names it. */
const nameOf = (repository: string): string => repository.split("/").at(-1) || "project";

function cacheFolder(env: Env, home: string | undefined): string {
  const base = env.XDG_CACHE_HOME || (home && join(home, ".cache"));
  if (base) return join(base, "windlass", "oci");
  throw new WindlassError("registry-failed", "there is no cache folder", { hint: "set XDG_CACHE_HOME or HOME" });
}

/** Content by its digest. What is there and is not what its name says is brought again. */
class Cache {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  async get(digest: string, bring: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const path = join(this.folder, "blobs", digest.replace(":", "-"));
    const kept = await readFile(path).catch(() => undefined);
    if (kept !== undefined && digestOf(kept) === digest) return kept;
    const bytes = await bring();
    await mkdir(join(this.folder, "blobs"), { recursive: true, mode: 0o700 });
    await written(path, bytes);
    return bytes;
  }
}

/** The file with these bytes, never half of it; a link in its place is replaced. */
async function written(path: string, bytes: Uint8Array): Promise<void> {
  const kept = await readFile(path).catch(() => undefined);
  if (kept !== undefined && Buffer.compare(kept, bytes) === 0) return;
  const aside = `${path}.${process.pid}.new`;
  try {
    await writeFile(aside, bytes, { mode: 0o600 });
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}
