/** The pages of `--help`: commands in groups, flags as one list, examples. commander breaks the lines. */
import type { Help } from "commander";
import type { Command, Example, Group } from "./command.ts";
import type { FlagTable } from "./flags.ts";
import { globalFlags } from "./globals.ts";

/** In the order of the page. */
const groups: Readonly<Record<Group, string>> = {
  run: "Run",
  inspect: "Inspect",
  change: "Change",
  build: "Build",
};

type Row = readonly [term: string, text: string];

export const versionFlag = "-v, --version";
export const helpFlag = "-h, --help";

/** `windlass --help` */
export function toolHelp(commands: readonly Command[], help: Help): string {
  const flags: readonly Row[] = [
    ...flagRows(globalFlags),
    row(versionFlag, "print the version"),
    row(helpFlag, "print help"),
  ];
  const sections = (Object.keys(groups) as Group[]).map((group): Section => {
    const rows = commands.filter((command) => command.group === group).map(({ name, summary }): Row => [name, summary]);
    return [groups[group], rows];
  });
  return page(
    [
      "Usage: windlass [options] <command> [service...]",
      "Run Compose files. Windlass compares the file with what is running, shows a plan, and applies it.",
    ],
    [...sections, ["Options", flags]],
    "Run 'windlass <command> --help' for the options and examples of a command.",
    help,
  );
}

/** `windlass up --help` */
export function commandHelp({ name, summary, takesServices, flags, examples }: Command, help: Help): string {
  return page(
    [`Usage: windlass ${name} [options]${takesServices ? " [service...]" : ""}`, summary],
    [
      ["Arguments", takesServices ? [["service", "services (default: all)"]] : []],
      ["Options", [...flagRows(flags), row(helpFlag, "print help")]],
      ["Examples", examples],
    ],
    "Global options, such as --file and --project-name: windlass --help",
    help,
  );
}

type Section = readonly [heading: string, rows: readonly (Row | Example)[]];

function page(head: readonly string[], sections: readonly Section[], foot: string, help: Help): string {
  const columns = help.helpWidth ?? 80;
  const blocks = sections
    .filter(([, rows]) => rows.length > 0)
    .map(([heading, rows]) => {
      const widest = Math.max(...rows.map(([term]) => term.length));
      return [`${heading}:`, ...rows.map(([term, text]) => help.formatItem(term, widest, text, help))].join("\n");
    });
  return `${[...head.map((text) => help.boxWrap(text, columns)), ...blocks, help.boxWrap(foot, columns)].join("\n\n")}\n`;
}

const flagRows = (table: FlagTable): readonly Row[] => Object.values(table).map(({ flags, text }) => row(flags, text));

/** Long names stand below each other. */
const row = (flags: string, text: string): Row => [flags.startsWith("--") ? `    ${flags}` : flags, text];
