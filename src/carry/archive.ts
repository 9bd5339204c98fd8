/**
 * What a project's archive is: a tar that begins with `windlass.json` and `compose.yaml`, and goes on as the archive that docker
 * makes of images. So `docker load` takes it, too. Reading what is in it trusts nothing: whoever made it may be hostile.
 */
import { WindlassError } from "../core/errors.ts";
import { fullName, imageNameHint } from "../core/image-name.ts";

export const manifestName = "windlass.json";
export const composeName = "compose.yaml";
export const format = "windlass-project";
export const formatVersion = 1;

/** What of the machine a project needs beside its images. */
export interface HostNeed {
  readonly kind: "bind" | "config" | "secret" | "variable" | "volume" | "network" | "device" | "provider" | "model";
  /** A path as the carried file has it, or a name. */
  readonly name: string;
  readonly services: readonly string[];
}

export interface CarriedImage {
  /** As the carried file names it. */
  readonly name: string;
  /** On the engine that it was saved from. */
  readonly id: string;
  /** The digest of what its containers run, where that engine tells it apart from the id. */
  readonly content?: string;
  readonly platform: string;
  /** By content, one for each repository that it was pulled from or pushed to. */
  readonly digests: readonly string[];
  /** Bytes. */
  readonly size: number;
  readonly services: readonly string[];
}

/** The content of a config or secret. */
export interface CarriedFile {
  /** In the archive, and below the folder of the carried file: `configs/site`. */
  readonly name: string;
  /** As it was on the machine that it is from; at most 0777. */
  readonly mode: number;
}

export interface Manifest {
  readonly format: typeof format;
  readonly version: typeof formatVersion;
  readonly project: string;
  readonly images: readonly CarriedImage[];
  readonly needs: readonly HostNeed[];
  /** In their order in the archive. */
  readonly files: readonly CarriedFile[];
}

export const manifestText = (manifest: Manifest): string => `${JSON.stringify(manifest, undefined, 2)}\n`;

/** An archive that can't be loaded, and why. */
export const invalidArchive = (why: string, hint = "save the project again"): WindlassError =>
  new WindlassError("archive-invalid", `cannot load the archive: ${why}`, { hint });

/** @throws WindlassError `archive-invalid` */
export function readManifest(bytes: Uint8Array): Manifest {
  const all = fields(json(bytes, manifestName));
  if (all.format !== format) throw invalidArchive(`${manifestName} is not one of Windlass`);
  if (all.version !== formatVersion)
    throw invalidArchive(
      `it has version ${JSON.stringify(all.version)}, and this Windlass reads version ${formatVersion}`,
      "use the Windlass that saved it, or a newer one",
    );
  return {
    format,
    version: formatVersion,
    project: text(all.project),
    images: items(all.images).map((item) => {
      const { name, id, content, platform, digests, size, services } = fields(item);
      const image = text(name);
      if (!isId(image) && imageNameHint(image) !== undefined)
        throw invalidArchive(`${JSON.stringify(image)} is not a valid image name`);
      return {
        name: image,
        id: text(id),
        ...(content !== undefined && { content: text(content) }),
        platform: text(platform),
        digests: items(digests).map(text),
        size: typeof size === "number" ? size : 0,
        services: items(services).map(text),
      };
    }),
    files: items(all.files).map((item) => {
      const { name, mode } = fields(item);
      const file = text(name);
      if (!/^(configs|secrets)\/[\w-][\w.-]*$/.test(file))
        throw invalidArchive(`${JSON.stringify(file)} is not a valid name of a file`);
      return { name: file, mode: typeof mode === "number" ? mode & 0o777 : 0o600 };
    }),
    needs: items(all.needs).map((item) => {
      const { kind, name, services } = fields(item);
      return { kind: text(kind) as HostNeed["kind"], name: text(name), services: items(services).map(text) };
    }),
  };
}

/** An image as docker's own list in the archive has it. */
export interface DockerEntry {
  /** Short references. */
  readonly references: readonly string[];
  /** Of its configuration: what some engines call the image's id. */
  readonly config: string;
}

/** @param bytes docker's `manifest.json` @throws WindlassError `archive-invalid` */
export const readDockerManifest = (bytes: Uint8Array): readonly DockerEntry[] =>
  items(json(bytes, "manifest.json")).map((item) => {
    const { RepoTags, Config } = fields(item);
    const [digest = ""] = /[0-9a-f]{64}/.exec(text(Config)) ?? [];
    return { references: items(RepoTags).map(text), config: `sha256:${digest}` };
  });

/** Digests of the images in an OCI layout's `index.json`, by reference; those without one under an empty text. */
export function readIndex(bytes: Uint8Array): readonly (readonly [reference: string, digest: string])[] {
  return items(fields(json(bytes, "index.json")).manifests).map((item) => {
    const { digest, annotations } = fields(item);
    return [text(fields(annotations)["io.containerd.image.name"]), text(digest)];
  });
}

/** Two names that mean the same image are equal so. */
export const inFull = (name: string): string => (isId(name) ? name : fullName(name));

export const isId = (reference: string): boolean => /^(sha256:)?[0-9a-f]{64}$/.test(reference);

function json(bytes: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw invalidArchive(`${name} in it is not valid JSON`);
  }
}

const fields = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
