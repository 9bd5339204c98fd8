/** What a new look at the registries makes of a lock. Pure. */
import type { Lock, LockedImage } from "./lock.ts";

export interface LockChange {
  readonly image: string;
  /** `platforms`: the same digest, and more is known of what is in it. */
  readonly kind: "added" | "moved" | "platforms" | "removed" | "kept";
  readonly from?: LockedImage;
  readonly to?: LockedImage;
}

/** What a registry says of an image. */
export type Found = Pick<LockedImage, "digest" | "platforms">;

/**
 * @param used images that the project uses: what else is in the lock goes
 * @param found by image; one that is not among them stays as it is
 * @param now in UTC, `2026-01-31T18:30:00Z`: an entry that does not change keeps its own
 * @returns by image
 */
export function changesOf(
  lock: Lock,
  used: ReadonlySet<string>,
  found: ReadonlyMap<string, Found>,
  now: string,
): readonly LockChange[] {
  const images = [...new Set([...lock.keys(), ...found.keys()])].sort();
  return images.flatMap((image): LockChange[] => {
    const from = lock.get(image);
    const is = found.get(image);
    if (from && !used.has(image)) return [{ image, kind: "removed", from }];
    if (is === undefined) return from ? [{ image, kind: "kept", from, to: from }] : [];
    if (from === undefined) return [{ image, kind: "added", to: { ...is, checkedAt: now } }];
    if (from.digest !== is.digest) return [{ image, kind: "moved", from, to: { ...is, checkedAt: now } }];
    const platforms = merged(from.platforms, is.platforms);
    const kind = platforms.some((one, i) => one.digest !== from.platforms[i]?.digest) ? "platforms" : "kept";
    return [{ image, kind, from, to: kind === "kept" ? from : { ...from, platforms, checkedAt: now } }];
  });
}

/** The lock that the changes make. */
export const changed = (changes: readonly LockChange[]): Lock =>
  new Map(changes.flatMap(({ image, to }) => (to ? [[image, to] as const] : [])));

/** A digest never stands for anything else, so what somebody has seen of it once is still so. */
function merged(was: LockedImage["platforms"], is: LockedImage["platforms"]): LockedImage["platforms"] {
  const known = new Map([...is, ...was].map((one) => [one.platform, one.digest]));
  for (const { platform, digest } of is) if (digest !== undefined) known.set(platform, digest);
  return [...known]
    .map(([platform, digest]) => (digest === undefined ? { platform } : { platform, digest }))
    .sort((a, b) => (a.platform < b.platform ? -1 : 1));
}
