/** What a command is: its name, its flags, and what it does with them. One file each in commands/. */

import type { ProcessContext } from "../process/process-context.ts";
import type { FlagTable, Values } from "./flags.ts";
import type { Globals } from "./globals.ts";
import type { Operand } from "./operands.ts";
import type { Settings } from "./settings.ts";

export type Group = "run" | "inspect" | "change" | "build";

export type Example = readonly [command: string, text: string];

/** "flag": by `-p` without `-f`, for commands that know the services of a file · "variable": by COMPOSE_PROJECT_NAME, too. */
export type NamedBy = "flag" | "variable";

/** One call of a command, as the command line spelt it. */
export interface Call<Flags> {
  readonly globals: Globals;
  readonly flags: Flags;
  /** Service names, where any number of them may be given; empty: all. */
  readonly services: readonly string[];
  /** All words that are no flags. */
  readonly operands: readonly string[];
  readonly settings: Settings;
}

/** What the list of commands says of one. */
export interface Listing {
  /** One word, or several: `alpha viz`. */
  readonly name: string;
  /** Other names that are understood and not shown. */
  readonly aliases?: readonly string[];
  /** It is understood, and not shown. */
  readonly hidden?: true;
  readonly summary: string;
  /** Under which heading of the help it stands. */
  readonly group: Group;
}

export interface CommandDefinition<Table extends FlagTable> {
  /** One or two for its help. */
  readonly examples: readonly Example[];
  /** Its exit codes, where they are others than 0 and 1. */
  readonly exitStatus?: string;
  readonly operands: readonly Operand[];
  readonly flags: Table;
  /** Commands that its first word may name, before it is an operand: `plan down` of `plan`. */
  readonly subcommands?: readonly Command[];
  /** Where the project's name is enough and is given so, no file of the project is opened, not even its `.env`. */
  readonly named?: NamedBy;
  /** @returns the exit code */
  readonly run: (call: Call<Values<Table>>, context: ProcessContext) => Promise<number>;
}

/** All but what the list says; the flags' types only the command knows. */
export interface Definition extends Omit<CommandDefinition<FlagTable>, "run"> {
  readonly run: (call: Call<Readonly<Record<string, unknown>>>, context: ProcessContext) => Promise<number>;
}

export interface Command extends Listing, Definition {}

export const isWhole = (command: Listing | Command): command is Command => "flags" in command;

/** A command in the list, and where the rest of it is. */
export interface Listed<Loaded extends Definition = Definition> extends Listing {
  readonly load: () => Promise<Loaded>;
}

export const loaded = async <Loaded extends Definition>({
  load,
  ...listing
}: Listed<Loaded>): Promise<Listing & Loaded> => ({ ...listing, ...(await load()) });

/** The values come from the command's own table, read by args.ts: that is what makes this cast true. */
export const command = <Table extends FlagTable>(definition: CommandDefinition<Table>): Definition => ({
  ...definition,
  run: (call, context) => definition.run(call as Call<Values<Table>>, context),
});
