/** Writes a lock file where somebody can keep it. */
import { posix } from "node:path";
import { WindlassError } from "../../core/errors.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { saveText } from "./save-text.ts";

/** @throws WindlassError `output-failed`, also for a project that was brought to the user's cache: what is there never changes */
export async function saveLock(path: string, text: string, context: ProcessContext): Promise<void> {
  const { env, home } = context;
  const caches = env.XDG_CACHE_HOME || (home && posix.join(home, ".cache"));
  if (caches && path.startsWith(posix.join(caches, "windlass", "/")))
    throw new WindlassError("output-failed", "cannot write a lock file: the Compose file is not on this machine", {
      hint: "clone its repository, and run the command there",
    });
  await saveText(path, text, context);
}
