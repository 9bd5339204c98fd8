/**
 * Remembers the last lines of a log: who was cut off asks again from a little before the last one, and knows again what
 * was seen already. Lines of the same time come in the same order each time.
 */
import { momentAt, nanosecondsOf } from "../../core/moment.ts";
import type { LogLine } from "../../engine/port.ts";
import type { SeenLines } from "./seen-lines.ts";

/** The two streams' lines may be a little out of order in the log, so asking again starts so much earlier. */
const overlap = 100_000_000n;
/** Of a log that is written fast, so many lines are more than enough. */
const most = 2_000;
const second = 1_000_000_000n;

/** What a line is known by. */
interface Seen extends Pick<LogLine, "stream" | "timestamp"> {
  /** Its length; where many lines have one time, and some of them may be missing, only what it says tells which it is. */
  readonly content: number | string;
}

export class RecentLines implements SeenLines {
  /** All lines from then on are remembered, or were not asked for. Empty: none was seen. */
  #since = "";
  #last = "";
  #seen: Seen[] = [];
  /** How many are too many. */
  #limit = 2 * most;
  /** From when on lines come again; empty: nothing was asked for twice. */
  #again = "";
  /** Seen before the connection was made again, and not come again yet. */
  readonly #expected = new Map<string, number>();
  #wasCut = false;

  since(): string | undefined {
    return this.#last === "" ? undefined : this.#overlapStart();
  }

  startOver(wasCut: boolean): void {
    if (this.#last === "") return;
    this.#again = this.#overlapStart();
    this.#expected.clear();
    for (const seen of this.#seen) {
      const key = keyOf(seen);
      if (seen.timestamp >= this.#again) this.#expected.set(key, (this.#expected.get(key) ?? 0) + 1);
    }
    this.#wasCut ||= wasCut;
  }

  unseen(lines: readonly LogLine[]): readonly LogLine[] {
    const found = this.#again === "" ? lines : lines.filter((line) => this.#isNew(line));
    if (found.length > 0) this.#remember(found);
    const [first, ...others] = this.#wasCut ? found : [];
    if (first === undefined) return found;
    this.#wasCut = false;
    // What comes again comes before what is new: what has not come by now is no longer in the log.
    return [{ ...first, afterCut: this.#expected.size === 0 ? "complete" : "gap" }, ...others];
  }

  #isNew(line: LogLine): boolean {
    if (line.timestamp < this.#again) return false;
    const key = keyOf(seenOf(line));
    const times = this.#expected.get(key);
    if (times === undefined) return true;
    if (times > 1) this.#expected.set(key, times - 1);
    else this.#expected.delete(key);
    return false;
  }

  #remember(lines: readonly LogLine[]): void {
    if (this.#since === "") this.#since = lines.reduce((a, b) => (b.timestamp < a.timestamp ? b : a)).timestamp;
    for (const line of lines) {
      if (line.timestamp > this.#last) this.#last = line.timestamp;
      this.#seen.push(seenOf(line));
    }
    if (this.#seen.length > this.#limit) this.#forget();
  }

  /** What lies before the overlap does not come again. */
  #forget(): void {
    const start = this.#overlapStart();
    const enough = this.#seen.at(-most)?.timestamp ?? "";
    this.#since = !isCoarse(this.#last) && enough > start ? enough : start;
    this.#seen = this.#seen.filter(({ timestamp }) => timestamp >= this.#since);
    this.#limit = 2 * Math.max(most, this.#seen.length);
  }

  #overlapStart(): string {
    const start = (nanosecondsOf(this.#last) ?? 0n) - overlap;
    const written = momentAt(isCoarse(this.#last) ? start - (start % second) : start);
    return [written, this.#since].sort().at(-1) ?? written;
  }
}

/** Podman tells whole seconds only, and lines of the same one come again from its beginning. */
const isCoarse = (timestamp: string): boolean => timestamp.endsWith(".000000000Z");

const seenOf = ({ stream, timestamp, chunk, from, to }: LogLine): Seen => ({
  stream,
  timestamp,
  content: isCoarse(timestamp) ? chunk.toString("latin1", from, to) : to - from,
});

const keyOf = ({ stream, timestamp, content }: Seen): string => `${stream} ${timestamp} ${content}`;
