/** Waits until what was written has left: a process that ends before takes it along. */
import type { ProcessContext } from "./process-context.ts";

/** How long a reader has after a Ctrl-C to take what was written. */
const patienceMs = 1_000;

/** Of both streams; unless a reader has stopped reading and the user interrupts. */
export async function flushed({
  out,
  err,
  clock,
  interrupts,
}: Pick<ProcessContext, "out" | "err" | "clock" | "interrupts">): Promise<void> {
  const { promise: interrupted, resolve } = Promise.withResolvers<void>();
  interrupts.first.addEventListener("abort", () => resolve());
  if (interrupts.first.aborted) resolve();
  const written = new AbortController();
  const all = Promise.all([out.flushed(), err.flushed()]).finally(() => written.abort());
  await Promise.race([all, interrupted.then(() => clock.sleep(patienceMs, written.signal).catch(() => {}))]);
}
