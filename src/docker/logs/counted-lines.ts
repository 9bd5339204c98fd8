/**
 * Counts the lines of a log that is read without their times: who was cut off asks for all of it again and leaves out as
 * many as were seen. A log only grows at its end, unless it is rotated.
 */
import { logBytes } from "../../engine/output-line.ts";
import type { LogLine } from "../../engine/port.ts";
import { CallError } from "../http/call-error.ts";
import type { SeenLines } from "./seen-lines.ts";

export class CountedLines implements SeenLines {
  #count = 0;
  #first: LogLine | undefined;
  /** How many of those that were seen have come again. */
  #again = 0;
  #wasCut = false;

  since(): undefined {
    return undefined;
  }

  startOver(wasCut: boolean): void {
    this.#again = 0;
    this.#wasCut ||= wasCut && this.#count > 0;
  }

  unseen(lines: readonly LogLine[]): readonly LogLine[] {
    const [head] = lines;
    this.#first ??= head;
    if (this.#again === 0 && !isSame(head, this.#first))
      throw new CallError({ kind: "refused", status: 200, reason: "the log was rotated while it was read" });
    const known = Math.min(lines.length, this.#count - this.#again);
    const found = known === 0 ? lines : lines.slice(known);
    this.#count += found.length;
    this.#again += lines.length;
    const [first, ...others] = this.#wasCut ? found : [];
    if (first === undefined) return found;
    this.#wasCut = false;
    return [{ ...first, afterCut: "complete" }, ...others];
  }
}

const isSame = (a: LogLine | undefined, b: LogLine | undefined): boolean =>
  a?.stream === b?.stream && (a === b || (a !== undefined && b !== undefined && logBytes(a).equals(logBytes(b))));
