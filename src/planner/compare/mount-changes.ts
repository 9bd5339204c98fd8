/**
 * Mounts, compared by target. An anonymous volume has whatever name the engine gave it, also when a replacement took
 * it over by that name; and an image's own volumes are nowhere in the file.
 */
import { sameJson } from "../../core/canonical-json.ts";
import { cleanPath } from "../../core/clean-path.ts";
import type { Place } from "../../core/diagnostics.ts";
import { mayBeSame } from "../../core/image-name.ts";
import type { NamedMount } from "../../core/mounts.ts";
import type { Mount } from "../../engine/container-config.ts";
import { isToolLabel, labels } from "../../engine/labels.ts";
import type { ContainerFact, ImageFact, LiveMount } from "../../engine/port.ts";
import type { Change } from "../plan/plan.ts";
import { mountText } from "../wanted/value-text.ts";

type PlaceOf = (attribute: string) => Place | undefined;

export function mountChanges(
  wanted: readonly Mount[],
  live: ContainerFact,
  image: ImageFact | undefined,
  placeOf: PlaceOf,
): Change[] {
  const have = new Map(live.config.mounts.map((mount) => [mount.target, mount]));
  const want = new Map(wanted.map((mount) => [mount.target, mount]));
  const isOurs = live.labels[labels.applied] !== undefined;
  const changed = wanted
    .filter((mount) => !same(mount, have.get(mount.target), isOurs))
    .map((mount) => change(have.get(mount.target), mount, placeOf));
  const dropped = [...have.values()]
    .filter((mount) => !want.has(mount.target) && !isUnnamedVolume(mount, image))
    .map((mount) => change(mount, undefined, placeOf));
  return [...changed, ...dropped];
}

function same(want: Mount, have: Mount | undefined, isOurs: boolean): boolean {
  if (want.type === "volume" && have?.type === "volume") return sameVolume(want, have, isOurs);
  if (want.type === "bind" && have?.type === "bind") return sameBind(want, have, isOurs);
  if (want.type === "image" && have?.type === "image" && isOurs) return sameImage(want, have);
  return have !== undefined && sameJson(want, have);
}

type MountOf<Type extends Mount["type"]> = Extract<Mount, { type: Type }>;

/**
 * What is said for the making of a volume counts no more where one was taken over by its name; and docker compose can't say the
 * SELinux label beside `nocopy`.
 */
function sameVolume(want: MountOf<"volume">, have: MountOf<"volume">, isOurs: boolean): boolean {
  const { source, readOnly, noCopy, subpath } = want;
  if (source === undefined && have.source !== undefined)
    return isAnonymous(have.source) && readOnly === have.readOnly && subpath === have.subpath;
  const own = (volume: MountOf<"volume">): unknown =>
    Object.entries(volume.labels ?? {})
      .filter(([name]) => !isToolLabel(name))
      .sort();
  const isLabelLost = !isOurs && have.noCopy && have.selinux === undefined;
  return (
    source === have.source &&
    (want.selinux === have.selinux || isLabelLost) &&
    readOnly === have.readOnly &&
    noCopy === have.noCopy &&
    subpath === have.subpath &&
    sameJson(own(want), own(have))
  );
}

/** Which image it was, the container's label tells: a digest beside the tag is no difference by itself. */
const sameImage = (want: NamedMount, have: NamedMount): boolean =>
  mayBeSame(want.source, have.source) && sameJson({ ...want, source: "" }, { ...have, source: "" });

/** Whether a missing source was to be made matters once; and docker compose can't always say the SELinux label. */
function sameBind(want: MountOf<"bind">, have: MountOf<"bind">, isOurs: boolean): boolean {
  const inText = have.createHostPath && have.propagation === undefined && have.recursive === undefined;
  const isLost = !isOurs && !inText && have.selinux === undefined;
  return (
    cleanPath(want.source) === cleanPath(have.source) &&
    want.readOnly === have.readOnly &&
    want.propagation === have.propagation &&
    (want.selinux === have.selinux || isLost) &&
    (want.recursive === have.recursive || (want.recursive === "enabled" && have.recursive === undefined))
  );
}

/**
 * A volume that the image asked for, or that a replacement took over from one that did: in no file, and no difference.
 */
const isUnnamedVolume = (mount: Mount, image: ImageFact | undefined): boolean =>
  mount.type === "volume" &&
  (mount.source === undefined
    ? image === undefined || image.volumes.includes(mount.target)
    : isAnonymous(mount.source));

/** The engine names a volume that nobody named by 64 hex digits. */
export const isAnonymous = (volume: string): boolean => /^[0-9a-f]{64}$/.test(volume);

function change(from: Mount | undefined, to: Mount | undefined, placeOf: PlaceOf): Change {
  const field = (to ?? from)?.type === "tmpfs" ? "tmpfs" : "volumes";
  const place = placeOf(field) ?? placeOf("volumes") ?? placeOf("secrets") ?? placeOf("configs");
  return {
    field,
    ...(from && { from: mountText(from) }),
    ...(to && { to: mountText(to) }),
    ...(place && { place }),
  };
}

/**
 * The mounts that a replacement takes over by name, so that their data stays: volumes that no declared name points to,
 * at a target that the file or the image asks for.
 */
export function inheritedMounts(wanted: readonly Mount[], live: ContainerFact, image: ImageFact | undefined): Mount[] {
  const byTarget = new Map(wanted.map((mount) => [mount.target, mount]));
  const imageTargets = new Set(image?.volumes);
  const kept = live.mounts.filter((mount) => {
    const want = byTarget.get(mount.target);
    if (mount.type !== "volume" || !isAnonymous(mount.source)) return false;
    return want === undefined ? imageTargets.has(mount.target) : want.type === "volume" && want.source === undefined;
  });
  const inherit = (mount: LiveMount): Mount => {
    const want = byTarget.get(mount.target);
    const base = want?.type === "volume" ? want : ({ type: "volume", readOnly: false, noCopy: false } as const);
    return { ...base, source: mount.source, target: mount.target };
  };
  const targets = new Set(kept.map((mount) => mount.target));
  return [...wanted.filter((mount) => !targets.has(mount.target)), ...kept.map(inherit)];
}
