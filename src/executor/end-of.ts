/** How one container ends, for who is at its input and output: heard of by its event, so that it may be gone by then. */
import type { Clock } from "../core/clock.ts";
import { WindlassError } from "../core/errors.ts";
import { hasEnded } from "../engine/container-state.ts";
import type { Engine } from "../engine/port.ts";
import { StatusFeed } from "./status-feed.ts";

/** Resolves once it listens. @returns the exit code of the run that goes on, or of the next one */
export async function endOf(
  engine: Engine,
  { project, id }: { readonly project: string; readonly id: string },
  clock: Clock,
  signal: AbortSignal,
): Promise<{ readonly code: Promise<number> }> {
  const feed = new StatusFeed(engine, project, clock);
  await feed.listen(signal);
  const code = feed
    .until(
      id,
      (status) => {
        const heard = feed.lastExitCode(id);
        if (heard !== undefined) return heard;
        if (status === undefined)
          throw new WindlassError("engine-refused", "the container is gone, and its exit code with it", {
            hint: "something else has removed it",
          });
        return hasEnded(status) ? status.exitCode : undefined;
      },
      signal,
    )
    .finally(() => feed.close());
  code.catch(() => {});
  return { code };
}
