/** Where things are: the repository, and the folder for what the scripts keep (never inside the repository). */
import { homedir } from "node:os";
import { dirname, join } from "node:path";

export const repository = dirname(dirname(import.meta.dirname));

/** `WINDLASS_STATE`, or the system's place for such data, or the user's. */
export const stateFolder =
  process.env.WINDLASS_STATE ||
  (process.getuid?.() === 0
    ? "/var/lib/windlass"
    : join(process.env.XDG_STATE_HOME || join(homedir(), ".local/state"), "windlass"));

export const inState = (...parts) => join(stateFolder, ...parts);
export const inRepository = (...parts) => join(repository, ...parts);

/** Programs of the system: a service's PATH may lack the administrator's folders. */
export const systemPath = `${process.env.PATH}:/usr/local/sbin:/usr/sbin:/sbin`;
