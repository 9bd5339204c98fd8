/** The folder that the command runs in, by the name that the shell has for it: it is part of the project's name and of its paths. */
import { statSync } from "node:fs";
import { posix } from "node:path";

/** @param pwd the variable PWD, which keeps symbolic links; used only where it is the same folder as `real` */
export function workingDirectory(pwd: string | undefined, real: string): string {
  if (!pwd?.startsWith("/")) return real;
  const shown = posix.resolve(pwd);
  return isSameFolder(shown, real) ? shown : real;
}

function isSameFolder(one: string, other: string): boolean {
  const [a, b] = [one, other].map((path) => {
    try {
      return statSync(path, { bigint: true });
    } catch {
      return undefined;
    }
  });
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
}
