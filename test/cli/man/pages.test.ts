/** The man pages: everything of the tables is in them, and troff prints it as it is. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { spellingsOf } from "../../../src/cli/args/flags.ts";
import { globalFlags } from "../../../src/cli/args/globals.ts";
import { allCommands } from "../../../src/cli/commands/index.ts";
import { environment } from "../../../src/cli/man/environment.ts";
import { manPages } from "../../../src/cli/man/pages.ts";
import { bold, escaped } from "../../../src/cli/man/roff.ts";
import { exitCodes } from "../../../src/cli/process/exit-codes.ts";

const root = join(import.meta.dirname, "../../..");
const commands = await allCommands();
const pages = manPages(commands, "1.2.3");
const all = commands.flatMap((command) => [command, ...(command.subcommands ?? [])]);

test.each(all.map((command) => [command.name, command] as const))(
  "%s has a page with its options, operands and examples",
  (name, { summary, flags, operands, examples }) => {
    const text = pages.get(`windlass-${name.replaceAll(" ", "-")}.1`) ?? "";
    const spellings = Object.values(flags).flatMap((row) => (row.hidden ? [] : spellingsOf({ flags: row.flags })));
    const texts = Object.values(flags).flatMap((row) => (row.hidden ? [] : escaped(row.text)));
    const wanted = [
      ".SH NAME",
      ".SH SYNOPSIS",
      ".SH OPTIONS",
      ".SH EXIT STATUS",
      ".SH SEE ALSO",
      escaped(summary),
      ...spellings.map(bold),
      ...texts,
      ...operands.map((operand) => escaped(operand.text)),
      ...examples.map(([line]) => bold(line)),
    ];
    expect(wanted.filter((part) => !text.includes(part))).toEqual([]);
  },
);

test("the page of the program has all commands, global options, variables and exit codes", () => {
  const text = pages.get("windlass.1") ?? "";
  const names = commands
    .filter(({ hidden }) => !hidden)
    .map(({ name }) => bold(`windlass-${name.replaceAll(" ", "-")}`));
  const flags = Object.values(globalFlags).flatMap((row) => (row.hidden ? [] : spellingsOf({ flags: row.flags })));
  const codes = Object.values(exitCodes).map(String);
  const wanted = [...names, ...[...flags, ...Object.keys(environment), ...codes].map(bold)];
  expect(wanted.filter((part) => !text.includes(part))).toEqual([]);
});

test("every variable of the tool is among the page's", () => {
  const sources = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(join(root, "src", name), "utf8"));
  const found = sources.flatMap((text) => text.match(/\b(COMPOSE|WINDLASS)_[A-Z_]*[A-Z]\b/g) ?? []);
  expect([...new Set(found)].filter((name) => !Object.hasOwn(environment, name))).toEqual([]);
});

test.each([
  ["-f, --file", "\\-f, \\-\\-file"],
  [".env is read", "\\&.env is read"],
  ["'{{.Name}}'", "\\(aq{{.Name}}\\(aq"],
  ["a\\b `c` ^d ~/e", "a\\eb \\(gac\\(ga \\(had \\(ti/e"],
  ['say "x"', "say \\(dqx\\(dq"],
  ["5 µs\n.", "5 \\[u00B5]s ."],
])("%j is written %s", (text, expected) => {
  expect(escaped(text)).toBe(expected);
});

test("every line is a request or text, and no request is unknown", () => {
  const known = new Set(["TH", "SH", "SS", "TP", "nh", "ad", '\\"']);
  for (const [name, text] of pages) {
    const requests = [...text.matchAll(/^[.'](\S*)/gm)].map(([, request = ""]) => request);
    expect({ name, unknown: requests.filter((request) => !known.has(request)) }).toEqual({ name, unknown: [] });
    expect(text).toMatch(/^[\n -~]*$/);
    expect(text).not.toMatch(/\\(?![-e"&]|f[BIR]|\(|\[u)/);
  }
});

test("the same tables make the same pages", () => {
  expect([...manPages(commands, "1.2.3")]).toEqual([...pages]);
  expect(new Set(pages.keys()).size).toBe(all.length + 1);
});

const hasGroff = spawnSync("groff", ["--version"]).status === 0;
test.skipIf(!hasGroff)(
  "groff has nothing to say about them, and prints what is to be typed (skipped without groff)",
  () => {
    for (const [name, text] of pages) {
      const { stdout, stderr } = spawnSync("groff", ["-man", "-Tascii", "-ww", "-P-cbou"], {
        input: text,
        encoding: "utf8",
      });
      expect({ name, stderr }).toEqual({ name, stderr: "" });
      if (name === "windlass-ps.1") expect(stdout.replace(/\s+/g, " ")).toContain("'{{.Name}} {{.State}}'");
    }
  },
);

test("the build has them, where npm looks for the pages of a package", () => {
  const { directories, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const folder = join(root, directories.man);
  const built = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]);
  expect(Object.fromEntries(built)).toEqual(Object.fromEntries(manPages(commands, version)));
});
