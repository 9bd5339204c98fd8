/** One spelling for each path: what differs only by `//`, `.`, `..` or a slash at the end is the same place. */
import { posix } from "node:path";

/** `/a//b/../c/` → `/a/c`, as the engine itself reads it. */
export function cleanPath(path: string): string {
  const clean = posix.normalize(path);
  return clean.length > 1 && clean.endsWith("/") ? clean.slice(0, -1) : clean;
}
