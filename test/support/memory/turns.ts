/**
 * When calls have their effect, and whether anybody hears of it: at once and always, or as with a real engine in any order,
 * until this program or the engine is killed. The order is drawn from a seed, so that it can be had again.
 */
import { WindlassError } from "../../../src/core/errors.ts";

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const macrotask = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export class Turns {
  /** Absent: calls have their effect at once. */
  random: (() => number) | undefined;
  /** After so many changes nobody answers any more, as if this program or the engine had been killed. */
  callsLeft: number = Number.POSITIVE_INFINITY;
  /** The last of them has its effect, and its answer is lost. */
  losesLast = false;

  /** One call: waits for its turn, then for the answer's. */
  async take<Value>(effect: () => Value, isLost: () => boolean): Promise<Value> {
    if (this.random) await this.#some(this.random);
    if (this.callsLeft-- <= 0) throw unreachable();
    const value = effect();
    if ((this.losesLast && this.callsLeft <= 0) || isLost()) throw unreachable();
    if (this.random) await this.#some(this.random);
    return value;
  }

  /** Later, once or more often, when calls take turns; now, otherwise. */
  later(act: () => void): void {
    const { random } = this;
    if (random === undefined) act();
    else for (let left = random() < 0.2 ? 2 : 1; left > 0; left--) void this.#some(random).then(act);
  }

  /** Up to three turns of one kind or the other. */
  async #some(random: () => number): Promise<void> {
    const micro = random() < 0.5;
    for (let left = Math.floor(random() * 4); left > 0; left--) await (micro ? Promise.resolve() : macrotask());
  }
}

const unreachable = (): WindlassError => new WindlassError("engine-unreachable", "nobody answers");
