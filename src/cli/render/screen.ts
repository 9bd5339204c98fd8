/**
 * The part of the terminal that is drawn again and again, at its lower end; what is printed goes above it. Below it stands
 * the footer, if there is one: a line that stays between drawings. Knows lines and columns, nothing of what they mean.
 */
import type { Output } from "../process/output.ts";
import { width, withoutSteering } from "../terminal/paint.ts";

const hideCursor = "\u001b[?25l";
const showCursor = "\u001b[?25h";
const endOfLine = "\u001b[K";
const clearBelow = "\u001b[J";

/** What a terminal needs that was left in the middle of a drawing. The cursor stands where the footer begins, or below all. */
export const leaveScreen: string = clearBelow + showCursor;

export class Screen {
  readonly #terminal: Output;
  #drawn: readonly string[] = [];
  #above = "";
  #footer: (() => string) | undefined;
  #due = false;

  constructor(terminal: Output) {
    this.#terminal = terminal;
  }

  /** Whether what is printed must go above something. */
  get busy(): boolean {
    return this.#drawn.length > 0 || this.#footer !== undefined;
  }

  /** Text above the drawing. What is printed in one turn costs one redraw. */
  print(text: string): void {
    this.#above += withoutSteering(text);
    if (this.#due || this.#footer === undefined) return;
    this.#due = true;
    setImmediate(() => {
      if (this.#due) this.draw(this.#drawn);
    });
  }

  draw(lines: readonly string[]): void {
    const same = lines.length === this.#drawn.length && lines.every((line, i) => line === this.#drawn[i]);
    if (!same || this.#above !== "") this.#redraw(lines);
  }

  /** Draws for the last time and leaves it standing. */
  end(lines: readonly string[]): void {
    this.#above += lines.map((line) => `${line}\n`).join("");
    this.#redraw([]);
    if (this.#footer === undefined) this.#terminal.steer(showCursor);
  }

  /** From now on this line stands below everything; where it is wider than the terminal, none does. */
  showFooter(footer: () => string): void {
    this.#footer = footer;
    this.redrawFooter();
  }

  /** It says something else, or the terminal has another size. */
  redrawFooter(): void {
    if (this.#footer !== undefined) this.#redraw(this.#drawn);
  }

  hideFooter(): void {
    if (this.#footer === undefined) return;
    this.#footer = undefined;
    this.#redraw(this.#drawn);
    if (this.#drawn.length === 0) this.#terminal.steer(showCursor);
  }

  /**
   * Lines are overwritten: clearing them first would flicker. Only text that comes above needs free rows, because it may fill
   * them to the last column, behind which nothing can be cleared. The cursor is left where the footer begins: the footer can be
   * cleared from there, however the terminal has wrapped it since.
   */
  #redraw(lines: readonly string[]): void {
    const above = this.#above === "" ? "" : clearBelow + this.#above;
    const region = lines.map((line) => `${line}${endOfLine}\n`).join("");
    const footer = this.#footer?.() ?? "";
    const below = width(footer) < this.#terminal.columns ? `${footer}\r` : "";
    this.#terminal.steer(`${hideCursor}\r${this.#upToTop()}${above}${region}${clearBelow}${below}`);
    this.#above = "";
    this.#drawn = lines;
    this.#due = false;
  }

  /** The terminal may have become narrower since: a line then takes several rows. */
  #upToTop(): string {
    const columns = Math.max(1, this.#terminal.columns);
    const rows = this.#drawn.reduce((sum, line) => sum + Math.max(1, Math.ceil(width(line) / columns)), 0);
    return rows === 0 ? "" : `\u001b[${rows}A`;
  }
}
