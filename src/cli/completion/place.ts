/** Where on a command line a word stands that is still being typed: what is known of it from the words before it. Pure. */
import { named, operandsIn, toolFlags, withSubcommand } from "../args/args.ts";
import type { Command, Listing } from "../args/command.ts";
import type { Flag } from "../args/flags.ts";
import { type Globals, globalFlags, mergeGlobals } from "../args/globals.ts";
import type { Operand } from "../args/operands.ts";
import { type Known, Reader } from "../args/reader.ts";
import { Usage } from "../args/usage-errors.ts";

export interface Place {
  /** The flag whose value the word is. */
  readonly awaiting?: Flag<unknown>;
  /** Flags that the word may be, by their spellings; none behind `--` and among another program's words. */
  readonly flags: ReadonlyMap<string, Known>;
  readonly isGiven: (flag: Known) => boolean;
  /** Words of commands that it may be. */
  readonly commands: readonly CommandWord[];
  /** What it is, if it is no flag and no command. */
  readonly operand?: Operand;
  /** Those before it. */
  readonly operands: readonly string[];
  readonly globals: Globals;
}

/** One word of a command's name. */
export interface CommandWord {
  readonly word: string;
  /** Of the command, where its name ends with the word. */
  readonly summary?: string;
  /** It is offered to those alone who begin to type it. */
  readonly hidden?: true;
}

/** @returns undefined where nothing more is asked: after `--help` @throws WindlassError `usage` */
export function placeOf(words: readonly string[], commands: readonly (Listing | Command)[]): Place | undefined {
  const outer = new Reader(words, [toolFlags, globalFlags], new Usage(commands, undefined), true);
  const name = outer.next();
  if (outer.has("help") || outer.has("version")) return undefined;
  if (name === undefined) return place([outer], { commands: wordsAfter("", commands) });
  const asksHelp = name === "help";
  const topic = asksHelp ? outer.next() : name;
  if (topic === undefined) return place([outer], { commands: wordsAfter("", commands) });
  const found = named(topic, commands, outer);
  if ("members" in found) return place([outer], { commands: wordsAfter(`${found.begin} `, found.members) });
  if (asksHelp) return outer.next() === undefined ? place([outer], { commands: subcommandWords(found) }) : undefined;
  const { command, inner } = withSubcommand(found, outer.rest(), commands, true);
  const operands = operandsIn(inner, command);
  if (inner.has("help")) return undefined;
  const operand = command.operands[operands.length] ?? command.operands.findLast(({ many }) => many);
  return place([inner, outer], {
    commands: operands.length === 0 && !inner.flagsEnded ? subcommandWords(command) : [],
    operands,
    ...(operand && { operand }),
  });
}

/** @param readers of the words behind the command, then of those before it */
function place(
  readers: readonly [Reader, ...Reader[]],
  {
    commands,
    operands = [],
    operand,
  }: Pick<Place, "commands"> & { readonly operands?: readonly string[]; readonly operand?: Operand },
): Place {
  const [reader] = readers;
  const [after = {}, before = {}] = readers.map((one) => one.valuesOf(globalFlags));
  return {
    ...(reader.awaiting && { awaiting: reader.awaiting }),
    flags: reader.flagsEnded || operand?.verbatim ? new Map() : reader.known,
    isGiven: ({ table, name }) => readers.some((one) => one.valuesOf(table)[name] !== undefined),
    commands: reader.flagsEnded ? [] : commands,
    operands,
    ...(operand && { operand }),
    globals: mergeGlobals(before, after),
  };
}

const subcommandWords = ({ name, subcommands = [] }: Command): readonly CommandWord[] =>
  wordsAfter(`${name} `, subcommands);

/** The next words of all names that begin so, each once. */
function wordsAfter(begin: string, commands: readonly Listing[]): readonly CommandWord[] {
  const words = new Map<string, CommandWord>();
  for (const { name, summary, hidden } of commands) {
    if (!name.startsWith(begin)) continue;
    const [word = "", more] = name.slice(begin.length).split(" ");
    if (!words.has(word))
      words.set(word, { word, ...(more === undefined && { summary }), ...(hidden && begin === "" && { hidden }) });
  }
  return [...words.values()];
}
