/** The last lines of an output, in bounded memory, to say in an error what was printed. */

const mostLines = 10;
const mostCharacters = 2_048;

export class Tail {
  #lines: string[] = [];

  add(line: string): void {
    // A progress bar writes over itself: what stands there last counts.
    const shown = line.replace(/\r+$/, "").split("\r").at(-1)?.trimEnd() ?? "";
    if (shown.trim() === "") return;
    this.#lines.push(shown.slice(-mostCharacters));
    if (this.#lines.length > mostLines) this.#lines.shift();
  }

  /** Line by line, the newest last; empty where nothing was printed. */
  text(): string {
    return this.#lines.join("\n").slice(-mostCharacters);
  }
}
