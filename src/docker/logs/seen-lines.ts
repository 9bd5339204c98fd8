/** What tells the lines of a log that are new from those that come again after its connection was lost. */
import type { LogLine } from "../../engine/port.ts";

export interface SeenLines {
  /** From when on to ask again; `undefined`: for the same as before. */
  since(): string | undefined;
  /** A new connection begins: lines will come again. @param wasCut whether the last one was lost */
  startOver(wasCut: boolean): void;
  /** Those that were not seen yet; the first of them after a cut says so. */
  unseen(lines: readonly LogLine[]): readonly LogLine[];
}
