/**
 * One container while its project is followed: what is known of it, and what is told of it one after the other, so that
 * its end comes after its last line. When it started or ended, is found out in follow.ts.
 */
import type { Clock } from "../core/clock.ts";
import { utcMoment } from "../core/moment.ts";
import type { Engine, LogOptions } from "../engine/port.ts";
import { betweenRuns } from "./between-runs.ts";
import type { Followed, FollowedContainer } from "./followed.ts";
import { whyUnreadable } from "./unreadable.ts";

/** A log that says nothing for so long after its container ended is left. */
const quietMs = 5_000;

export interface FollowContext {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Waits while the reader is behind. */
  readonly emit: (followed: Followed) => Promise<void>;
  readonly fail: (error: unknown) => void;
}

/** One run of it, as far as its log is concerned. */
interface Run {
  readonly leave: AbortController;
  /** In UTC; absent until it is known. */
  endedAt?: string;
  /** Another one has begun, whose lines are not this one's. */
  isOver: boolean;
}

export class FollowOne {
  container: FollowedContainer;
  /** It runs, or is about to again. */
  up = false;
  /** A run of it has begun whose end was not told yet. */
  inRun = false;
  /** When the last run that is known began, in milliseconds: what the engine tells of earlier ones is known. */
  beganMs = -1;
  /** Whether all is over only once it has ended. */
  readonly awaited: boolean;
  readonly #reads: boolean;
  readonly #context: FollowContext;
  /** In UTC: what was written until then was told, or was of no interest; empty: nothing yet. */
  #known = "";
  /** Of the last run that we did not follow; empty: there was none. */
  readonly #endedAt: string;
  #work: Promise<void> = Promise.resolve();
  #lines = 0;
  /** Held up by the reader, not by the container. */
  #telling = false;
  #run: Run = newRun();

  /** @param endedAt when the last run that we did not follow ended, RFC 3339; empty: all that it ever wrote is wanted */
  constructor(
    container: FollowedContainer,
    { reads, awaited, endedAt }: { readonly reads: boolean; readonly awaited: boolean; readonly endedAt: string },
    context: FollowContext,
  ) {
    this.container = container;
    this.#reads = reads;
    this.awaited = awaited;
    this.#endedAt = endedAt;
    this.#context = context;
  }

  /** Ends when all that was to be told so far has been told. */
  get told(): Promise<void> {
    return this.#work;
  }

  /** It was there before us. @param before which lines of before; absent: all */
  meet(before: Omit<LogOptions, "follow">): void {
    const run = this.#run;
    const options = { follow: this.up, ...before };
    this.#next(() => this.#read(options, "", run));
  }

  /** A run of it began. */
  begin(beganMs: number): void {
    this.inRun = true;
    this.beganMs = beganMs;
    this.#run.isOver = true;
    const run = newRun();
    this.#run = run;
    this.#next(async () => {
      await this.#context.emit({ type: "started", container: this.container });
      const since = this.#known || betweenRuns(this.#endedAt, beganMs);
      await this.#read({ follow: true, ...(since !== "" && { since }) }, this.#known, run);
    });
  }

  /** Its run ended; `up` says by now whether it goes on. @param endedAt RFC 3339: its lines are before that, those of the next run after it */
  end(exitCode: number, endedAt: string): void {
    const restarting = this.up;
    this.inRun = false;
    const ended = utcMoment(endedAt);
    if (ended !== undefined) this.#run.endedAt = ended;
    this.leave();
    this.#next(async () => {
      await this.#context.emit({ type: "exited", container: this.container, exitCode, restarting });
      this.#knows(ended ?? "");
    });
  }

  /** Its log ends by itself now; one that doesn't must not hold us up. */
  leave(): void {
    void this.#leaveWhenQuiet(this.#run.leave, this.#work);
  }

  #next(what: () => Promise<void>): void {
    this.#work = this.#work.then(what);
    this.#work.catch(this.#context.fail);
  }

  /** @param known what was written until then is left out */
  async #read(options: LogOptions, known: string, run: Run): Promise<void> {
    if (!this.#reads) return;
    const { engine, signal, emit } = this.#context;
    const leave = run.leave.signal;
    try {
      for await (const lines of engine.logs(this.container.id, options, AbortSignal.any([signal, leave]))) {
        // An engine that was asked late goes on with the next run: its lines wait for their turn.
        const { endedAt } = run.isOver ? run : {};
        const next = endedAt === undefined ? -1 : lines.findIndex(({ timestamp }) => timestamp > endedAt);
        const { container } = this;
        const own = (next < 0 ? lines : lines.slice(0, next)).filter(({ timestamp }) => timestamp > known);
        for (const { timestamp } of own) this.#knows(timestamp);
        this.#lines += own.length;
        this.#telling = true;
        if (own.length > 0) await emit({ type: "lines", container, lines: own });
        this.#telling = false;
        if (next >= 0) return;
      }
    } catch (error) {
      signal.throwIfAborted();
      if (leave.aborted) return;
      const why = await whyUnreadable(error, this.container.id, engine, signal);
      if (why !== undefined) await emit({ type: "unreadable", container: this.container, why });
    }
  }

  #knows(moment: string): void {
    if (moment > this.#known) this.#known = moment;
  }

  async #leaveWhenQuiet(leave: AbortController, reading: Promise<void>): Promise<void> {
    const { clock, signal } = this.#context;
    const read = new AbortController();
    const stop = (): void => read.abort();
    reading.then(stop, stop);
    try {
      for (let seen = -1; seen !== this.#lines || this.#telling; ) {
        seen = this.#lines;
        await clock.sleep(quietMs, AbortSignal.any([signal, read.signal]));
      }
      leave.abort();
    } catch {
      // It was read to its end, or nobody reads any more.
    }
  }
}

const newRun = (): Run => ({ leave: new AbortController(), isOver: false });
