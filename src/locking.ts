/** The part of the library that keeps digests of images beside a project; loaded when it is used. */
import type { Diagnostic } from "./core/diagnostics.ts";
import type { Engine, RegistryImage } from "./engine/port.ts";
import type { Resolved } from "./observe/registry-images.ts";
import type { Env } from "./registry/transport.ts";
import type { LoadContext } from "./spec/load-request.ts";
import type { Found, LockChange } from "./spec/lock/change-lock.ts";
import type { Lock } from "./spec/lock/lock.ts";
import type { ImageUse } from "./spec/lock/lockable.ts";
import type { Project } from "./spec/project.ts";

export type { RegistryImage, RegistryPlatform } from "./engine/port.ts";
export type { Resolved } from "./observe/registry-images.ts";
export type { Found, LockChange } from "./spec/lock/change-lock.ts";
export type { Lock, LockedImage } from "./spec/lock/lock.ts";
export type { ImageUse } from "./spec/lock/lockable.ts";

/** A project's lock, and whether the two belong together. */
export interface LockState {
  /** Absolute: where the lock file is, or will be. */
  readonly path: string;
  /** Text of the file; absent: there is none. */
  readonly text?: string;
  readonly lock: Lock;
  /** The places of the project that name an image by a tag. */
  readonly uses: readonly ImageUse[];
  /** `image-not-locked` and `lock-unused`, each with its line. */
  readonly misfits: readonly Diagnostic[];
}

/**
 * Reads the lock file beside the project; asks no registry.
 * @param project loaded with all profiles, for a verdict on the whole file
 * @throws WindlassError `lock-invalid` with all that is wrong in it, and what reading a file throws
 */
export async function lockState(project: Project, context: LoadContext): Promise<LockState> {
  const [{ lockPath }, { lockable }, { lockUnused, notLocked }, { readLock }] = await Promise.all([
    import("./spec/lock/lock.ts"),
    import("./spec/lock/lockable.ts"),
    import("./spec/lock/check-lock.ts"),
    import("./spec/lock/read-lock.ts"),
  ]);
  const path = lockPath(project);
  const file = await readLock(path, context);
  const lock: Lock = file?.lock ?? new Map();
  const uses = lockable(project);
  const misfits = [...notLocked(uses, lock), ...lockUnused(uses, lock)];
  return { path, lock, uses, misfits, ...(file && { text: file.text }) };
}

/**
 * The project with each image by the digest that its lock file has.
 * @throws WindlassError `lock-not-found`, `lock-invalid`; `image-not-locked` with every place that names an image which it lacks
 */
export async function lockedProject(project: Project, context: LoadContext): Promise<Project> {
  const [{ lockPath }, { withLock }, { readLock }, { WindlassError }] = await Promise.all([
    import("./spec/lock/lock.ts"),
    import("./spec/lock/check-lock.ts"),
    import("./spec/lock/read-lock.ts"),
    import("./core/errors.ts"),
  ]);
  const path = lockPath(project);
  const file = await readLock(path, context);
  if (file) return withLock(project, file);
  throw new WindlassError("lock-not-found", `there is no lock file ${path}`, { hint: "make it with `windlass lock`" });
}

/** What looking at the registries makes of a lock. @param now milliseconds since the epoch */
export async function lockChanges(
  { lock, uses }: Pick<LockState, "lock" | "uses">,
  found: ReadonlyMap<string, Found>,
  now: number,
): Promise<{ readonly changes: readonly LockChange[]; readonly text: string }> {
  const [{ changed, changesOf }, { lockText }] = await Promise.all([
    import("./spec/lock/change-lock.ts"),
    import("./spec/lock/lock.ts"),
  ]);
  const at = `${new Date(now).toISOString().slice(0, 19)}Z`;
  const changes = changesOf(lock, new Set(uses.map(({ image }) => image)), found, at);
  return { changes, text: lockText(changed(changes)) };
}

/** What images are on their registries, or why that can't be told, by name. */
export async function registryImages(
  images: Iterable<string>,
  engine: Pick<Engine, "resolveImage">,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Resolved>> {
  const observe = await import("./observe/registry-images.ts");
  return observe.registryImages(images, engine, signal);
}

/**
 * The digests of platforms that the engine did not tell, from the indexes on the registries themselves; with docker's logins.
 * @param options.insecure hosts that are reached over plain HTTP
 * @returns the same images; what this machine can't find out stays unknown
 */
export async function withPlatformDigests(
  found: ReadonlyMap<string, RegistryImage>,
  options: { readonly env: Env; readonly insecure: readonly string[]; readonly signal: AbortSignal },
): Promise<ReadonlyMap<string, RegistryImage>> {
  const open = [...found].filter(([, { platforms }]) => platforms.some(({ digest }) => digest === undefined));
  if (open.length === 0) return found;
  const [{ platformDigests }, { dockerLogins }] = await Promise.all([
    import("./registry/platforms.ts"),
    import("./docker/client/docker-login.ts"),
  ]);
  const logins = dockerLogins(options.env);
  const known = await platformDigests(new Map(open.map(([image, { digest }]) => [image, digest])), {
    ...options,
    logins,
  });
  return new Map(
    [...found].map(([image, { digest: index, platforms }]) => {
      const told = platforms.map(({ platform, digest = known.get(image)?.get(platform) }) =>
        digest === undefined ? { platform } : { platform, digest },
      );
      return [image, { digest: index, platforms: told }];
    }),
  );
}
