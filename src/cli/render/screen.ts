/**
 * The part of the terminal that is drawn again and again, at its lower end; what is printed goes above it. Knows lines
 * and columns, nothing of what they mean.
 */
import type { Output } from "../output.ts";
import { width } from "../paint.ts";

const hideCursor = "\u001b[?25l";
export const showCursor = "\u001b[?25h";

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

  draw(lines: readonly string[]): void {
    const same = lines.length === this.#drawn.length && lines.every((line, i) => line === this.#drawn[i]);
    if (same && this.#above === "") return;
    this.#err.write(hideCursor + this.#erase());
    if (this.#above !== "") this.#out.write(this.#above);
    this.#above = "";
    this.#err.write(lines.map((line) => `${line}\n`).join(""));
    this.#drawn = lines;
  }

  /** Draws for the last time and leaves it standing. */
  end(lines: readonly string[]): void {
    this.draw(lines);
    this.#err.write(showCursor);
    this.#drawn = [];
  }

  /** The terminal may have become narrower since: a line then takes several rows. */
  #erase(): string {
    const columns = Math.max(1, this.#err.columns);
    const rows = this.#drawn.reduce((sum, line) => sum + Math.max(1, Math.ceil(width(line) / columns)), 0);
    return rows === 0 ? "" : `\r\u001b[${rows}A\u001b[0J`;
  }
}
