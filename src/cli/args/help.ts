/** The pages of `--help`: commands in groups, flags as one list, examples. */
import { padEnd, width } from "../terminal/paint.ts";
import type { Command, Example, Group, Listing } from "./command.ts";
import type { FlagTable } from "./flags.ts";
import { globalFlags } from "./globals.ts";
import { synopsis } from "./operands.ts";

/** In the order of the page. */
export const groups: Readonly<Record<Group, string>> = {
  run: "Run",
  inspect: "Inspect",
  change: "Change",
  build: "Build",
};

export const about =
  "Run Compose files. Windlass compares the file with what is running, shows a plan, and applies it.";

type Row = readonly [term: string, text: string];

export const versionFlag = "-v, --version";
export const helpFlag = "-h, --help";

/** `windlass --help` */
export function toolHelp(commands: readonly Listing[], columns: number): string {
  const flags: readonly Row[] = [
    ...flagRows(globalFlags),
    row(versionFlag, "print the version"),
    row(helpFlag, "print help"),
  ];
  const sections = (Object.keys(groups) as Group[]).map((group): Section => {
    const shown = commands.filter((command) => command.group === group && !command.hidden);
    return [groups[group], commandRows(shown)];
  });
  return page(
    ["Usage: windlass [options] <command> [service...]", about],
    [...sections, ["Options", flags]],
    "Run 'windlass <command> --help' for the options and examples of a command.",
    columns,
  );
}

/** `windlass alpha`: the commands that begin so. */
export const groupHelp = (begin: string, commands: readonly Listing[], columns: number): string =>
  page(
    [`Usage: windlass ${begin} <command>`],
    [["Commands", commandRows(commands)]],
    `Run 'windlass ${begin} <command> --help' for the options and examples of a command.`,
    columns,
  );

const commandRows = (commands: readonly Listing[]): readonly Row[] =>
  commands.map(({ name, summary }): Row => [name, summary]);

/** `windlass up --help` */
export function commandHelp(
  { name, summary, operands, flags, examples, subcommands = [] }: Command,
  columns: number,
): string {
  return page(
    [["Usage: windlass", name, "[options]", synopsis(operands)].filter(Boolean).join(" "), summary],
    [
      ["Arguments", operands.map((operand): Row => [operand.name, operand.text])],
      ["Commands", subcommands.map((sub): Row => [sub.name, sub.summary])],
      ["Options", [...flagRows(flags), row(helpFlag, "print help")]],
      ["Examples", examples],
    ],
    "Global options, such as --file and --project-name: windlass --help",
    columns,
  );
}

type Section = readonly [heading: string, rows: readonly (Row | Example)[]];

function page(head: readonly string[], sections: readonly Section[], foot: string, columns: number): string {
  const blocks = sections
    .filter(([, rows]) => rows.length > 0)
    .map(([heading, rows]) => {
      const widest = Math.max(...rows.map(([term]) => width(term)));
      return [`${heading}:`, ...rows.map(([term, text]) => item(term, text, widest, columns))].join("\n");
    });
  const paragraph = (text: string): string => wrapped(text, columns).join("\n");
  return `${[...head.map(paragraph), ...blocks, paragraph(foot)].join("\n\n")}\n`;
}

/** Columns that a description has at least: below that its lines are not broken. */
const narrowest = 12;
const margin = 2;

function item(term: string, text: string, widest: number, columns: number): string {
  const left = margin + widest + margin;
  const room = columns - left;
  const lines = room < narrowest ? [text] : wrapped(text, room);
  const start = `${" ".repeat(margin)}${padEnd(term, widest + margin)}`;
  return lines.map((line, i) => `${i === 0 ? start : " ".repeat(left)}${line}`).join("\n");
}

function wrapped(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line !== undefined && width(line) + 1 + width(word) <= columns) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

const flagRows = (table: FlagTable): readonly Row[] =>
  Object.values(table)
    .filter(({ hidden }) => !hidden)
    .map(({ flags, text }) => row(flags, text));

/** Long names stand below each other. */
const row = (flags: string, text: string): Row => [flags.startsWith("--") ? `    ${flags}` : flags, text];
