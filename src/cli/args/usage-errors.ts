/** Mistakes of the command line, in the words of docker's tools: what is wrong, what may be meant, where help is. */
import type { CommanderError } from "commander";
import { closest } from "../../core/closest.ts";
import { WindlassError } from "../../core/errors.ts";
import type { Command } from "./command.ts";
import { type FlagTable, longOf } from "./flags.ts";
import { globalFlags } from "./globals.ts";

/** What docker compose has and Windlass does not have yet. */
const commandsToCome: readonly string[] =
  "attach bridge build commit cp events exec export images kill ls pause port publish pull push restart rm run scale start stats stop top unpause volumes wait watch".split(
    " ",
  );
/** By command. */
const flagsToCome: Readonly<Record<string, readonly string[]>> = {
  up: ["--watch"],
  down: ["--rmi"],
  logs: ["--since", "--until"],
};

/** The first of these patterns that matches commander's message. */
type Rule = readonly [pattern: RegExp, say: (found: readonly string[], at: At) => Said];
interface Said {
  readonly message: string;
  readonly hint?: string | undefined;
}
interface At {
  readonly commands: readonly Command[];
  /** Absent: before any. */
  readonly command: Command | undefined;
}

const rules: readonly Rule[] = [
  [/^unknown option '(--[^=']*).*'/s, ([flag = ""], at) => unknownFlag(flag, at)],
  [
    /^unknown option '(-(.).*)'/s,
    ([word = "", letter = ""]) => ({ message: `unknown shorthand flag: '${letter}' in ${word}` }),
  ],
  [/^unknown command '(.*)'/s, ([name = ""], at) => unknownCommand(name, at)],
  [
    /^option '([^']*)' argument missing/,
    ([flags = ""]) => ({ message: `flag needs an argument: ${spellings(flags)}` }),
  ],
  [
    /^option '([^']*)' argument '(.*)' is invalid\. Allowed choices are (.*)\./s,
    ([flags = "", value = "", choices = ""]) => ({ message: `${invalid(flags, value)}: must be one of ${choices}` }),
  ],
  [
    /^option '([^']*)' argument '(.*)' is invalid\. (.*)/s,
    ([flags = "", value = "", why = ""]) => ({ message: `${invalid(flags, value)}: ${why}` }),
  ],
  [
    /^too many arguments/,
    (_found, { command }) => ({ message: `"windlass ${command?.name ?? ""}" accepts no arguments` }),
  ],
];

/** @param called the command, where one was named */
export function usageError(error: CommanderError, called: string, commands: readonly Command[]): WindlassError {
  const text = error.message.replace(/^error: /, "");
  const command = commands.find(({ name }) => name === called);
  const help = `windlass ${command === undefined ? "" : `${command.name} `}--help`;
  for (const [pattern, say] of rules) {
    const found = pattern.exec(text)?.slice(1);
    if (found === undefined) continue;
    const { message, hint } = say(found, { commands, command });
    const see = hint === undefined ? "see" : hint.endsWith("?") ? `${hint} See` : `${hint}; see`;
    return new WindlassError("usage", message, { hint: `${see} ${help}` });
  }
  return new WindlassError("usage", text, { hint: `see ${help}` });
}

function unknownFlag(flag: string, { command, commands }: At): Said {
  const message = `unknown flag: ${flag}`;
  if (command !== undefined && flagsToCome[command.name]?.includes(flag))
    return { message: `${flag} is a flag of docker compose that Windlass does not have yet` };
  const known = longNames({ ...command?.flags, ...globalFlags });
  const near = nearest(flag, known);
  if (near !== undefined) return { message, hint: `did you mean ${near}?` };
  const owner = command === undefined && commands.find(({ flags }) => longNames(flags).includes(flag));
  return owner ? { message, hint: `write it after the command, as in windlass ${owner.name} ${flag}` } : { message };
}

function unknownCommand(name: string, { commands }: At): Said {
  if (commandsToCome.includes(name))
    return {
      message: `"${name}" is a command of docker compose that Windlass does not have yet`,
      hint: `docker compose ${name} works on the same project`,
    };
  const near = nearest(name, [...commands.map((command) => command.name), ...commandsToCome]);
  return { message: `unknown command: ${name}`, hint: near && `did you mean ${near}?` };
}

const longNames = (table: FlagTable): readonly string[] => Object.values(table).map(({ flags }) => longOf(flags));

/** By typing errors, else one that begins so, or with a letter less. */
function nearest(word: string, known: readonly string[]): string | undefined {
  const bare = (text: string): string => text.replace(/^--/, "");
  const meant = closest(bare(word), known.map(bare));
  return known.find((name) =>
    meant === undefined
      ? (bare(word).length > 1 && name.startsWith(word)) || name === word.slice(0, -1)
      : bare(name) === meant,
  );
}

/** `-t, --timeout <seconds>` without what it takes. */
const spellings = (flags: string): string => flags.replace(/ <.*>$/, "");
const invalid = (flags: string, value: string): string =>
  `invalid argument ${JSON.stringify(value)} for "${spellings(flags)}" flag`;
