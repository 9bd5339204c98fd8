/** Paths on the host: what counts as absolute, and where relative ones start. */
import { posix } from "node:path";

export interface Folders {
  /** The project's folder. */
  readonly workingDir: string;
  readonly home: string | undefined;
}

const windowsAbsolute = /^([a-zA-Z]:[\\/]|\\\\)/;

/** Absolute and tidy; `~` is the home folder. A path of Windows stays as it is. */
export function hostPath(path: string, { workingDir, home }: Folders): string {
  if (windowsAbsolute.test(path)) return path;
  if (path.startsWith("~") && home !== undefined) return posix.join(home, path.slice(1));
  return posix.resolve(workingDir, path);
}

const remote = /:\/\/|^(service:|git@|github\.com\/)/;

/** What a build context may be besides a folder of the host. */
export const isRemote = (context: string): boolean => remote.test(context);
