/** Programs of the system that some tests need: where they are, or that they are not. */
import { accessSync, constants } from "node:fs";
import { join } from "node:path";

/** A user's PATH may lack the administrator's folders. */
const folders: readonly string[] = `${process.env.PATH}:/usr/local/sbin:/usr/sbin:/sbin`.split(":");

/** Its path; `undefined` where the machine has none. */
export const program = (name: string): string | undefined =>
  folders
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });

/** The first of them that is missing, as words for a skipped test: empty where all are there. */
export const missing = (...names: readonly string[]): string =>
  names
    .filter((name) => program(name) === undefined)
    .slice(0, 1)
    .map((name) => ` (skipped: there is no ${name})`)
    .join("");
