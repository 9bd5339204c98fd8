/** Images of containers in the words of `images`: table cells and the keys of its JSON. */
import type { ImageFact } from "../../index.ts";
import { decimalSize } from "./sizes.ts";
import { ago } from "./time.ts";

export interface UsedImage {
  /** The container's name. */
  readonly container: string;
  /** As the container was made; an id where the engine has lost the name. */
  readonly reference: string;
  readonly id: string;
  /** Absent where the image is gone. */
  readonly fact?: ImageFact;
}

export const imageHeadings: readonly string[] = [
  "CONTAINER",
  "REPOSITORY",
  "TAG",
  "PLATFORM",
  "IMAGE ID",
  "SIZE",
  "CREATED",
];

const nothing = "<none>";

export function imageRow({ container, reference, id, fact }: UsedImage, nowMs: number): readonly string[] {
  const { repository, tag } = partsOf(reference);
  const created = fact?.createdAt ? ago(fact.createdAt, nowMs) : "N/A";
  const size = decimalSize(fact?.size ?? 0);
  return [container, repository || nothing, tag || nothing, fact?.platform ?? "", shortId(id), size, created];
}

export const imageFieldHeadings: Readonly<Record<string, string>> = {
  ID: "IMAGE ID",
  ContainerName: "CONTAINER",
  Repository: "REPOSITORY",
  Tag: "TAG",
  Platform: "PLATFORM",
  Size: "SIZE",
  Created: "CREATED",
  LastTagTime: "LAST TAGGED",
};

/** Keys of the JSON, and what a template may name. */
export function imageFields({ container, reference, id, fact }: UsedImage): Readonly<Record<string, unknown>> {
  const { repository, tag } = partsOf(reference);
  return {
    ID: id,
    ContainerName: container,
    Repository: repository,
    Tag: tag,
    Platform: fact?.platform ?? "",
    Size: fact?.size ?? 0,
    ...(fact?.createdAt && { Created: fact.createdAt }),
    ...(fact?.taggedAt && { LastTagTime: fact.taggedAt }),
  };
}

/** Twelve letters of an id, as docker's tools shorten it. */
export const shortId = (id: string): string => id.replace(/^[^:]*:/, "").slice(0, 12);

/** `docker.io/library/nginx@sha256:…` has a repository, `nginx`, and no tag; an id has neither; others are `latest`. */
export function partsOf(reference: string): { readonly repository: string; readonly tag: string } {
  if (/^(sha256:)?[0-9a-f]{64}$/.test(reference)) return { repository: "", tag: "" };
  const [name = "", digest] = reference.split("@");
  const [, repository = name, tag] = /^(.*):([^/:]*)$/.exec(name) ?? [];
  const familiar = repository.replace(/^(index\.)?docker\.io\//, "").replace(/^library\//, "");
  return { repository: familiar, tag: tag ?? (digest === undefined ? "latest" : "") };
}
