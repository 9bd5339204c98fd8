/**
 * The part of the terminal that is drawn again and again, at its lower end; what is printed goes above it. Knows lines
 * and columns, nothing of what they mean.
 */
import type { Output } from "../process/output.ts";
import { width, withoutSteering } from "../terminal/paint.ts";

const hideCursor = "\u001b[?25l";
export const showCursor = "\u001b[?25h";
/** Clears what stood behind the text, then goes on. */
const endOfLine = "\u001b[K\n";
const clearBelow = "\u001b[J";

export class Screen {
  readonly #terminal: Output;
  #drawn: readonly string[] = [];
  #above = "";

  constructor(terminal: Output) {
    this.#terminal = terminal;
  }

  /** Keeps text for the next `draw`, so that much of it costs one redraw. */
  print(text: string): void {
    this.#above += withoutSteering(text);
  }

  /** Overwrites line by line: clearing the whole first would flicker, and some terminals would keep what was cleared. */
  draw(lines: readonly string[]): void {
    const same = lines.length === this.#drawn.length && lines.every((line, i) => line === this.#drawn[i]);
    if (same && this.#above === "") return;
    const above = this.#above.replaceAll("\n", endOfLine);
    const region = lines.map((line) => line + endOfLine).join("");
    this.#terminal.steer(`${hideCursor}\r${this.#upToTop()}${above}${region}${clearBelow}`);
    this.#above = "";
    this.#drawn = lines;
  }

  /** Draws for the last time and leaves it standing. */
  end(lines: readonly string[]): void {
    this.draw(lines);
    this.#terminal.steer(showCursor);
    this.#drawn = [];
  }

  /** The terminal may have become narrower since: a line then takes several rows. */
  #upToTop(): string {
    const columns = Math.max(1, this.#terminal.columns);
    const rows = this.#drawn.reduce((sum, line) => sum + Math.max(1, Math.ceil(width(line) / columns)), 0);
    return rows === 0 ? "" : `\u001b[${rows}A`;
  }
}
