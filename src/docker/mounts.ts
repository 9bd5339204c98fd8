/**
 * Mounts on the wire: three lists of HostConfig. Which mount goes into which is as docker compose does it, so that both
 * tools ask for the same thing and get the same back.
 */

import { apiAtLeast, apiOfVolumeSubpath, tooOld } from "../engine/api-version.ts";
import { canonicalMounts } from "../engine/canonical.ts";
import type { Mount } from "../engine/container-config.ts";
import { defined, type JsonRecord, list, number, orAbsent, record, text, texts } from "./json.ts";

type MountOf<Type extends Mount["type"]> = Extract<Mount, { type: Type }>;

/** HostConfig's `Binds`, `Mounts` and `Tmpfs`. */
export function encodeMounts(mounts: readonly Mount[], api: string): JsonRecord {
  const binds = mounts.map(asBind).filter((bind) => bind !== undefined);
  const rest = mounts.filter((mount) => mount.type !== "tmpfs" && asBind(mount) === undefined);
  const tmpfs = mounts.filter((mount) => mount.type === "tmpfs");
  return {
    ...(binds.length > 0 && { Binds: binds }),
    ...(rest.length > 0 && { Mounts: rest.map((mount) => asMount(mount, api)) }),
    ...(tmpfs.length > 0 && { Tmpfs: Object.fromEntries(tmpfs.map(({ target, options }) => [target, options])) }),
  };
}

/** The text form, where it can say all; it can't say a source with a colon. */
function asBind(mount: Mount): string | undefined {
  if (mount.type !== "bind" && mount.type !== "volume") return undefined;
  const { source, target, readOnly } = mount;
  if (source === undefined || source.includes(":") || target.includes(":")) return undefined;
  const access = readOnly ? "ro" : "rw";
  if (mount.type === "volume")
    return mount.noCopy || mount.subpath !== undefined ? undefined : `${source}:${target}:${access}`;
  if (!mount.createHostPath || mount.propagation !== undefined) return undefined;
  return `${source}:${target}:${access}${mount.selinux === undefined ? "" : `,${mount.selinux}`}`;
}

function asMount(mount: Mount, api: string): JsonRecord {
  if (mount.type === "bind") {
    const { source, target, readOnly, createHostPath, propagation } = mount;
    const options = defined({ Propagation: propagation, CreateMountpoint: createHostPath || undefined });
    return { Type: "bind", Source: source, Target: target, ReadOnly: readOnly, BindOptions: options };
  }
  if (mount.type === "volume") return asVolumeMount(mount, api);
  const [size, mode] = mount.type === "tmpfs-mount" ? [mount.size, mount.mode] : [];
  const readOnly = mount.type === "tmpfs-mount" && mount.readOnly;
  const options = defined({ SizeBytes: size, Mode: mode });
  return { Type: "tmpfs", Target: mount.target, ReadOnly: readOnly, TmpfsOptions: options };
}

function asVolumeMount(mount: MountOf<"volume">, api: string): JsonRecord {
  const { source, target, readOnly, noCopy, subpath } = mount;
  // An older engine would mount the whole volume without a word.
  if (subpath !== undefined && !apiAtLeast(api, apiOfVolumeSubpath))
    throw tooOld("a volume's subpath", apiOfVolumeSubpath, api);
  const options = defined({ NoCopy: noCopy || undefined, Subpath: subpath });
  return { Type: "volume", ...defined({ Source: source }), Target: target, ReadOnly: readOnly, VolumeOptions: options };
}

/** HostConfig's three lists, read; in canonical order. */
export function decodeMounts(host: JsonRecord): readonly Mount[] {
  const tmpfs = Object.entries(record(host.Tmpfs)).map(
    ([target, options]): Mount => ({ type: "tmpfs", target, options: text(options) }),
  );
  return canonicalMounts([
    ...texts(host.Binds).map(fromBind),
    ...list(host.Mounts).flatMap((mount) => fromMount(record(mount))),
    ...tmpfs,
  ]);
}

function fromBind(bind: string): Mount {
  const [source = "", target = "", mode = ""] = bind.split(":");
  const options = mode.split(",");
  const readOnly = options.includes("ro");
  if (!source.startsWith("/")) return { type: "volume", source, target, readOnly, noCopy: options.includes("nocopy") };
  const propagation = options.find((option) => /^r?(shared|slave|private)$/.test(option));
  const selinux = options.find((option) => option === "z" || option === "Z");
  return { type: "bind", source, target, readOnly, createHostPath: true, ...defined({ propagation, selinux }) };
}

function fromMount(mount: JsonRecord): Mount[] {
  const target = text(mount.Target);
  const readOnly = mount.ReadOnly === true;
  if (mount.Type === "bind") {
    const options = record(mount.BindOptions);
    const propagation = orAbsent(options.Propagation);
    const createHostPath = options.CreateMountpoint === true;
    return [
      { type: "bind", source: text(mount.Source), target, readOnly, createHostPath, ...defined({ propagation }) },
    ];
  }
  if (mount.Type === "volume") {
    const options = record(mount.VolumeOptions);
    const [source, subpath] = [orAbsent(mount.Source), orAbsent(options.Subpath)];
    return [{ type: "volume", target, readOnly, noCopy: options.NoCopy === true, ...defined({ source, subpath }) }];
  }
  if (mount.Type === "tmpfs") {
    const options = record(mount.TmpfsOptions);
    const [size, mode] = [number(options.SizeBytes) || undefined, number(options.Mode) || undefined];
    return [{ type: "tmpfs-mount", target, readOnly, ...defined({ size, mode }) }];
  }
  return [];
}
