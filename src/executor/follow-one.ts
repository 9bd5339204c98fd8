/**
 * One container while its project is followed: what is known of it, and what is told of it one after the other, so that
 * its end comes after its last line. When it started or ended, is found out in follow.ts.
 */
import type { Clock } from "../core/clock.ts";
import { WindlassError } from "../core/errors.ts";
import type { Engine, LogOptions } from "../engine/port.ts";
import type { Followed, FollowedContainer } from "./followed.ts";

/** A log that says nothing for so long after its container ended is left. */
const quietMs = 5_000;

export interface Teller {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Waits while the reader is behind. */
  readonly tell: (followed: Followed) => Promise<void>;
  readonly fail: (error: unknown) => void;
}

export class FollowOne {
  container: FollowedContainer;
  /** It runs, or is about to again. */
  up = false;
  /** A run of it has begun whose end was not told yet. */
  inRun = false;
  /** When the last run that is known began, in milliseconds: what the engine tells of earlier ones is known. */
  beganMs = -1;
  readonly #reads: boolean;
  readonly #isNew: boolean;
  readonly #teller: Teller;
  /** The last line's time: a later run's lines are after it. */
  #lastLine = "";
  #work: Promise<void> = Promise.resolve();
  #lines = 0;
  /** Held up by the reader, not by the container. */
  #telling = false;
  #leave = new AbortController();

  /** @param isNew it came after us, so that all it ever wrote is wanted */
  constructor(
    container: FollowedContainer,
    { reads, isNew }: { readonly reads: boolean; readonly isNew: boolean },
    teller: Teller,
  ) {
    this.container = container;
    this.#reads = reads;
    this.#isNew = isNew;
    this.#teller = teller;
  }

  /** Ends when all that was to be told so far has been told. */
  get told(): Promise<void> {
    return this.#work;
  }

  /** It was there before us. @param tail how many lines of before; absent: all */
  meet(tail: number | undefined): void {
    const { signal } = this.#leave;
    const options = { follow: this.up, ...(tail !== undefined && { tail }) };
    this.#next(() => this.#read(options, signal));
  }

  /** A run of it began. @param startedAt when, in the engine's words */
  begin(beganMs: number, startedAt: string): void {
    this.inRun = true;
    this.beganMs = beganMs;
    this.#leave = new AbortController();
    const { signal } = this.#leave;
    this.#next(async () => {
      await this.#teller.tell({ type: "started", container: this.container });
      const since = this.#lastLine || (this.#isNew ? "" : startedAt);
      await this.#read({ follow: true, ...(since !== "" && { since }) }, signal);
    });
  }

  /** Its run ended. */
  end(exitCode: number): void {
    this.inRun = false;
    this.leave();
    this.#next(() => this.#teller.tell({ type: "exited", container: this.container, exitCode }));
  }

  /** Its log ends by itself now; one that doesn't must not hold us up. */
  leave(): void {
    void this.#leaveWhenQuiet(this.#leave, this.#work);
  }

  #next(what: () => Promise<void>): void {
    this.#work = this.#work.then(what);
    this.#work.catch(this.#teller.fail);
  }

  async #read(options: LogOptions, leave: AbortSignal): Promise<void> {
    if (!this.#reads) return;
    const { engine, signal, tell } = this.#teller;
    const known = this.#lastLine;
    try {
      for await (const line of engine.logs(this.container.id, options, AbortSignal.any([signal, leave]))) {
        if (line.timestamp <= known) continue;
        this.#lastLine = line.timestamp;
        this.#lines += 1;
        this.#telling = true;
        await tell({ type: "line", container: this.container, line });
        this.#telling = false;
      }
    } catch (error) {
      signal.throwIfAborted();
      if (leave.aborted) return;
      if (!(error instanceof WindlassError)) throw error;
      await tell({ type: "unreadable", container: this.container, why: error.message });
    }
  }

  async #leaveWhenQuiet(leave: AbortController, reading: Promise<void>): Promise<void> {
    const { clock, signal } = this.#teller;
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
