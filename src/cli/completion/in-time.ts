/** Nobody waits at the prompt for what does not come. */
import type { ProcessContext } from "../process/process-context.ts";

/** @throws where it takes too long; what is under way is aborted */
export async function inTime<Result>(
  limitMs: number,
  context: ProcessContext,
  find: (context: ProcessContext) => Promise<Result>,
): Promise<Result> {
  const over = new AbortController();
  const late = context.clock.sleep(limitMs, over.signal).then(() => {
    throw new Error("too late");
  });
  const first = AbortSignal.any([context.interrupts.first, over.signal]);
  try {
    return await Promise.race([find({ ...context, interrupts: { ...context.interrupts, first } }), late]);
  } finally {
    over.abort();
  }
}
