/** Mistakes of the command line, in the words of docker's tools: what is wrong, what may be meant, where help is. */
import { closest } from "../../core/closest.ts";
import { WindlassError } from "../../core/errors.ts";
import { type Command, isWhole, type Listing } from "./command.ts";
import { type Flag, type FlagTable, longOf, spellingsOf } from "./flags.ts";
import { globalFlags } from "./globals.ts";

/** What docker compose has and Windlass does not have yet. */
const commandsToCome: readonly string[] = ["watch"];
/** Docker's own commands, which people look for here. */
const commandsOfDocker: readonly string[] = ["login", "logout"];
/** By command; before any there are those of all. */
const flagsToCome: Readonly<Record<string, readonly string[]>> = {
  up: ["-w", "--watch"],
};

type Row = Pick<Flag<unknown>, "flags">;

/** What can be said wrongly of one command, or before any is named. */
export class Usage {
  readonly #commands: readonly (Listing | Command)[];
  readonly #command: Command | undefined;
  readonly #asCompose: boolean;

  /** @param asCompose called as docker compose: scripts look for its words */
  constructor(commands: readonly (Listing | Command)[], command: Command | undefined, asCompose = false) {
    this.#commands = commands;
    this.#command = command;
    this.#asCompose = asCompose;
  }

  error(message: string, hint?: string): WindlassError {
    const help = `windlass ${this.#command === undefined ? "" : `${this.#command.name} `}--help`;
    const see = hint === undefined ? "see" : hint.endsWith("?") ? `${hint} See` : `${hint}; see`;
    return new WindlassError("usage", message, { hint: `${see} ${help}` });
  }

  noValue(row: Row): WindlassError {
    return this.error(`flag needs an argument: ${shown(row)}`);
  }

  /** @param why `must be a whole number` */
  invalidValue(row: Row, value: string, why: string): WindlassError {
    return this.error(`invalid argument ${JSON.stringify(value)} for "${shown(row)}" flag: ${why}`);
  }

  unknownLetter(letter: string, word: string): WindlassError {
    return this.#toCome(`-${letter}`) ?? this.error(`unknown shorthand flag: '${letter}' in ${word}`);
  }

  unknownFlag(flag: string): WindlassError {
    const command = this.#command;
    const toCome = this.#toCome(flag);
    if (toCome !== undefined) return toCome;
    const near = nearest(flag, longNames({ ...command?.flags, ...globalFlags }));
    const owner =
      command === undefined && this.#commands.filter(isWhole).find(({ flags }) => longNames(flags).includes(flag));
    const hint = near
      ? `did you mean ${near}?`
      : owner
        ? `write it after the command, as in windlass ${owner.name} ${flag}`
        : undefined;
    return this.error(`unknown flag: ${flag}`, hint);
  }

  #toCome(flag: string): WindlassError | undefined {
    const flags = [flagsToCome[""], flagsToCome[this.#command?.name ?? ""]].flatMap((each) => each ?? []);
    return flags.includes(flag)
      ? this.error(`${flag} is a flag of docker compose that Windlass does not have yet`)
      : undefined;
  }

  unknownCommand(name: string): WindlassError {
    if (commandsToCome.includes(name) && !this.#commands.some((command) => command.name === name))
      return this.error(
        `"${name}" is a command of docker compose that Windlass does not have yet`,
        `docker compose ${name} works on the same project`,
      );
    if (commandsOfDocker.includes(name))
      return this.error(`"${name}" is a command of docker`, `run docker ${name}: Windlass uses the same logins`);
    const known = this.#commands.filter(({ hidden }) => !hidden || name.includes(" ")).map((command) => command.name);
    const near = nearest(name, [...known, ...commandsToCome]);
    const what = this.#asCompose
      ? `unknown docker command: ${JSON.stringify(`compose ${name}`)}`
      : `unknown command: ${name}`;
    return this.error(what, near && `did you mean ${near}?`);
  }
}

const longNames = (table: FlagTable): readonly string[] =>
  Object.values(table)
    .filter(({ hidden }) => !hidden)
    .map(longOf);

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

/** `-t, --timeout` */
const shown = (row: Row): string => spellingsOf(row).join(", ");
