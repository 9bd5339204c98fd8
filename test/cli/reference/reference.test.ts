/**
 * Every command and flag of docker compose 5, from the tables beside this file: our parser takes it, with its type and its
 * default; the help shows it; and a test shows what it does. A row's `here` says what we make of it:
 *
 * - `yes`: it does what it does there. `shown by` has the title of a test of that; several have ` | ` between them.
 * - `no effect`: it is accepted. There it does nothing either, or nothing that matters here.
 * - `later`: it is refused, with a message that says so.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Parsed, parseArgs } from "../../../src/cli/args/args.ts";
import type { Command } from "../../../src/cli/args/command.ts";
import { type Flag, spellingsOf } from "../../../src/cli/args/flags.ts";
import { globalFlags } from "../../../src/cli/args/globals.ts";
import { allCommands } from "../../../src/cli/commands/index.ts";
import { parseBytes } from "../../../src/core/bytes.ts";
import { WindlassError } from "../../../src/core/errors.ts";

const commands = await allCommands();

type Here = "yes" | "no effect" | "later";
type Row = Readonly<Record<string, string>> & { readonly command: string; readonly here: Here };

function rowsOf(file: string): readonly Row[] {
  const [heads = [], ...lines] = readFileSync(join(import.meta.dirname, file), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t"));
  return lines.map((cells) => Object.fromEntries(heads.map((head, i) => [head, cells[i] ?? ""])) as Row);
}

const page = { columns: 200, version: "1.2.3" };
const parse = (words: readonly string[]): Parsed => parseArgs(words, commands, page);

function ran(words: readonly string[]): Extract<Parsed, { kind: "run" }> {
  const parsed = parse(words);
  if (parsed.kind !== "run") throw new Error(parsed.text);
  return parsed;
}

function complaint(words: readonly string[]): string {
  try {
    parse(words);
  } catch (error) {
    if (error instanceof WindlassError) return error.message;
    throw error;
  }
  return "none";
}

const helpOf = (command: string): string => {
  const parsed = parse(["help", ...command.split(" ")].filter(Boolean));
  return parsed.kind === "say" ? parsed.text : "";
};

const tests: string = readdirSync(join(import.meta.dirname, "../.."), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.name.endsWith(".test.ts"))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
  .join("\n");

/** The titles that no test has. */
const missing = (row: Row): readonly string[] =>
  (row["shown by"] ?? "").split(" | ").filter((title) => title === "" || !tests.includes(`"${title}",`));

const toCome = "that Windlass does not have yet";
const named = (name: string): Command | undefined => commands.find((command) => command.name === name);
const wordsOf = (name: string): readonly string[] => name.split(" ").filter(Boolean);
const listOf = (text = ""): readonly string[] => text.split(", ").filter(Boolean);

/** Operands that a command takes; those of scale have a number. */
const operandsOf = (name: string, count: number): readonly string[] =>
  Array.from({ length: count }, () => (name === "scale" ? "web=1" : "web"));

const commandRows = rowsOf("commands.tsv");
/** How many operands there may be, `2..*` as 2 and 4. */
function boundsOf(name: string): readonly [least: number, most: number] {
  const operands = commandRows.find(({ command }) => command === name)?.operands ?? "";
  const [least = 0, most = 0] = operands.split("..").map((count) => (count === "*" ? 4 : Number(count)));
  return [least, most];
}

const isHere = ({ here }: Row): boolean => here === "yes" || here === "no effect";
const isLater = ({ here }: Row): boolean => here === "later";

describe("commands", () => {
  test.each(commandRows.filter(isLater))("$command is refused for now", ({ command }) => {
    expect(complaint([...wordsOf(command), ...operandsOf(command, boundsOf(command)[0])])).toContain(toCome);
  });

  test.each(commandRows.filter(isHere))("$command takes what it takes there", ({ command, aliases, marks }) => {
    const [least, most] = boundsOf(command);
    for (const spelling of [command, ...listOf(aliases)])
      for (const count of [least, most])
        expect(ran([...wordsOf(spelling), ...operandsOf(command, count)]).command.name).toBe(command);
    const miscounted = [...(least > 0 ? [least - 1] : []), ...(most < 4 ? [most + 1] : [])];
    for (const count of miscounted)
      expect(complaint([...wordsOf(command), ...operandsOf(command, count)])).toMatch(/(accepts|requires) .*argument/);
    expect(helpOf("").includes(`\n  ${command} `)).toBe(marks !== "hidden");
  });

  test.each(commandRows.filter(isHere))("a test shows what $command does", (row) => {
    expect(missing(row)).toEqual([]);
  });
});

/** Values of flags that do not take every text. */
const examples: Readonly<Record<string, readonly [string, string]>> = {
  "--scale": ["web=2", "db=3"],
  "--status": ["running", "exited"],
  "ls --filter": ["name=a", "name=b"],
};

/** How the flag may be written, the last one in full, and what we have for it. */
function flagOf({ command, flag = "", aliases }: Row): {
  readonly long: string;
  readonly spellings: readonly string[];
  readonly key: string;
  readonly ours: Flag<unknown> | undefined;
} {
  const spellings = [...listOf(flag), ...listOf(aliases)];
  // After a command, too, a global flag is one.
  const all = Object.entries({ ...globalFlags, ...named(command)?.flags });
  const [key = "", ours] = all.find(([, one]) => spellings.every((each) => spellingsOf(one).includes(each))) ?? [];
  return { long: listOf(flag).at(-1) ?? "", spellings, key, ours };
}

/** A call with the flag; a global one stands before the command. */
const called = (command: string, flags: readonly string[]): readonly string[] =>
  command === "" ? [...flags, "ps"] : [...wordsOf(command), ...flags, ...operandsOf(command, boundsOf(command)[0])];

function valueIn({ command, ...row }: Row, flags: readonly string[]): unknown {
  const read = ran(called(command, flags));
  return { ...read.globals, ...read.flags }[flagOf({ command, ...row }).key];
}

describe("flags", () => {
  const rows = rowsOf("flags.tsv");
  // The version ends what is read: there is no call to look at.
  const read = rows.filter((row) => isHere(row) && row.flag !== "-v, --version");
  const shown = read.filter(({ marks }) => marks === "");

  test.each(rows.filter(isLater))("$command $flag is refused for now", (row) => {
    const { spellings, ours } = flagOf(row);
    if (ours !== undefined) expect(ours).toMatchObject({ text: "not supported yet", hidden: true });
    else for (const spelling of spellings) expect(complaint(called(row.command, [spelling]))).toContain(toCome);
  });

  test.each(read.filter(({ type }) => type === "bool"))("$command $flag is true or false", (row) => {
    for (const spelling of flagOf(row).spellings) {
      expect(valueIn(row, [spelling])).toBe(true);
      expect(valueIn(row, [`${spelling}=false`])).toBe(false);
      expect(complaint(called(row.command, [`${spelling}=maybe`]))).toContain("must be true or false");
    }
  });

  test.each(read.filter(({ type }) => type !== "bool"))("$command $flag takes a value: $type", (row) => {
    const { command, type = "" } = row;
    const { long, spellings, ours } = flagOf(row);
    const isNumber = type === "int";
    const usual = ours?.choices?.[0] ?? (isNumber ? "3" : type === "bytes" ? "64m" : "text");
    const [one, other] = examples[`${command} ${long}`] ?? examples[long] ?? [usual, usual];
    for (const spelling of spellings) {
      const value = valueIn(row, [spelling, one]);
      if (type === "bytes") expect(value).toBe(parseBytes(one));
      else if (isNumber || type === "string") expect(value).toBe(isNumber ? Number(one) : one);
      else {
        expect([...(value as Iterable<unknown>)]).toHaveLength(1);
        expect([...(valueIn(row, [spelling, one, spelling, other]) as Iterable<unknown>)]).toHaveLength(2);
      }
      expect(complaint([...wordsOf(command), spelling])).toContain("flag needs an argument");
      if (isNumber) expect(complaint(called(command, [spelling, "soon"]))).toContain("must be a whole number");
    }
  });

  test.each(shown.filter(({ here }) => here === "yes"))("$command $flag has its default, $default", (row) => {
    const { absent, text = "" } = flagOf(row).ours ?? {};
    const usual = row.default ?? "";
    const isEmpty = absent instanceof Map ? absent.size === 0 : Array.isArray(absent) ? absent.length === 0 : !absent;
    if (isEmpty && ["", "0", "[]", "false"].includes(usual)) return;
    // What depends on the surroundings is told in the help.
    if (absent === undefined) expect(text).toMatch(new RegExp(`\\(default( ${usual}|: .*)\\)`));
    else expect(String(absent)).toBe(usual);
  });

  test.each(shown)("$command $flag is in the help", ({ command, flag }) => {
    expect(helpOf(command)).toMatch(new RegExp(`^ +${flag}[ <]`, "m"));
  });

  test.each(rows.filter(isHere))("a test shows what $command $flag does", (row) => {
    expect(missing(row)).toEqual([]);
  });
});
