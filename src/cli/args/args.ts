/**
 * argv → which command, with which values, in one pass by the tables. Flags may stand before operands or after them, until `--`
 * or until a word that is another program's. Global flags stand before the command or after it; after it, a spelling that
 * the command itself uses is the command's.
 */
import type { Command } from "./command.ts";
import { type Flag, type FlagTable, flag, InvalidValue, spellingsOf, takesValue } from "./flags.ts";
import { type Globals, globalFlags, mergeGlobals } from "./globals.ts";
import { commandHelp, groupHelp, helpFlag, toolHelp, versionFlag } from "./help.ts";
import { miscounted } from "./operands.ts";
import { Usage } from "./usage-errors.ts";

export type Parsed =
  | {
      readonly kind: "run";
      readonly command: Command;
      readonly globals: Globals;
      readonly flags: Readonly<Record<string, unknown>>;
      /** Words that are no flags, where the command takes any number of services. */
      readonly services: readonly string[];
      /** Words that are no flags. */
      readonly operands: readonly string[];
    }
  /** Help or the version: text for standard output. */
  | { readonly kind: "say"; readonly text: string };

export interface Page {
  readonly columns: number;
  readonly version: string;
}

/** @throws WindlassError `usage` */
export function parseArgs(argv: readonly string[], commands: readonly Command[], page: Page): Parsed {
  const say = (text: string): Parsed => ({ kind: "say", text });
  const outer = new Reader(argv, [toolFlags, globalFlags], new Usage(commands, undefined));
  const name = outer.next();
  if (outer.has("help")) return say(toolHelp(commands, page.columns));
  if (outer.has("version")) return say(`${page.version}\n`);
  if (name === undefined) return say(toolHelp(commands, page.columns));
  const asksHelp = name === "help";
  const topic = asksHelp ? outer.next() : name;
  if (topic === undefined || topic === "help") return say(toolHelp(commands, page.columns));
  const found = named(topic, commands, outer);
  if ("members" in found) return say(groupHelp(found.begin, found.members, page.columns));
  if (asksHelp) return say(commandHelp(subcommandOf(found, outer.next()) ?? found, page.columns));
  const { command, inner } = withSubcommand(found, outer.rest(), commands);
  const verbatim = command.operands.findIndex((operand) => operand.verbatim);
  const operands: string[] = [];
  for (let word = inner.next(); word !== undefined; word = inner.next()) {
    operands.push(word);
    // Docker's tools end with the operand before a program's words.
    if (verbatim >= 0 && operands.length >= verbatim) operands.push(...inner.rest());
  }
  if (inner.has("help")) return say(commandHelp(command, page.columns));
  const wrong = miscounted(command.operands, operands);
  if (wrong !== undefined) throw inner.usage.error(`"windlass ${command.name}" ${wrong}`);
  const isServices = command.operands.some(
    ({ many, verbatim: foreign, name: what }) => many && !foreign && what === "service",
  );
  return {
    kind: "run",
    command,
    globals: mergeGlobals(outer.valuesOf(globalFlags), inner.valuesOf(globalFlags)),
    flags: { ...absent(command.flags), ...inner.valuesOf(command.flags) },
    services: isServices ? operands : [],
    operands,
  };
}

const subcommandOf = ({ name, subcommands = [] }: Command, word: string | undefined): Command | undefined =>
  subcommands.find((sub) => sub.name === `${name} ${word}`);

/**
 * The command, or the one of its own that the first word names; its flags may stand before that word, too. Behind `--` a word
 * is an operand.
 */
function withSubcommand(
  command: Command,
  words: readonly string[],
  commands: readonly Command[],
): { readonly command: Command; readonly inner: Reader } {
  const reader = (of: Command, rest: readonly string[]): Reader =>
    new Reader(rest, [of.flags, ownFlags, globalFlags], new Usage(commands, of));
  const first = reader(command, words);
  const word = command.subcommands && first.next();
  const sub = first.flagsEnded ? undefined : subcommandOf(command, word);
  if (sub === undefined) return { command, inner: reader(command, words) };
  const rest = first.rest();
  return { command: sub, inner: reader(sub, [...words.slice(0, words.length - rest.length - 1), ...rest]) };
}

/** Commands whose names begin with the same words. */
interface CommandGroup {
  readonly begin: string;
  readonly members: readonly Command[];
}

/** The command of that name, whose further words are read; all that begin so where they end too soon. */
function named(first: string, commands: readonly Command[], words: Reader): Command | CommandGroup {
  let name = first;
  for (;;) {
    const found = commands.find((command) => command.name === name || command.aliases?.includes(name));
    if (found !== undefined) return found;
    const begin = `${name} `;
    const longer = commands.filter((command) => command.name.startsWith(begin));
    if (longer.length === 0) throw words.usage.unknownCommand(name);
    const next = words.next();
    if (next === undefined || next === "help" || words.has("help")) return { begin: name, members: longer };
    name = begin + next;
  }
}

const toolFlags = { help: flag(helpFlag, ""), version: flag(versionFlag, "") };
const ownFlags = { help: flag(helpFlag, "") };

const absent = (table: FlagTable): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(table).map(([name, row]) => [name, row.absent]));

interface Known {
  readonly table: FlagTable;
  readonly name: string;
  readonly row: Flag<unknown>;
}

/** Reads words one after the other, and keeps the values of the flags among them. */
class Reader {
  readonly usage: Usage;
  readonly #words: readonly string[];
  readonly #known: ReadonlyMap<string, Known>;
  readonly #values = new Map<FlagTable, Record<string, unknown>>();
  #at = 0;
  #flagsEnded = false;

  /** @param tables a spelling that stands in several belongs to the first */
  constructor(words: readonly string[], tables: readonly FlagTable[], usage: Usage) {
    this.#words = words;
    this.usage = usage;
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
    if (text === undefined) throw this.usage.noValue(row);
    if (row.choices !== undefined && !row.choices.includes(text))
      throw this.usage.invalidValue(row, text, `must be one of ${row.choices.join(", ")}`);
    try {
      values[name] = row.read ? row.read(text, values[name]) : text;
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
