/** A limit to the time that something may take. */
import type { Clock } from "../core/clock.ts";

/**
 * What `act` gives, or `undefined` where it took longer than `limitMs`: its signal is aborted then.
 * @throws what `act` throws before that, and the outer signal's reason
 */
export async function within<Value>(
  limitMs: number,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
  act: (signal: AbortSignal) => Promise<Value>,
): Promise<Value | undefined> {
  const late = new AbortController();
  const over = new AbortController();
  clock.sleep(limitMs, over.signal).then(
    () => late.abort(new Error("it took too long")),
    () => {},
  );
  try {
    return await act(AbortSignal.any([signal, late.signal]));
  } catch (error) {
    if (signal.aborted || !late.signal.aborted) throw error;
    return undefined;
  } finally {
    over.abort();
  }
}
