/** The man pages: one of the program and one of each command, from the tables that its help is made of. */
import type { Command, Example } from "../args/command.ts";
import { type FlagTable, spellingsOf } from "../args/flags.ts";
import { globalFlags } from "../args/globals.ts";
import { about, groups, helpFlag, versionFlag } from "../args/help.ts";
import { type Operand, synopsis } from "../args/operands.ts";
import { exitMeanings } from "../process/exit-codes.ts";
import { environment } from "./environment.ts";
import { bold, escaped, italic, item, page, section, subsection } from "./roff.ts";

/** File name → text. */
export function manPages(commands: readonly Command[], version: string): ReadonlyMap<string, string> {
  const all = commands.flatMap((command) => [command, ...(command.subcommands ?? [])]);
  const pages = all.map((command): [string, string] => [`${pageName(command)}.1`, commandPage(command, all, version)]);
  return new Map([["windlass.1", toolPage(commands, version)], ...pages]);
}

/** `windlass-plan-down` */
const pageName = ({ name }: Pick<Command, "name">): string => `windlass-${name.replaceAll(" ", "-")}`;

const reference = (name: string): string => `${bold(name)}(1)`;

function toolPage(commands: readonly Command[], version: string): string {
  const shown = commands.filter(({ hidden }) => !hidden);
  return page({
    name: "windlass",
    summary: "run Compose files",
    version,
    sections: [
      section("Synopsis", [`${bold("windlass")} [${italic("options")}] ${italic("command")} [${italic("arguments")}]`]),
      section("Description", [escaped(about)]),
      section(
        "Commands",
        Object.entries(groups).map(([group, heading]) =>
          subsection(heading, shown.filter((command) => command.group === group).map(commandItem)),
        ),
      ),
      section("Options", [...flagItems(globalFlags), versionItem, helpItem]),
      section(
        "Environment",
        Object.entries(environment).map(([name, text]) => item(bold(name), text)),
      ),
      section(
        "Exit status",
        Object.entries(exitMeanings).map(([code, text]) => item(bold(code), text)),
      ),
      section("See also", [[...shown.map(pageName), "docker"].map(reference).join(",\n")]),
    ],
  });
}

function commandPage(command: Command, all: readonly Command[], version: string): string {
  const { name, summary, operands, flags, examples, subcommands = [], exitStatus } = command;
  return page({
    name: pageName(command),
    summary: summary.charAt(0).toLowerCase() + summary.slice(1),
    version,
    sections: [
      section("Synopsis", [
        [bold(`windlass ${name}`), `[${italic("options")}]`, escaped(synopsis(operands))].join(" ").trimEnd(),
      ]),
      section("Description", [`${escaped(summary)}.`]),
      section("Arguments", operands.map(operandItem)),
      section("Commands", subcommands.map(commandItem)),
      section("Options", [...flagItems(flags), helpItem]),
      section("Global options", [
        `Every command also takes the options of ${reference("windlass")}, such as ${bold("--file")}, ${bold("--project-name")} and ${bold("--dry-run")}.`,
      ]),
      section("Examples", examples.map(exampleItem)),
      section("Exit status", [
        `${escaped(exitStatus ?? "0 if the command did what you asked for, 1 if it failed")}.`,
        `${reference("windlass")} lists all codes.`,
      ]),
      section("Environment", [`${reference("windlass")} lists the variables that count for all commands.`]),
      section("See also", [["windlass", ...relatives(command, all)].map(reference).join(",\n")]),
    ],
  });
}

/** `plan` and `down` of `plan down`; `plan down` of `down`. */
const relatives = ({ name }: Command, all: readonly Command[]): readonly string[] =>
  all
    .filter(
      ({ name: other }) => other.endsWith(` ${name}`) || name.endsWith(` ${other}`) || name.startsWith(`${other} `),
    )
    .map(pageName);

const commandItem = (command: Command): string => item(reference(pageName(command)), command.summary);

const operandItem = ({ name, text }: Operand): string => item(italic(name), text);

const exampleItem = ([line, text]: Example): string => item(bold(line), text);

const helpItem = item(spelt(helpFlag), "print help");
const versionItem = item(spelt(versionFlag), "print the version");

const flagItems = (table: FlagTable): readonly string[] =>
  Object.values(table)
    .filter(({ hidden }) => !hidden)
    .map(({ flags, text }) => item(spelt(flags), text));

/** `-t, --timeout <seconds>`: what is typed, and what it stands for. */
function spelt(flags: string): string {
  const [, value] = /<(.*)>$/.exec(flags) ?? [];
  const spellings = spellingsOf({ flags }).map(bold).join(", ");
  return value === undefined ? spellings : `${spellings} ${italic(value)}`;
}
