/** Why a container's output can't be read, where that is worth telling. */
import { WindlassError } from "../core/errors.ts";
import type { Engine } from "../engine/port.ts";

/**
 * @returns `undefined` of a container that is being removed, or gone: its output has ended with it
 * @throws what is no failure of the engine
 */
export async function whyUnreadable(
  error: unknown,
  id: string,
  engine: Pick<Engine, "status">,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (!(error instanceof WindlassError)) throw error;
  const status = await engine.status(id, signal);
  const isLeaving = status === undefined || status.state === "removing" || status.state === "dead";
  return isLeaving ? undefined : error.message;
}
