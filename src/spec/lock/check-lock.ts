/** Whether a lock and a project still belong together, and the project with the digests of its lock. Pure. */
import type { Diagnostic, Place } from "../../core/diagnostics.ts";
import { throwErrors } from "../../core/errors.ts";
import { imageName } from "../../core/image-name.ts";
import type { Project, Service } from "../project.ts";
import { diagnosticOf } from "../tree/report.ts";
import { pathText } from "../tree/tree.ts";
import type { Lock } from "./lock.ts";
import { type ImageUse, lockable } from "./lockable.ts";
import type { LockFile } from "./read-lock.ts";

/** Images that the project uses and the lock lacks, one error for each place that names one. */
export const notLocked = (uses: readonly ImageUse[], lock: Lock): readonly Diagnostic[] =>
  uses
    .filter(({ image }) => !lock.has(image))
    .map(({ image, path, place }) =>
      diagnosticOf("error", "image-not-locked", `${image} is not in the lock file`, {
        path,
        place,
        hint: "run `windlass lock`",
      }),
    );

/** Images in the lock that the project does not use. */
export function lockUnused(uses: readonly ImageUse[], lock: Lock): readonly Diagnostic[] {
  const used = new Set(uses.map(({ image }) => image));
  return [...lock]
    .filter(([image]) => !used.has(image))
    .map(([image, { place }]) =>
      diagnosticOf("error", "lock-unused", `no service uses ${image}`, {
        place,
        hint: "run `windlass lock`: it removes the entry",
      }),
    );
}

/**
 * The project with each image that the lock has by its digest. What the file says stays what it is: `config-hash` is that
 * of the file, and where only the digest was added, nothing has changed.
 * @throws WindlassError `image-not-locked` with every place that names an image which the lock lacks
 */
export function withLock(project: Project, { lock, path, text }: LockFile): Project {
  const uses = lockable(project);
  const sources = new Map([...project.sources, [path, text]]);
  throwErrors(notLocked(uses, lock), sources);
  const locked = new Set(uses.map((use) => pathText(use.path)));
  const places = new Map(
    uses.flatMap((use): [string, Place][] => {
      const place = lock.get(use.image)?.place;
      return place ? [[pathText(use.path), place]] : [];
    }),
  );
  const pinned = (image: string, ...at: (string | number)[]): string => {
    const digest = locked.has(pathText(["services", ...at])) ? lock.get(image)?.digest : undefined;
    return digest === undefined ? image : withDigest(image, digest);
  };
  const services = new Map(
    [...project.services].map(([name, service]) => [name, pinnedService(service, pinned)] as const),
  );
  return {
    ...project,
    services,
    sources,
    placeOf: (at) => places.get(pathText(at)) ?? project.placeOf(at),
  };
}

type Pinned = (image: string, ...at: (string | number)[]) => string;

function pinnedService(service: Service, pinned: Pinned): Service {
  const { name, pullPolicy } = service;
  const image = pinned(service.image, name, "image");
  return {
    ...service,
    image,
    // What a digest stands for never changes: there is nothing newer to bring.
    ...(image !== service.image &&
      (pullPolicy.kind === "always" || pullPolicy.kind === "every") && { pullPolicy: { kind: "missing" } }),
    preStart: service.preStart.map((hook, i) => ({
      ...hook,
      image: hook.image === service.image ? image : pinned(hook.image, name, "pre_start", i, "image"),
    })),
    volumes: service.volumes.map((volume, i) =>
      volume.type === "image" ? { ...volume, source: pinned(volume.source, name, "volumes", i, "source") } : volume,
    ),
  };
}

/** `nginx` → `nginx:latest@sha256:…`: the tag is for who reads it. */
const withDigest = (image: string, digest: string): string =>
  `${image}${imageName(image).tag === undefined ? ":latest" : ""}@${digest}`;
