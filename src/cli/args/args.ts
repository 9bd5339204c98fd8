/**
 * argv → which command, with which values. commander reads and explains; the tables say what there is. Global flags
 * stand before the command or after it; after it, a letter that the command itself uses is the command's.
 */
import { Command as Commander, CommanderError, Option } from "commander";
import type { Command } from "./command.ts";
import type { Flag, FlagTable } from "./flags.ts";
import { type Globals, globalFlags, mergeGlobals } from "./globals.ts";
import { commandHelp, helpFlag, toolHelp, versionFlag } from "./help.ts";
import { respelt, unsetSpelling } from "./spelling.ts";
import { usageError } from "./usage-errors.ts";

export type Parsed =
  | {
      readonly kind: "run";
      readonly command: Command;
      readonly globals: Globals;
      readonly flags: Readonly<Record<string, unknown>>;
      readonly services: readonly string[];
    }
  /** Help or the version: text for standard output. */
  | { readonly kind: "say"; readonly text: string };

export interface Page {
  readonly columns: number;
  readonly version: string;
}

/** @throws WindlassError `usage` */
export function parseArgs(words: readonly string[], commands: readonly Command[], page: Page): Parsed {
  const argv = respelt(words, globalFlags, (name) => commands.find((command) => command.name === name)?.flags);
  let said = "";
  let parsed: Parsed | undefined;
  let asked = "";
  const program = new Commander("windlass")
    .version(page.version, versionFlag)
    .helpOption(helpFlag)
    .helpCommand("help [command]")
    .showSuggestionAfterError(false)
    .enablePositionalOptions();
  const take = (into: Commander, option: Option, name: string, row: Flag<unknown>): void => {
    into.addOption(option);
    const unset = unsetSpelling(row);
    if (unset !== undefined && argv.includes(unset))
      into.addOption(optionOf(name, { ...row, flags: unset }).preset(false));
  };
  for (const [name, row] of Object.entries(globalFlags)) take(program, optionOf(name, row), name, row);

  // A command that is not named can't be the one that is called, and telling commander of its flags takes a while.
  const isHelp =
    argv.some((word) => /^(-h|--help|help)$/.test(word)) || !commands.some(({ name }) => argv.includes(name));
  for (const entry of commands) {
    const sub = program.command(entry.name).helpOption(helpFlag).showSuggestionAfterError(false);
    if (entry.takesServices) sub.argument("[service...]");
    sub.allowExcessArguments(entry.takesServices);
    if (!isHelp && !argv.includes(entry.name)) continue;
    for (const [name, row] of Object.entries(entry.flags)) take(sub, optionOf(name, row), name, row);
    for (const [name, row] of Object.entries(globalFlags)) {
      const flags = withoutTaken(row.flags, entry.flags);
      if (flags !== undefined) take(sub, optionOf(name, { ...row, flags }), name, { ...row, flags });
    }
    sub.action(() => {
      parsed = {
        kind: "run",
        command: entry,
        globals: mergeGlobals(program.opts(), ownGlobals(sub)),
        flags: valuesOf(entry.flags, sub.opts()),
        services: entry.takesServices ? sub.args : [],
      };
    });
  }

  for (const each of [program, ...program.commands])
    each
      .exitOverride()
      .configureHelp({
        minWidthToWrap: narrowest,
        formatHelp: (shown, help) => {
          const entry = commands.find(({ name }) => name === shown.name());
          return entry === undefined ? toolHelp(commands, help) : commandHelp(entry, help);
        },
      })
      .configureOutput({
        writeOut: (text) => {
          said += text;
        },
        writeErr: (text) => {
          said += text;
        },
        outputError: () => {
          asked = each.name();
        },
        getOutHelpWidth: () => page.columns,
        getErrHelpWidth: () => page.columns,
        getOutHasColors: () => false,
        getErrHasColors: () => false,
      });

  try {
    const [first, topic] = argv;
    // commander prints the whole help for a topic that it does not know.
    if (
      first === "help" &&
      topic !== undefined &&
      topic !== "help" &&
      !topic.startsWith("-") &&
      !commands.some(({ name }) => name === topic)
    )
      throw new CommanderError(1, "commander.unknownCommand", `error: unknown command '${topic}'`);
    program.parse(argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (!saysHelp.has(error.code)) throw usageError(error, asked, commands);
  }
  return parsed ?? { kind: "say", text: said };
}

/** Columns that a description has at least: below that its lines are not broken. */
const narrowest = 12;
const saysHelp = new Set(["commander.help", "commander.helpDisplayed", "commander.version"]);

/** The value is found under the table's name; `--no-build` is a flag of its own, not the opposite of `--build`. */
function optionOf(name: string, row: Flag<unknown>): Option {
  const option = new Option(row.flags);
  option.negate = false;
  option.attributeName = () => name;
  if (row.choices !== undefined) option.choices(row.choices);
  if (row.read !== undefined) option.argParser(row.read);
  return option;
}

/** The values of a table's flags; a flag that wasn't given has its absent value. */
const valuesOf = (table: FlagTable, given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(table).map(([name, row]) => [name, given[name] ?? row.absent]));

/** Those global flags that were given after the command. */
const ownGlobals = (sub: Commander): Partial<Globals> =>
  Object.fromEntries(
    Object.keys(globalFlags)
      .filter((name) => sub.getOptionValueSource(name) === "cli")
      .map((name) => [name, sub.getOptionValue(name)]),
  );

/** The flag's spellings that the command leaves free: `--file <path>` where `-f` is the command's own. */
function withoutTaken(flags: string, table: FlagTable): string | undefined {
  const spellings = (text: string): string[] => text.split(/[ ,|]+/).filter((part) => part.startsWith("-"));
  const taken = new Set(Object.values(table).flatMap((row) => spellings(row.flags)));
  const free = spellings(flags).filter((spelling) => !taken.has(spelling));
  const value = /<.*>/.exec(flags)?.[0];
  return free.some((spelling) => spelling.startsWith("--"))
    ? `${free.join(", ")}${value === undefined ? "" : ` ${value}`}`
    : undefined;
}
