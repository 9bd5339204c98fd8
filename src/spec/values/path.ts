/** Paths on the host: what counts as absolute, and where relative ones start. */
import { posix } from "node:path";
import { cleanPath } from "../../core/clean-path.ts";

export interface Folders {
  /** The project's folder. */
  readonly workingDir: string;
  readonly home: string | undefined;
}

const windowsAbsolute = /^([a-zA-Z]:[\\/]|\\\\)/;

/**
 * Absolute; `~` is the home folder. An absolute path stays as it is written, extra slashes and all, and so does one of Windows:
 * docker compose prints and hashes it so, and a file that both tools use must have one hash.
 */
export function hostPath(path: string, { workingDir, home }: Folders): string {
  if (path.startsWith("/") || windowsAbsolute.test(path)) return path;
  if (path.startsWith("~") && home !== undefined) return cleanPath(posix.join(home, path.slice(1)));
  return posix.resolve(workingDir, path);
}

const remote = /:\/\/|^(service:|git@|github\.com\/)/;

/** What a build context may be besides a folder of the host. */
export const isRemote = (context: string): boolean => remote.test(context);
