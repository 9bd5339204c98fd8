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

export interface CommandDefinition<Table extends FlagTable> {
  /** One word, or several: `alpha viz`. */
  readonly name: string;
  /** Other names that are understood and not shown. */
  readonly aliases?: readonly string[];
  /** It is understood, and not in the list of commands. */
  readonly hidden?: true;
  readonly summary: string;
  /** Under which heading of the help it stands. */
  readonly group: Group;
  /** One or two for its help. */
  readonly examples: readonly Example[];
  readonly operands: readonly Operand[];
  readonly flags: Table;
  /** Commands that its first word may name, before it is an operand: `plan down` of `plan`. */
  readonly subcommands?: readonly Command[];
  /** Where the project's name is enough and is given so, no file of the project is opened, not even its `.env`. */
  readonly named?: NamedBy;
  /** @returns the exit code */
  readonly run: (call: Call<Values<Table>>, context: ProcessContext) => Promise<number>;
}

/** A command whose flags' types only it knows. */
export interface Command extends Omit<CommandDefinition<FlagTable>, "run"> {
  readonly run: (call: Call<Readonly<Record<string, unknown>>>, context: ProcessContext) => Promise<number>;
}

/** The values come from the command's own table, read by args.ts: that is what makes this cast true. */
export const command = <Table extends FlagTable>(definition: CommandDefinition<Table>): Command => ({
  ...definition,
  run: (call, context) => definition.run(call as Call<Values<Table>>, context),
});
