/** The machine's own clock. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../core/clock.ts";

/** What a timer of Node can hold, some 24 days: one that is longer ends at once. */
const longestTimer = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => performance.now(),
  async sleep(ms, signal) {
    const options = signal ? { signal } : {};
    try {
      for (let left = ms; ; left -= longestTimer) {
        await sleep(Math.min(left, longestTimer), undefined, options);
        if (left <= longestTimer) return;
      }
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    }
  },
};
