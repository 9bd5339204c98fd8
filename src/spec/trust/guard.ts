/**
 * Projects from elsewhere, from a repository or a registry, and what they may read: their own files. What else one of their files
 * names is not read; it is kept as a request, for who loads to grant or to refuse (load.ts). Whose word counts is told by
 * places: what the user's own files say is the user's word.
 */
import { posix } from "node:path";
import type { Diagnostic, Place } from "../../core/diagnostics.ts";
import type { Disk, HostRequest, LoadContext } from "../load-request.ts";
import { diagnosticOf, type Where } from "../tree/report.ts";

export interface RemoteRoot {
  /** Absolute: all of its files are in it. */
  readonly folder: string;
  /** What messages call it: `oci://ghcr.io/me/shop`. */
  readonly called: string;
  readonly from: "repository" | "registry";
}

export interface Guard {
  readonly add: (root: RemoteRoot) => void;
  /** Where a file of this disk is from; undefined: it is the user's own. */
  readonly rootOf: (file: string) => RemoteRoot | undefined;
  /** Whether what is said at a place may reach a path: it is the user's word, or the path is of a project from elsewhere. */
  readonly mayReach: (path: string, place: Place | undefined) => Promise<boolean>;
  /** Whether a file may be read; a request where it may not. `what`: `env file`, say. */
  readonly mayRead: (
    path: string,
    what: string,
    where: Where & { readonly named?: string | undefined },
  ) => Promise<boolean>;
  /** Asks for something of this machine. @returns whether that was granted */
  readonly request: (what: string, where: Where) => boolean;
  /** All that was asked for and is not granted, each thing once. */
  readonly requests: () => readonly HostRequest[];
}

/** Most loads need no guard: it comes with the first project from elsewhere. */
export interface Elsewhere {
  readonly guard: Guard | undefined;
  readonly begin: () => Promise<Guard>;
}

/** Loading, with what the load at hand has met. */
export interface GuardedContext extends LoadContext {
  readonly elsewhere?: Elsewhere;
}

/** What makes two requests one. */
const keyOf = ({ place, message }: Diagnostic): string =>
  JSON.stringify([place?.file, place?.line, place?.column, message]);

/** @param granted "all": whatever is asked for */
export function newGuard(disk: Disk, granted: readonly HostRequest[] | "all"): Guard {
  const grantedKeys = new Set(granted === "all" ? [] : granted.map(keyOf));
  const roots = new Map<string, RemoteRoot>();
  const requests = new Map<string, HostRequest>();
  const realPath = async (path: string): Promise<string> => (await disk.realPath?.(path)) ?? path;
  const rootOf = (file: string): RemoteRoot | undefined =>
    roots.values().find(({ folder }) => isWithin(folder, posix.normalize(file)));

  async function mayReach(path: string, place: Place | undefined): Promise<boolean> {
    const root = rootOf(path);
    if (root) return isWithin(await realPath(root.folder), await realOf(path));
    return place === undefined || rootOf(place.file) === undefined;
  }

  /** Of what does not exist, as much of the path as does. */
  async function realOf(path: string): Promise<string> {
    const real = await disk.realPath?.(path);
    if (real !== undefined) return real;
    const parent = posix.dirname(path);
    return disk.realPath === undefined || parent === path
      ? path
      : posix.join(await realOf(parent), posix.basename(path));
  }

  function request(what: string, { path, place }: Where): boolean {
    const diagnostic = diagnosticOf("error", "untrusted-project", what, { path, place });
    const key = keyOf(diagnostic);
    if (granted === "all" || grantedKeys.has(key)) return true;
    const from = (place && rootOf(place.file)?.called) ?? "a project from elsewhere";
    requests.set(key, { ...diagnostic, from });
    return false;
  }

  return {
    add: (root) => void roots.set(root.folder, root),
    rootOf,
    mayReach,
    mayRead: async (path, what, { named, ...where }) =>
      (await mayReach(path, where.place)) || request(`reads the ${what} ${named ?? path}`, where),
    request,
    requests: () => [...requests.values()],
  };
}

const isWithin = (folder: string, path: string): boolean => path === folder || path.startsWith(`${folder}/`);
