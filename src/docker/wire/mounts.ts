/**
 * Mounts on the wire: three lists of HostConfig. Which mount goes into which is as docker compose does it, so that both
 * tools ask for the same thing and get the same back. What an older engine does not know of is refused by the plan.
 */

import { defined } from "../../core/defined.ts";
import { apiAtLeast, apiOfCreateMountpoint } from "../../engine/api-version.ts";
import { canonicalMounts } from "../../engine/canonical.ts";
import type { Mount } from "../../engine/container-config.ts";
import { type JsonRecord, list, number, orAbsent, record, text, textRecord, texts } from "./json.ts";

type MountOf<Type extends Mount["type"]> = Extract<Mount, { type: Type }>;

/** HostConfig's `Binds`, `Mounts` and `Tmpfs`. */
export function encodeMounts(mounts: readonly Mount[], api: string): JsonRecord {
  const binds = mounts.map((mount) => asText(mount, api)).filter((bind) => bind !== undefined);
  const rest = mounts.filter((mount) => mount.type !== "tmpfs" && asText(mount, api) === undefined);
  const tmpfs = mounts.filter((mount) => mount.type === "tmpfs");
  return {
    ...(binds.length > 0 && { Binds: binds }),
    ...(rest.length > 0 && { Mounts: rest.map(asMount) }),
    ...(tmpfs.length > 0 && { Tmpfs: Object.fromEntries(tmpfs.map(({ target, options }) => [target, options])) }),
  };
}

/** The text form, where it can say all; it can't say a source with a colon. */
function asText(mount: Mount, api: string): string | undefined {
  if (mount.type !== "bind" && mount.type !== "volume") return undefined;
  const { source, target, readOnly } = mount;
  if (source === undefined || source.includes(":") || target.includes(":")) return undefined;
  const options = mount.type === "bind" ? bindText(mount, api) : volumeText(mount);
  return options && [source, target, [readOnly ? "ro" : "rw", ...options].join()].join(":");
}

/** What follows `rw`. Docker compose loses the SELinux label beside `nocopy`: only the text can say both. */
function volumeText({ noCopy, selinux, subpath, labels }: MountOf<"volume">): string[] | undefined {
  if (subpath !== undefined || labels !== undefined || (noCopy && selinux === undefined)) return undefined;
  return [selinux, noCopy ? "nocopy" : undefined].filter((option) => option !== undefined);
}

/**
 * What follows `rw`. Docker compose loses the SELinux label where it takes the other form for the sake of propagation:
 * only the text can say both. And before `CreateMountpoint` only the text made a missing source.
 */
function bindText(
  { createHostPath, propagation, selinux, recursive }: MountOf<"bind">,
  api: string,
): string[] | undefined {
  if (recursive !== undefined) return undefined;
  const options = [propagation, selinux].filter((option) => option !== undefined);
  const isPlain = createHostPath && propagation === undefined;
  const isOldWay = createHostPath && !apiAtLeast(api, apiOfCreateMountpoint);
  return isPlain || selinux !== undefined || isOldWay ? options : undefined;
}

function asMount(mount: Mount): JsonRecord {
  const base = {
    Type: mount.type === "tmpfs-mount" ? "tmpfs" : mount.type,
    ...("source" in mount && mount.source !== undefined && { Source: mount.source }),
    Target: mount.target,
    ReadOnly: mount.type !== "tmpfs" && mount.readOnly,
  };
  switch (mount.type) {
    case "bind":
      return { ...base, BindOptions: bindOptions(mount) };
    case "volume": {
      const { noCopy, subpath, labels } = mount;
      return { ...base, VolumeOptions: defined({ NoCopy: noCopy || undefined, Subpath: subpath, Labels: labels }) };
    }
    case "tmpfs-mount":
      return { ...base, TmpfsOptions: defined({ SizeBytes: mount.size, Mode: mount.mode }) };
    case "image":
      return { ...base, ...(mount.subpath !== undefined && { ImageOptions: { Subpath: mount.subpath } }) };
    default:
      return base;
  }
}

function bindOptions({ createHostPath, propagation, recursive }: MountOf<"bind">): JsonRecord {
  return defined({
    Propagation: propagation,
    CreateMountpoint: createHostPath || undefined,
    NonRecursive: recursive === "disabled" || undefined,
    ReadOnlyNonRecursive: recursive === "writable" || undefined,
    ReadOnlyForceRecursive: recursive === "readonly" || undefined,
  });
}

/** HostConfig's three lists, read; in canonical order. */
export function decodeMounts(host: JsonRecord): readonly Mount[] {
  const tmpfs = Object.entries(record(host.Tmpfs)).map(
    ([target, options]): Mount => ({ type: "tmpfs", target, options: text(options) }),
  );
  return canonicalMounts([
    ...texts(host.Binds).map(fromText),
    ...list(host.Mounts).flatMap((mount) => fromMount(record(mount))),
    ...tmpfs,
  ]);
}

function fromText(bind: string): Mount {
  const [source = "", target = "", mode = ""] = bind.split(":");
  const options = mode.split(",");
  const readOnly = options.includes("ro");
  const selinux = options.find((option) => option === "z" || option === "Z");
  if (!source.startsWith("/"))
    return { type: "volume", source, target, readOnly, noCopy: options.includes("nocopy"), ...defined({ selinux }) };
  const propagation = options.find((option) => /^r?(shared|slave|private)$/.test(option));
  return { type: "bind", source, target, readOnly, createHostPath: true, ...defined({ propagation, selinux }) };
}

function fromMount(mount: JsonRecord): Mount[] {
  const source = text(mount.Source);
  const base = { target: text(mount.Target), readOnly: mount.ReadOnly === true };
  switch (mount.Type) {
    case "bind":
      return [{ type: "bind", source, ...base, ...fromBindOptions(record(mount.BindOptions)) }];
    case "volume": {
      const { NoCopy, Subpath, Labels } = record(mount.VolumeOptions);
      const labels = ownLabels(Labels);
      const optional = defined({ source: source || undefined, subpath: orAbsent(Subpath), labels });
      return [{ type: "volume", ...base, noCopy: NoCopy === true, ...optional }];
    }
    case "tmpfs": {
      const { SizeBytes, Mode } = record(mount.TmpfsOptions);
      const optional = defined({ size: number(SizeBytes) || undefined, mode: number(Mode) || undefined });
      return [{ type: "tmpfs-mount", ...base, ...optional }];
    }
    case "image": {
      const subpath = orAbsent(record(mount.ImageOptions).Subpath);
      return [{ type: "image", source, ...base, ...defined({ subpath }) }];
    }
    case "npipe":
    case "cluster":
      return [{ type: mount.Type, source, ...base }];
    default:
      return [];
  }
}

function fromBindOptions(options: JsonRecord): Pick<MountOf<"bind">, "createHostPath" | "propagation" | "recursive"> {
  const recursive = recursions.find(([name]) => options[name] === true)?.[1];
  const propagation = orAbsent(options.Propagation);
  return { createHostPath: options.CreateMountpoint === true, ...defined({ propagation, recursive }) };
}

const recursions = [
  ["NonRecursive", "disabled"],
  ["ReadOnlyNonRecursive", "writable"],
  ["ReadOnlyForceRecursive", "readonly"],
] as const;

/** Without the mark that the engine puts on volumes that nobody named. */
function ownLabels(raw: unknown): Readonly<Record<string, string>> | undefined {
  const { "com.docker.volume.anonymous": _, ...labels } = textRecord(raw);
  return Object.keys(labels).length > 0 ? labels : undefined;
}
