/** Words of a command line, one after the other: those that are no flags, and the values of the flags among them. */
import { type Flag, type FlagTable, InvalidValue, spellingsOf, takesValue } from "./flags.ts";
import type { Usage } from "./usage-errors.ts";

/** A flag, where it stands in the tables. */
export interface Known {
  readonly table: FlagTable;
  readonly name: string;
  readonly row: Flag<unknown>;
}

export class Reader {
  readonly usage: Usage;
  readonly #words: readonly string[];
  readonly #known: ReadonlyMap<string, Known>;
  readonly #values = new Map<FlagTable, Record<string, unknown>>();
  readonly #unfinished: boolean;
  #at = 0;
  #flagsEnded = false;
  #awaiting: Flag<unknown> | undefined;

  /**
   * @param tables a spelling that stands in several belongs to the first
   * @param unfinished a last word is still being typed: what lacks its value at the end is kept in `awaiting`
   */
  constructor(words: readonly string[], tables: readonly FlagTable[], usage: Usage, unfinished = false) {
    this.#words = words;
    this.usage = usage;
    this.#unfinished = unfinished;
    this.#known = new Map(
      tables
        .toReversed()
        .flatMap((table) =>
          Object.entries(table).flatMap(([name, row]) =>
            spellingsOf(row).map((spelling): [string, Known] => [spelling, { table, name, row }]),
          ),
        ),
    );
  }

  /** The next word that is no flag, with all flags before it taken. @throws WindlassError `usage` */
  next(): string | undefined {
    for (;;) {
      const word = this.#words[this.#at++];
      if (word === undefined || this.#flagsEnded || word === "-" || !word.startsWith("-")) return word;
      if (word === "--") this.#flagsEnded = true;
      else if (word.startsWith("--")) this.#long(word);
      else this.#letters(word);
    }
  }

  /** Whether `--` has come: no word is a flag from there on. */
  get flagsEnded(): boolean {
    return this.#flagsEnded;
  }

  /** The flag whose value comes next. */
  get awaiting(): Flag<unknown> | undefined {
    return this.#awaiting;
  }

  /** The flags that may stand here, by their spellings. */
  get known(): ReadonlyMap<string, Known> {
    return this.#known;
  }

  /** All that is left, as it is. */
  rest(): readonly string[] {
    const rest = this.#words.slice(this.#at);
    this.#at = this.#words.length;
    return rest;
  }

  has(name: string): boolean {
    return [...this.#values.values()].some((values) => values[name] === true);
  }

  valuesOf(table: FlagTable): Readonly<Record<string, unknown>> {
    return this.#values.get(table) ?? {};
  }

  #long(word: string): void {
    const cut = word.indexOf("=");
    const spelling = cut < 0 ? word : word.slice(0, cut);
    const known = this.#known.get(spelling);
    if (known === undefined) throw this.usage.unknownFlag(spelling);
    this.#take(known, cut < 0 ? undefined : word.slice(cut + 1));
  }

  /** Letters that stand together: `-dt=5`. The first that takes a value takes the rest. */
  #letters(word: string): void {
    for (let at = 1; at < word.length; at++) {
      const letter = word[at] ?? "";
      const known = this.#known.get(`-${letter}`);
      if (known === undefined) throw this.usage.unknownLetter(letter, word);
      const rest = word.slice(at + 1);
      const value = rest.startsWith("=") ? rest.slice(1) : undefined;
      const takesRest = takesValue(known.row) || value !== undefined;
      this.#take(known, takesRest && rest !== "" ? (value ?? rest) : undefined);
      if (takesRest) return;
    }
  }

  #take({ table, name, row }: Known, given: string | undefined): void {
    const values = this.#values.get(table) ?? {};
    this.#values.set(table, values);
    if (!takesValue(row)) {
      values[name] = given === undefined || this.#truth(row, given);
      return;
    }
    const text = given ?? this.#words[this.#at++];
    if (text === undefined && this.#unfinished) this.#awaiting = row;
    else if (text === undefined) throw this.usage.noValue(row);
    else values[name] = this.#valueOf(row, text, values[name]);
  }

  #valueOf(row: Flag<unknown>, text: string, before: unknown): unknown {
    if (row.choices !== undefined && !row.choices.includes(text))
      throw this.usage.invalidValue(row, text, `must be one of ${row.choices.join(", ")}`);
    try {
      return row.read ? row.read(text, before) : text;
    } catch (error) {
      throw error instanceof InvalidValue ? this.usage.invalidValue(row, text, error.message) : error;
    }
  }

  #truth(row: Flag<unknown>, text: string): boolean {
    if (/^(1|t|true)$/i.test(text)) return true;
    if (/^(0|f|false)$/i.test(text)) return false;
    throw this.usage.invalidValue(row, text, "must be true or false");
  }
}
