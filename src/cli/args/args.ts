/**
 * argv → which command, with which values, in one pass by the tables. Flags may stand before operands or after them, until `--`
 * or until a word that is another program's. Global flags stand before the command or after it; after it, a spelling that
 * the command itself uses is the command's.
 */
import { type Command, isWhole, type Listing } from "./command.ts";
import { type FlagTable, flag } from "./flags.ts";
import { type Globals, globalFlags, mergeGlobals } from "./globals.ts";
import { commandHelp, groupHelp, helpFlag, toolHelp, versionFlag } from "./help.ts";
import { miscounted } from "./operands.ts";
import { Reader } from "./reader.ts";
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
  /** It was called as docker compose. */
  readonly asCompose?: boolean;
}

/** @param commands whole, or as the list has them where no word names them @throws WindlassError `usage` */
export function parseArgs(argv: readonly string[], commands: readonly (Listing | Command)[], page: Page): Parsed {
  const say = (text: string): Parsed => ({ kind: "say", text });
  const outer = new Reader(argv, [toolFlags, globalFlags], new Usage(commands, undefined, page.asCompose));
  const name = outer.next();
  if (outer.has("help")) return say(toolHelp(commands, page.columns));
  if (outer.has("version")) return say(`${page.version}\n`);
  if (name === undefined) return say(toolHelp(commands, page.columns));
  const asksHelp = name === "help";
  const topic = asksHelp ? outer.next() : name;
  if (topic === undefined || topic === "help") return say(toolHelp(commands, page.columns));
  const found = named(topic, commands, outer);
  if ("members" in found) return say(groupHelp(found.begin, found.members, page.columns));
  if (asksHelp) return say(commandHelp(withSubcommand(found, outer.rest(), commands).command, page.columns));
  const { command, inner } = withSubcommand(found, outer.rest(), commands);
  const operands = operandsIn(inner, command);
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

/** The words that are no flags, to the end of the line. @throws WindlassError `usage` */
export function operandsIn(words: Reader, { operands }: Command): readonly string[] {
  const verbatim = operands.findIndex((operand) => operand.verbatim);
  const found: string[] = [];
  for (let word = words.next(); word !== undefined; word = words.next()) {
    found.push(word);
    // Docker's tools end with the operand before a program's words.
    if (verbatim >= 0 && found.length >= verbatim) found.push(...words.rest());
  }
  return found;
}

const subcommandOf = ({ name, subcommands = [] }: Command, word: string | undefined): Command | undefined =>
  subcommands.find((sub) => sub.name === `${name} ${word}`);

/**
 * The command, or the one of its own that the first word names, and so on; its flags may stand before that word, too. Behind
 * `--` a word is an operand.
 */
export function withSubcommand(
  command: Command,
  words: readonly string[],
  commands: readonly (Listing | Command)[],
  unfinished = false,
): { readonly command: Command; readonly inner: Reader } {
  const reader = (of: Command, rest: readonly string[]): Reader =>
    new Reader(rest, [of.flags, ownFlags, globalFlags], new Usage(commands, of), unfinished);
  const first = reader(command, words);
  const word = command.subcommands && first.next();
  const sub = first.flagsEnded ? undefined : subcommandOf(command, word);
  if (sub === undefined) return { command, inner: reader(command, words) };
  const rest = first.rest();
  return withSubcommand(sub, [...words.slice(0, words.length - rest.length - 1), ...rest], commands, unfinished);
}

/** Commands whose names begin with the same words. */
interface CommandGroup {
  readonly begin: string;
  readonly members: readonly Listing[];
}

/** The command of that name, whose further words are read; all that begin so where they end too soon. */
export function named(first: string, commands: readonly (Listing | Command)[], words: Reader): Command | CommandGroup {
  let name = first;
  for (;;) {
    const found = commands.filter(isWhole).find((command) => command.name === name || command.aliases?.includes(name));
    if (found !== undefined) return found;
    const begin = `${name} `;
    const longer = commands.filter((command) => command.name.startsWith(begin));
    if (longer.length === 0) throw words.usage.unknownCommand(name);
    const next = words.next();
    if (next === undefined || next === "help" || words.has("help")) return { begin: name, members: longer };
    name = begin + next;
  }
}

export const toolFlags: FlagTable = { help: flag(helpFlag, ""), version: flag(versionFlag, "") };
const ownFlags: FlagTable = { help: flag(helpFlag, "") };

const absent = (table: FlagTable): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(table).map(([name, row]) => [name, row.absent]));
