/**
 * What may stand beside the checkout where the project is developed: files that others wrote, and tools that score a
 * build against docker compose over them. Users do not have it; tests that need it skip and say so.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";

const folder: string = join(import.meta.dirname, "../../../shared");

/** The path of a tool or a folder, or `undefined` where it is not there. */
export function shared(...path: readonly string[]): string | undefined {
  const found = join(folder, ...path);
  return existsSync(found) ? found : undefined;
}
