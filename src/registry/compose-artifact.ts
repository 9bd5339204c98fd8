/**
 * A project as an artifact of a registry, as docker compose makes and reads it: a manifest whose layers are the project's files, each
 * of them also within the manifest. Both ways, pure.
 */
import { WindlassError } from "../core/errors.ts";
import { manifestTypes } from "./client.ts";
import { type Descriptor, descriptorIn, digestOf } from "./descriptor.ts";

export type OciVersion = "1.0" | "1.1";

/** A file of a published project. */
export interface ArtifactFile {
  /**
   * "compose": one of the project's own files, a later one merges over an earlier · "extends": a file that another one extends
   * · "env": an env file
   */
  readonly kind: "compose" | "extends" | "env";
  /** Without a folder. */
  readonly name: string;
}

export interface Layer extends ArtifactFile {
  readonly descriptor: Descriptor;
}

export interface Blob {
  readonly descriptor: Descriptor;
  readonly bytes: Uint8Array;
}

export interface Artifact {
  readonly manifest: Blob;
  /** What must be in the repository before the manifest. */
  readonly blobs: readonly Blob[];
}

export const projectType = "application/vnd.docker.compose.project";
const composeType = "application/vnd.docker.compose.file+yaml";
const envType = "application/vnd.docker.compose.envfile";
const emptyTypes = {
  "1.0": "application/vnd.docker.compose.config.empty.v1+json",
  "1.1": "application/vnd.oci.empty.v1+json",
} as const;

const annotationOf = {
  compose: "com.docker.compose.file",
  extends: "com.docker.compose.file",
  env: "com.docker.compose.envfile",
};
const extendsAnnotation = "com.docker.compose.extends";
export const versionAnnotation = "com.docker.compose.version";

/** @param created RFC 3339. @param version of the tool that publishes */
export function artifactOf(
  files: readonly (ArtifactFile & { readonly text: string })[],
  { oci, created, version }: { readonly oci: OciVersion; readonly created: string; readonly version: string },
): Artifact {
  const config = blobOf(emptyTypes[oci], Buffer.from("{}"));
  const layers = files.map(({ kind, name, text }) =>
    blobOf(kind === "env" ? envType : composeType, Buffer.from(text), {
      ...(kind === "extends" && { [extendsAnnotation]: "true" }),
      [annotationOf[kind]]: name,
      [versionAnnotation]: version,
    }),
  );
  const json = JSON.stringify({
    schemaVersion: 2,
    mediaType: manifestTypes.image,
    ...(oci === "1.1" && { artifactType: projectType }),
    config: config.descriptor,
    layers: layers.map(({ descriptor }) => descriptor),
    annotations: { "org.opencontainers.image.created": created },
  });
  const bytes = Buffer.from(json);
  const { data: _, ...named } = blobOf(manifestTypes.image, bytes, { [versionAnnotation]: version }).descriptor;
  const descriptor = { ...named, ...(oci === "1.1" && { artifactType: projectType }) };
  return { manifest: { descriptor, bytes }, blobs: [config, ...layers] };
}

function blobOf(mediaType: string, bytes: Buffer, annotations?: Readonly<Record<string, string>>): Blob {
  const digest = digestOf(bytes);
  const data = bytes.toString("base64");
  return { descriptor: { mediaType, digest, size: bytes.length, ...(annotations && { annotations }), data }, bytes };
}

/** All images of a published project under one name, beside the artifact that it is about. */
export function applicationIndex(images: readonly Descriptor[], artifact: Descriptor, version: string): Blob {
  const annotations = { [versionAnnotation]: version };
  const bytes = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: manifestTypes.index,
      manifests: images,
      subject: artifact,
      annotations,
    }),
  );
  const descriptor = { mediaType: manifestTypes.index, digest: digestOf(bytes), size: bytes.length, annotations };
  return { descriptor: { ...descriptor, artifactType: projectType }, bytes };
}

/** What a manifest leads to: the files of a project; or, of an index, the manifest of one. */
export type Content =
  | { readonly kind: "project"; readonly layers: readonly Layer[] }
  | { readonly kind: "index"; readonly artifact: Descriptor };

/**
 * Layers of other kinds are left out.
 * @param called what messages call it. @throws WindlassError `artifact-invalid`
 */
export function contentOf(manifest: Uint8Array, called: string): Content {
  const { mediaType, artifactType, config, layers, manifests, subject } = objectIn(manifest, called);
  if (mediaType === manifestTypes.index || Array.isArray(manifests)) {
    const all = [...(Array.isArray(manifests) ? manifests : []), subject].map(descriptorIn);
    const artifact = all.find((one) => one?.artifactType === projectType);
    if (artifact === undefined) throw invalid(called, "is an index of images; it holds no Compose project");
    return { kind: "index", artifact };
  }
  const type = artifactType || (config as { mediaType?: unknown } | undefined)?.mediaType;
  if (type !== projectType && (artifactType || type !== emptyTypes["1.0"]))
    throw invalid(called, `is not a Compose project, but ${typeof type === "string" ? type : "something else"}`);
  const found = (Array.isArray(layers) ? layers : []).flatMap((layer: unknown): readonly Layer[] => {
    const descriptor = descriptorIn(layer);
    if (descriptor === undefined) throw invalid(called, "has a layer without a valid digest and size");
    const file = fileIn(descriptor, called);
    return file ? [{ ...file, descriptor }] : [];
  });
  if (!found.some(({ kind }) => kind === "compose")) throw invalid(called, "holds no Compose file");
  return { kind: "project", layers: found };
}

function fileIn({ mediaType, annotations = {} }: Descriptor, called: string): ArtifactFile | undefined {
  if (mediaType === composeType) {
    const kind = annotations[extendsAnnotation] === undefined ? "compose" : "extends";
    const name = annotations[annotationOf[kind]] ?? (kind === "compose" ? "compose.yaml" : "");
    return { kind, name: kind === "compose" ? name : fileName(name, called) };
  }
  return mediaType === envType
    ? { kind: "env", name: fileName(annotations[annotationOf.env] ?? "", called) }
    : undefined;
}

/** It becomes a file beside the project's own, and may be none of those that mean something there. */
function fileName(name: string, called: string): string {
  if (/^\w[\w.-]*$/.test(name) && !/^(docker-)?compose(\.override)?\.ya?ml$/i.test(name)) return name;
  throw invalid(called, `has a layer for the file ${JSON.stringify(name.slice(0, 200))}`, {
    hint: "such a layer may only be a file beside the project's own; ask who published it, and do not use it until then",
  });
}

function objectIn(manifest: Uint8Array, called: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(manifest).toString());
    if (typeof value === "object" && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch {}
  throw invalid(called, "has a manifest that is not valid JSON");
}

export const invalid = (called: string, why: string, details: { readonly hint?: string } = {}): WindlassError =>
  new WindlassError("artifact-invalid", `${called} ${why}`, {
    hint: "`publish` makes a Compose project of a registry; an image is used by `image:`",
    ...details,
  });
