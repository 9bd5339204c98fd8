/**
 * A project's archive: its images as the engine packs them, behind what says which they are and the file that runs them. Nothing
 * is kept on this machine on the way, so an archive may be as large as it likes.
 */
import type { Diagnostic } from "../core/diagnostics.ts";
import { throwErrors } from "../core/errors.ts";
import { imageName } from "../core/image-name.ts";
import type { Engine, ImageFact } from "../engine/port.ts";
import { tarHead } from "../host/tar-head.ts";
import type { Project } from "../spec/project.ts";
import { type Carried, carriedYaml } from "../spec/render/carried.ts";
import {
  type CarriedImage,
  composeName,
  format,
  formatVersion,
  isId,
  type Manifest,
  manifestName,
  manifestText,
} from "./archive.ts";
import { fileName, readFiles } from "./files.ts";
import { needsOf } from "./needs.ts";

export interface SaveIo {
  readonly engine: Pick<Engine, "findImage" | "saveImages">;
  readonly signal: AbortSignal;
}

export interface SaveOptions {
  /** Of images that have several, which one; absent: all that are there. */
  readonly platform?: string;
  /** Whether the contents of config and secret files are in the archive, too. */
  readonly withFiles?: boolean;
}

export interface SavedProject extends Pick<Manifest, "images" | "needs"> {
  /** About so many bytes: layers that images share are counted with each of them. */
  readonly atMost: number;
  /** Asks the engine, and gives the archive as it comes. */
  readonly chunks: () => AsyncIterable<Uint8Array>;
}

/** @throws WindlassError `image-missing` with each image that the engine does not have, and its line; what reading files throws */
export async function saveProject(
  project: Project,
  { platform, withFiles = false }: SaveOptions,
  { engine, signal }: SaveIo,
): Promise<SavedProject> {
  const uses = usesOf(project);
  const found = new Map<string, ImageFact | undefined>();
  await Promise.all(
    [...new Set(uses.map(({ reference }) => reference))].map(async (reference) =>
      found.set(reference, await engine.findImage(reference, platform, signal)),
    ),
  );
  const missing = uses.filter(({ reference }) => found.get(reference) === undefined);
  throwErrors(
    missing.map((use) => missingImage(project, use, platform)),
    project.sources,
  );
  const images = new Map<string, CarriedImage>();
  for (const { reference, service } of uses) {
    const fact = found.get(reference);
    if (fact === undefined) continue;
    const { id, content, digests = [], size } = fact;
    const services = new Set([...(images.get(reference)?.services ?? []), service]);
    const name = carriedName(reference);
    const own = { id, ...(content !== undefined && { content }), platform: fact.platform, digests, size };
    images.set(reference, { name, ...own, services: [...services] });
  }
  const carried = [...images.values()];
  const files = withFiles ? await readFiles(project, signal) : [];
  const needs = needsOf(project).filter(({ kind }) => !(withFiles && (kind === "config" || kind === "secret")));
  // An image goes by its name, which an id loses; one that is named by its content has no other.
  const asked = [...images].map(([reference, { id }]) => (carriedName(reference) === reference ? reference : id));
  const names = new Set(files.map(({ name }) => name));
  const fileOf: Carried["fileOf"] = (section, key) =>
    names.has(fileName(section, key)) ? fileName(section, key) : undefined;
  const manifest: Manifest = {
    format,
    version: formatVersion,
    project: project.name,
    images: carried,
    needs,
    files: files.map(({ name, mode }) => ({ name, mode })),
  };
  const head = async (): Promise<Uint8Array> =>
    tarHead([
      { name: manifestName, content: manifestText(manifest) },
      { name: composeName, content: carriedYaml(project, { nameOf: carriedName, fileOf }) },
      ...files.map(({ name, bytes }) => ({ name, content: bytes })),
    ]);
  return {
    images: carried,
    needs,
    atMost: carried.reduce((sum, { size }) => sum + size, 0),
    async *chunks() {
      const archive = await engine.saveImages([...new Set(asked)], platform, signal);
      yield await head();
      yield* archive;
    },
  };
}

/** `nginx:1.27@sha256:ab…` as `nginx:1.27-ab…`: what is loaded from an archive is known by a tag, and not by its content. */
export function carriedName(reference: string): string {
  const { tag, digest } = imageName(reference);
  if (digest === undefined || isId(reference)) return reference;
  const name = reference.slice(0, reference.indexOf("@"));
  const repository = tag === undefined ? name : name.slice(0, -tag.length - 1);
  const short = digest.replace(/^.*:/, "").slice(0, 12);
  return `${repository}:${tag === undefined ? short : `${tag}-${short}`}`;
}

/** An image that a service asks for. */
interface Use {
  readonly reference: string;
  readonly service: string;
  readonly path: readonly (string | number)[];
  readonly isBuilt: boolean;
}

function usesOf({ services }: Project): readonly Use[] {
  return [...services.values()].flatMap(({ name: service, image, build, provider, preStart, volumes }) => {
    if (provider !== undefined) return [];
    const path = ["services", service];
    return [
      {
        reference: image,
        service,
        path: [...path, build === undefined ? "image" : "build"],
        isBuilt: build !== undefined,
      },
      ...preStart.flatMap((hook, index): Use[] =>
        hook.image === image
          ? []
          : [{ reference: hook.image, service, path: [...path, "pre_start", index, "image"], isBuilt: false }],
      ),
      ...volumes.flatMap((mount, index): Use[] =>
        mount.type === "image"
          ? [{ reference: mount.source, service, path: [...path, "volumes", index, "source"], isBuilt: false }]
          : [],
      ),
    ];
  });
}

function missingImage(
  project: Project,
  { reference, service, path, isBuilt }: Use,
  platform: string | undefined,
): Diagnostic {
  const place = project.placeOf(path);
  const what = platform === undefined ? "" : ` for ${platform}`;
  return {
    code: "image-missing",
    severity: "error",
    message: `the engine does not have the image ${reference} of service "${service}"${what}`,
    path: path.join("."),
    ...(place && { place }),
    hint: isBuilt ? `build it first: windlass build ${service}` : `pull it first: windlass pull ${service}`,
  };
}
