/**
 * How far an image has come, of all its layers together: bytes, how fast, how long still. Engines count each layer by
 * itself, begin again after a fault, and may go beyond what they said a layer has. Times are milliseconds of the run.
 */
import { bytes } from "../../core/bytes.ts";
import type { Progress } from "../../core/events.ts";
import { elapsed } from "./words.ts";

interface Layer {
  /** Bytes; a total of 0 is not known yet. */
  readonly current: number;
  readonly total: number;
  /** All of it has come, or gone; `over`: and nothing is left to be done with it. */
  readonly whole: boolean;
  readonly over: boolean;
}

const begun: Layer = { current: 0, total: 0, whole: false, over: false };

/** Brought or taken, whether or not there is something left to do with it. */
const isWhole =
  /^(Download complete|Verifying|Extracting|Pull complete|Already exists|Pushed|Layer already exists|Mounted from)/;
const isOver = /^(Pull complete|Already exists|Pushed|Layer already exists|Mounted from)/;

/** The rate is that of the last so many milliseconds. */
const spanMs = 5_000;
/** Before so many it would be a guess. */
const leastMs = 1_000;

export class Transfer {
  readonly #layers = new Map<string, Layer>();
  /** How much there was when, the oldest first. */
  #samples: readonly { readonly atMs: number; readonly bytes: number }[] = [];
  /** What stands in the way, for as long as it does. */
  #retry = "";

  see({ kind, part, text, current = 0, total = 0 }: Progress, atMs: number): void {
    this.#retry = kind === "retry" || /^Retrying/.test(text) ? text : "";
    if (part === undefined || kind !== undefined) return;
    const before = this.#layers.get(part);
    // Its name, not a layer.
    if (/^Pulling from/.test(text)) return;
    this.#layers.set(part, next(before ?? begun, text, current, total));
    this.#sample(atMs);
  }

  /** `12.3MB of 45.6MB, 3.4MB/s, 9.8s left`, `3 of 5 layers`; empty before anything is known. */
  text(nowMs: number): string {
    if (this.#retry !== "") return this.#retry;
    const layers = [...this.#layers.values()];
    const [done, total] = [sum(layers, "current"), sum(layers, "total")];
    if (total === 0) return "";
    if (done >= total) return `${layers.filter((layer) => layer.over).length} of ${layers.length} layers`;
    const rate = this.#perSecond(nowMs);
    const parts = [`${bytes(done)} of ${bytes(total)}`];
    if (rate > 0) parts.push(`${bytes(rate)}/s`);
    // While some layers have not said how much they are, any time would be too short.
    if (rate > 0 && layers.every((layer) => layer.whole || layer.total > 0))
      parts.push(`${elapsed(((total - done) / rate) * 1_000)} left`);
    return parts.join(", ");
  }

  #sample(atMs: number): void {
    const sample = { atMs, bytes: sum([...this.#layers.values()], "current") };
    this.#samples = [...this.#samples.filter((one) => one.atMs >= atMs - spanMs), sample];
  }

  #perSecond(nowMs: number): number {
    const first = this.#samples.find(({ atMs }) => atMs >= nowMs - spanMs);
    const last = this.#samples.at(-1);
    if (first === undefined || last === undefined || nowMs - first.atMs < leastMs) return 0;
    return ((last.bytes - first.bytes) / (nowMs - first.atMs)) * 1_000;
  }
}

function next(before: Layer, text: string, current: number, total: number): Layer {
  const most = Math.max(before.total, total);
  if (isWhole.test(text)) return { current: most, total: most, whole: true, over: before.over || isOver.test(text) };
  // A layer that begins again has not lost what was counted: what is shown only grows.
  return { ...before, current: Math.min(most, Math.max(before.current, current)), total: most };
}

const sum = (layers: readonly Layer[], field: "current" | "total"): number =>
  layers.reduce((all, layer) => all + layer[field], 0);
