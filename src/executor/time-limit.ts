/** Limits to the time that something may take. */
import type { Clock } from "../core/clock.ts";

/**
 * What `act` gives, or `undefined` where it took longer than `limitMs`: its signal is aborted then.
 * @throws what `act` throws before that, and the outer signal's reason
 */
export async function withTimeLimit<Value>(
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

/** A signal that is aborted so long after another, for the same reason; never once `over` is. */
export function abortedAfter(signal: AbortSignal, delayMs: number, clock: Clock, over: AbortSignal): AbortSignal {
  const later = new AbortController();
  const wait = (): void => {
    clock.sleep(delayMs, over).then(
      () => later.abort(signal.reason),
      () => {},
    );
  };
  if (signal.aborted) wait();
  else signal.addEventListener("abort", wait, { once: true, signal: over });
  return later.signal;
}
