/** Finished mounts, configs and secrets of a service → typed ones. */

import { amount, flag, flagOf, text, textsByKey } from "../canonical/node-values.ts";
import type { FileMount, Service, ServiceVolume } from "../project.ts";
import { entriesOf, get, itemsOf } from "../tree/edit.ts";
import type { Node } from "../tree/tree.ts";

export const bindVolumes = (node: Node | undefined): readonly ServiceVolume[] => itemsOf(node).map(volume);

function volume(node: Node): ServiceVolume {
  const shared = { target: text(node, "target") ?? "", readOnly: flag(node, "read_only") };
  const source = text(node, "source");
  const type = text(node, "type");
  switch (type) {
    case "bind":
      return bindMount(node, source ?? "", shared);
    case "tmpfs":
      return tmpfsMount(node, shared);
    case "image":
      return { type, source: source ?? "", ...shared, ...subpathOf(get(node, "image")) };
    case "npipe":
    case "cluster":
      return { type, source: source ?? "", ...shared };
    default: {
      const details = get(node, "volume");
      const labels = textsByKey(get(details, "labels"));
      return {
        type: "volume",
        ...shared,
        ...(source !== undefined && { source }),
        noCopy: flag(details, "nocopy"),
        ...(takesLabel(node) && selinuxOf(node)),
        ...subpathOf(details),
        ...(Object.keys(labels).length > 0 && { labels }),
      };
    }
  }
}

/** The engine takes a SELinux label for a volume in text alone, which can say only a name. */
export const takesLabel = (mount: Node): boolean => {
  const details = get(mount, "volume");
  return (
    text(mount, "source") !== undefined &&
    text(details, "subpath") === undefined &&
    entriesOf(get(details, "labels")).size === 0
  );
};

function selinuxOf(mount: Node): { readonly selinux?: "z" | "Z" } {
  const selinux = text(get(mount, "bind"), "selinux");
  return selinux === "z" || selinux === "Z" ? { selinux } : {};
}

function subpathOf(details: Node | undefined): { readonly subpath?: string } {
  const subpath = text(details, "subpath");
  return subpath === undefined ? {} : { subpath };
}

interface Shared {
  readonly target: string;
  readonly readOnly: boolean;
}

function bindMount(node: Node, source: string, shared: Shared): ServiceVolume {
  const details = get(node, "bind");
  const propagation = text(details, "propagation");
  const recursive = recursions.find((known) => known === text(details, "recursive"));
  return {
    type: "bind",
    source,
    ...shared,
    createHostPath: flagOf(details, "create_host_path") ?? true,
    ...(propagation !== undefined && { propagation }),
    ...selinuxOf(node),
    ...(recursive !== undefined && { recursive }),
  };
}

const recursions = ["enabled", "disabled", "writable", "readonly"] as const;

function tmpfsMount(node: Node, shared: Shared): ServiceVolume {
  const details = get(node, "tmpfs");
  const size = amount(details, "size");
  const mode = amount(details, "mode");
  return { type: "tmpfs", ...shared, ...(size !== undefined && { size }), ...(mode !== undefined && { mode }) };
}

/** `/run:size=64m` */
export function bindTmpfs(line: string): Service["tmpfs"][number] {
  const colon = line.indexOf(":");
  return colon < 0 ? { target: line, options: "" } : { target: line.slice(0, colon), options: line.slice(colon + 1) };
}

/** Configs and secrets: a relative target, or none, is meant from `folder`. */
export const bindGrants = (node: Node | undefined, folder: string): readonly FileMount[] =>
  itemsOf(node).map((grant) => {
    const source = text(grant, "source") ?? "";
    const target = text(grant, "target") ?? source;
    const [uid, gid, mode] = [text(grant, "uid"), text(grant, "gid"), text(grant, "mode")];
    return {
      source,
      target: target.startsWith("/") ? target : `${folder}${target}`,
      ...(uid && { uid }),
      ...(gid && { gid }),
      ...(mode !== undefined && { mode: Number.parseInt(mode, 8) }),
    };
  });
