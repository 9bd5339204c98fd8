/**
 * Runs a graph of steps: each as soon as what it waits for has ended, no more than so many at once. Knows nothing of
 * containers: what a step does, whether it is needed and whether it takes a place among the bounded are arguments.
 *
 * A failed step does not stop the others: those that need it are skipped, independent ones go on. Once the signal is
 * aborted no step begins; those under way are waited for, and what makes them end is their own business.
 */
import { cycleIn } from "../core/graph.ts";

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
  /** Does nothing but bring together what it waits for: it ends at once then, and nobody is told. */
  isJoin(step: S): boolean;
  /** `undefined`: it is needed. Otherwise why not. Asked when all that it waits for has ended. */
  unneeded(step: S, endings: ReadonlyMap<Id, Ending<Id>>): string | undefined;
  /** Does it; rejects if it fails. */
  run(step: S): Promise<void>;
  /** Whether it counts against `parallel`. */
  bounded(step: S): boolean;
  /** Steps of one lane have a bound of their own, too; `undefined`, or no lanes at all: none. */
  lane?(step: S): Lane | undefined;
  /** Told of every ending but those of joins, in the order in which they happen. */
  ended(step: S, ending: Ending<Id>): void;
}

export interface Lane {
  readonly name: string;
  /** How many of its bounded steps run at once. */
  readonly most: number;
}

const open: Lane = { name: "", most: Number.POSITIVE_INFINITY };

/** A step that has not begun. */
interface Waiting<Id extends string, S> {
  readonly step: S;
  /** Its place in the plan: of those that could begin, the first goes first. */
  readonly place: number;
  /** How many of its `after` and `afterEnd` have not ended yet. */
  openNeeds: number;
  openEnds: number;
  /** What it inherits from one of its `after` that did not end well. */
  inherited: Ending<Id> | undefined;
}

/**
 * @param parallel how many bounded steps run at once; `Infinity` for no bound
 * @throws Error for a step that waits for one that is not there, or for itself; and what `unneeded` or `ended` throws
 */
export async function runSteps<Id extends string, S extends Runnable<Id>>(
  steps: readonly S[],
  runner: Runner<Id, S>,
  parallel: number,
  signal: AbortSignal,
): Promise<ReadonlyMap<Id, Ending<Id>>> {
  refuseEndless(steps);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const endings = new Map<Id, Ending<Id>>();
  const waiting = new Map<Id, Waiting<Id, S>>();
  /** Whoever waits for a step to end well, and to end. */
  const needing = new Map<Id, Id[]>(steps.map(({ id }) => [id, []]));
  const following = new Map<Id, Id[]>(steps.map(({ id }) => [id, []]));
  /** All that they wait for has ended; those that must wait for a place wait in the order of the plan. */
  const free: Waiting<Id, S>[] = [];
  const forPlace = new Map<string, Queue<Waiting<Id, S>>>();
  const queueOf = (step: S): Queue<Waiting<Id, S>> => {
    const lane = runner.lane?.(step) ?? open;
    const queue = forPlace.get(lane.name) ?? { lane, waiting: [], taken: 0 };
    forPlace.set(lane.name, queue);
    return queue;
  };
  let taken = 0;

  for (const [place, step] of steps.entries()) {
    const after = new Set(step.after);
    const ends = new Set(step.afterEnd);
    for (const id of after) needing.get(id)?.push(step.id);
    for (const id of ends) following.get(id)?.push(step.id);
    waiting.set(step.id, { step, place, openNeeds: after.size, openEnds: ends.size, inherited: undefined });
  }

  const offer = (one: Waiting<Id, S>): void => {
    if (one.openEnds > 0 || (one.openNeeds > 0 && one.inherited === undefined)) return;
    if (waiting.delete(one.step.id)) free.push(one);
  };
  const end = (step: S, ending: Ending<Id>): void => {
    endings.set(step.id, ending);
    if (!runner.isJoin(step)) runner.ended(step, ending);
    const passedOn = inheritedFrom(step.id, ending);
    for (const id of needing.get(step.id) ?? []) {
      const one = waiting.get(id);
      if (one === undefined) continue;
      one.openNeeds--;
      one.inherited ??= passedOn;
      offer(one);
    }
    for (const id of following.get(step.id) ?? []) {
      const one = waiting.get(id);
      if (one === undefined) continue;
      one.openEnds--;
      offer(one);
    }
  };
  const begin = async (step: S, queue?: Queue<unknown>): Promise<void> => {
    if (queue) {
      taken++;
      queue.taken++;
    }
    let ending: Ending<Id> = { how: "done" };
    try {
      await runner.run(step);
    } catch (error) {
      ending = signal.aborted ? { how: "aborted" } : { how: "failed", error };
    }
    if (queue) {
      taken--;
      queue.taken--;
    }
    end(step, ending);
    advance();
  };
  const withoutRun = ({ step, inherited }: Waiting<Id, S>): Ending<Id> | undefined => {
    if (inherited !== undefined) return inherited;
    if (runner.isJoin(step)) return { how: "done" };
    const why = runner.unneeded(step, endings);
    return why === undefined ? undefined : { how: "unneeded", why };
  };
  /** Begins the step, or ends it where there is nothing to begin. */
  const turn = (one: Waiting<Id, S>): void => {
    const { step } = one;
    const ending = signal.aborted ? ({ how: "aborted" } as const) : withoutRun(one);
    if (ending !== undefined) end(step, ending);
    else if (!runner.bounded(step)) void begin(step).catch(reject);
    else insert(queueOf(step).waiting, one);
  };
  /** The lane whose turn it is: of those with room, the one whose first step is first in the plan. */
  const nextQueue = (): Queue<Waiting<Id, S>> | undefined => {
    if (taken >= parallel && !signal.aborted) return undefined;
    let next: Queue<Waiting<Id, S>> | undefined;
    for (const queue of forPlace.values()) {
      const hasRoom = queue.taken < queue.lane.most || signal.aborted;
      if (hasRoom && placeOf(queue) < placeOf(next)) next = queue;
    }
    return next;
  };
  /** Until nothing moves any more. */
  const advance = (): void => {
    for (;;) {
      const one = free.shift();
      if (one !== undefined) {
        turn(one);
        continue;
      }
      const queue = nextQueue();
      const step = queue?.waiting.shift()?.step;
      if (queue === undefined || step === undefined) break;
      if (signal.aborted) end(step, { how: "aborted" });
      else void begin(step, queue).catch(reject);
    }
    if (endings.size === steps.length) resolve();
  };
  /** What has not begun never will. */
  const stop = (): void => {
    for (const one of waiting.values()) free.push(one);
    waiting.clear();
    advance();
  };
  const guarded = (act: () => void) => (): void => {
    try {
      act();
    } catch (error) {
      reject(error);
    }
  };
  const onAbort = guarded(stop);
  signal.addEventListener("abort", onAbort);
  try {
    for (const one of [...waiting.values()]) offer(one);
    guarded(advance)();
    await promise;
    return endings;
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

/** The ending that those inherit who need a step to end well; `undefined`: they may begin. */
function inheritedFrom<Id extends string>(id: Id, ending: Ending<Id>): Ending<Id> | undefined {
  if (ending.how === "failed") return { how: "skipped", blockedBy: id };
  // After an abort nothing begins anyway.
  return ending.how === "skipped" ? ending : undefined;
}

/** Steps of a lane that wait for a place, in the order of the plan. */
interface Queue<One> {
  readonly lane: Lane;
  readonly waiting: One[];
  /** How many of the lane run. */
  taken: number;
}

/** Of the first that waits. */
const placeOf = (queue: Queue<{ readonly place: number }> | undefined): number =>
  queue?.waiting[0]?.place ?? Number.POSITIVE_INFINITY;

/** Puts it among those that wait for a place, in the order of the plan. */
function insert<One extends { readonly place: number }>(queue: One[], one: One): void {
  let from = 0;
  for (let to = queue.length; from < to; ) {
    const middle = (from + to) >> 1;
    if ((queue[middle]?.place ?? 0) < one.place) from = middle + 1;
    else to = middle;
  }
  queue.splice(from, 0, one);
}

/** What waits for something that never comes would wait for ever. */
function refuseEndless<Id extends string>(steps: readonly Runnable<Id>[]): void {
  const needs = new Map(steps.map(({ id, after, afterEnd = [] }) => [id, [...after, ...afterEnd]]));
  if (needs.size < steps.length) throw new Error("two steps have the same id");
  for (const [id, all] of needs) {
    const missing = all.find((need) => !needs.has(need));
    if (missing !== undefined) throw new Error(`the step "${id}" waits for "${missing}", which is not there`);
  }
  const cycle = cycleIn(needs);
  if (cycle !== undefined) throw new Error(`steps wait for each other: ${cycle.join(" → ")}`);
}
