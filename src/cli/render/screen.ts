/**
 * The part of the terminal that is drawn again and again, at its lower end; what is printed goes above it. Knows lines
 * and columns, nothing of what they mean.
 */
import type { Output } from "../output.ts";
import { width } from "../paint.ts";

const hideCursor = "\u001b[?25l";
export const showCursor = "\u001b[?25h";
/** Clears what stood behind the text, then goes on. */
const endOfLine = "\u001b[K\n";
const clearBelow = "\u001b[J";

export class Screen {
  readonly #out: Output;
  readonly #err: Output;
  #drawn: readonly string[] = [];
  #above = "";

  /** @param err where the region is drawn; @param out where the text above goes: perhaps the same terminal, perhaps a file */
  constructor(out: Output, err: Output) {
    this.#out = out;
    this.#err = err;
  }

  /** Keeps text for the next `draw`, so that much of it costs one redraw. */
  print(text: string): void {
    if (this.#out.isTTY) this.#above += text;
    else this.#out.write(text);
  }

  /** Overwrites line by line: clearing the whole first would flicker, and some terminals would keep what was cleared. */
  draw(lines: readonly string[]): void {
    const same = lines.length === this.#drawn.length && lines.every((line, i) => line === this.#drawn[i]);
    if (same && this.#above === "") return;
    this.#err.write(`${hideCursor}\r${this.#upToTop()}`);
    if (this.#above !== "") this.#out.write(this.#above.replaceAll("\n", endOfLine));
    this.#above = "";
    this.#err.write(`${lines.map((line) => line + endOfLine).join("")}${clearBelow}`);
    this.#drawn = lines;
  }

  /** Draws for the last time and leaves it standing. */
  end(lines: readonly string[]): void {
    this.draw(lines);
    this.#err.write(showCursor);
    this.#drawn = [];
  }

  /** The terminal may have become narrower since: a line then takes several rows. */
  #upToTop(): string {
    const columns = Math.max(1, this.#err.columns);
    const rows = this.#drawn.reduce((sum, line) => sum + Math.max(1, Math.ceil(width(line) / columns)), 0);
    return rows === 0 ? "" : `\u001b[${rows}A`;
  }
}
