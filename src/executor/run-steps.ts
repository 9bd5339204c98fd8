/**
 * Runs a graph of steps: each as soon as what it waits for has ended, no more than so many at once. Knows nothing of
 * containers: what a step does, whether it is needed and whether it takes a place among the bounded are arguments.
 *
 * A failed step does not stop the others: those that need it are skipped, independent ones go on. Once the signal is
 * aborted no step begins, and those under way are asked to end by the same signal.
 */

export interface Runnable<Id extends string> {
  readonly id: Id;
  /** Must end well. */
  readonly after: readonly Id[];
  /** Must end. */
  readonly afterEnd?: readonly Id[];
}

export type Ending<Id extends string> =
  | { readonly how: "done" }
  /** Its condition did not come true; what waits for it goes on. */
  | { readonly how: "unneeded"; readonly why: string }
  | { readonly how: "failed"; readonly error: unknown }
  | { readonly how: "skipped"; readonly blockedBy: Id }
  /** Not begun, or ended early, because of the signal. */
  | { readonly how: "aborted" };

export interface Runner<Id extends string, S extends Runnable<Id>> {
  /** `undefined`: it is needed. Otherwise why not. Asked when all that it waits for has ended. */
  unneeded(step: S, endings: ReadonlyMap<Id, Ending<Id>>): string | undefined;
  /** Does it; rejects if it fails. */
  run(step: S): Promise<void>;
  /** Whether it counts against `parallel`. */
  bounded(step: S): boolean;
  /** Told of every ending, in the order in which they happen. */
  ended(step: S, ending: Ending<Id>): void;
}

/** @param parallel how many bounded steps run at once; `Infinity` for no bound */
export function runSteps<Id extends string, S extends Runnable<Id>>(
  steps: readonly S[],
  runner: Runner<Id, S>,
  parallel: number,
  signal: AbortSignal,
): Promise<ReadonlyMap<Id, Ending<Id>>> {
  const { promise, resolve } = Promise.withResolvers<ReadonlyMap<Id, Ending<Id>>>();
  const endings = new Map<Id, Ending<Id>>();
  const waiting = new Set(steps);
  let running = 0;
  let taken = 0;

  const end = (step: S, ending: Ending<Id>): void => {
    endings.set(step.id, ending);
    runner.ended(step, ending);
  };
  const begin = (step: S): void => {
    const counts = runner.bounded(step);
    running++;
    if (counts) taken++;
    runner
      .run(step)
      .then(
        () => end(step, { how: "done" }),
        (error: unknown) => end(step, signal.aborted ? { how: "aborted" } : { how: "failed", error }),
      )
      .finally(() => {
        running--;
        if (counts) taken--;
        advance();
      });
  };
  /** Begins or ends every step that can be, until nothing moves. */
  const advance = (): void => {
    for (let moved = true; moved; ) {
      moved = false;
      for (const step of waiting) {
        if (!(step.afterEnd ?? []).every((id) => endings.has(id))) continue;
        const ending = signal.aborted ? ({ how: "aborted" } as const) : blocked(step, endings);
        if (ending === undefined && !step.after.every((id) => endings.has(id))) continue;
        const why = ending === undefined ? runner.unneeded(step, endings) : undefined;
        if (ending === undefined && why === undefined) {
          if (runner.bounded(step) && taken >= parallel) continue;
          waiting.delete(step);
          begin(step);
        } else {
          waiting.delete(step);
          end(step, ending ?? { how: "unneeded", why: why ?? "" });
          moved = true;
        }
      }
    }
    if (waiting.size === 0 && running === 0) {
      signal.removeEventListener("abort", advance);
      resolve(endings);
    }
  };
  signal.addEventListener("abort", advance);
  advance();
  return promise;
}

/** The ending that a step inherits from what it needs. */
function blocked<Id extends string>(step: Runnable<Id>, endings: ReadonlyMap<Id, Ending<Id>>): Ending<Id> | undefined {
  for (const id of step.after) {
    const ending = endings.get(id);
    if (ending?.how === "aborted") return ending;
    if (ending?.how === "failed") return { how: "skipped", blockedBy: id };
    if (ending?.how === "skipped") return ending;
  }
  return undefined;
}
