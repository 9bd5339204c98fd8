import { expect, test } from "vitest";
import { type Parsed, parseArgs } from "../../../src/cli/args/args.ts";
import type { Command } from "../../../src/cli/args/command.ts";
import { allCommands } from "../../../src/cli/commands/index.ts";
import { WindlassError } from "../../../src/core/errors.ts";

const commands = await allCommands();

const page = { columns: 80, version: "1.2.3" };

function run(...argv: string[]): Extract<Parsed, { kind: "run" }> {
  const parsed = parseArgs(argv, commands, page);
  if (parsed.kind !== "run") throw new Error(parsed.text);
  return parsed;
}

function complaint(...argv: string[]): string {
  try {
    parseArgs(argv, commands, page);
  } catch (error) {
    if (error instanceof WindlassError) return `${error.code}: ${error.message} (${error.hint ?? ""})`;
    throw error;
  }
  return "none";
}

test("global flags stand before the command or after it, and lists add up", () => {
  const { command, globals, services } = run("-f", "a.yaml", "-p", "shop", "up", "-f", "b.yaml", "web", "db");
  expect(command.name).toBe("up");
  expect(globals.file).toEqual(["a.yaml", "b.yaml"]);
  expect(globals.projectName).toBe("shop");
  expect(services).toEqual(["web", "db"]);
});

test("old spellings of global flags are understood", () => {
  const { globals } = run("--verbose", "--workdir", "/shop", "up");
  expect(globals).toMatchObject({ verbose: true, projectDirectory: "/shop" });
});

test("a value after the command wins over the one before it", () => {
  expect(run("-p", "one", "ps", "-p", "two").globals.projectName).toBe("two");
});

test("a letter that a command uses is the command's: logs -f follows, --file still names a file", () => {
  const { flags, globals, services } = run("logs", "-f", "--file", "a.yaml", "web");
  expect(flags.follow).toBe(true);
  expect(globals.file).toEqual(["a.yaml"]);
  expect(services).toEqual(["web"]);
});

test("flags may stand after service names", () => {
  const { flags, services } = run("up", "web", "-d", "-t", "3");
  expect(flags.detach).toBe(true);
  expect(flags.timeout).toBe(3);
  expect(services).toEqual(["web"]);
});

test("--no-build is a flag of its own and leaves --build alone", () => {
  const { flags } = run("up", "--no-build");
  expect(flags.noBuild).toBe(true);
  expect(flags.build).toBe(false);
});

test("a flag that isn't given has the value of its absence", () => {
  const { flags, globals } = run("up");
  expect(flags).toMatchObject({ detach: false, pull: undefined, timeout: undefined });
  expect(globals).toMatchObject({ file: [], profile: [], dryRun: false, parallel: undefined });
});

test.each([
  [["up", "--detach=false"], { detach: false }],
  [["up", "--detach", "--detach=0", "--build=True"], { detach: false, build: true }],
  [["up", "-d=false", "-d"], { detach: true }],
  [["up", "-d=t"], { detach: true }],
  [["up", "-t=5"], { timeout: 5 }],
  [["up", "-dt=5"], { detach: true, timeout: 5 }],
  [["up", "-dt5"], { detach: true, timeout: 5 }],
  [["up", "--no-build=false"], { noBuild: false, build: false }],
])("%j says what docker's tools take it to say", (argv, expected) => {
  expect(run(...argv).flags).toMatchObject(expected);
});

test("a short flag takes a value after =, before the command and after it", () => {
  expect(run("-f=a.yaml", "up", "-f=b.yaml", "--file=c.yaml").globals.file).toEqual(["a.yaml", "b.yaml", "c.yaml"]);
  expect(run("--dry-run=false", "up", "--restricted=1").globals).toMatchObject({ dryRun: false, restricted: true });
  expect(run("--dry-run", "up", "--dry-run=false").globals.dryRun).toBe(false);
});

test("what looks like a flag is a value where one is due, and an operand behind --", () => {
  expect(run("-p", "-d=false", "up").globals.projectName).toBe("-d=false");
  expect(run("up", "--", "-t=5").services).toEqual(["-t=5"]);
});

test("--parallel and --timeout take -1, for no limit", () => {
  expect(run("--parallel", "-1", "up").globals.parallel).toBe(-1);
  expect(run("up", "-t", "-1").flags).toMatchObject({ timeout: -1 });
});

test.each([
  [["upp"], "usage: unknown command: upp (did you mean up? See windlass --help)"],
  [["conifg"], "usage: unknown command: conifg (did you mean config? See windlass --help)"],
  [["strat"], "usage: unknown command: strat (did you mean start? See windlass --help)"],
  [["help", "conifg"], "usage: unknown command: conifg (did you mean config? See windlass --help)"],
  [["elephant"], "usage: unknown command: elephant (see windlass --help)"],
  [
    ["watch", "web"],
    'usage: "watch" is a command of docker compose that Windlass does not have yet (docker compose watch works on the same project; see windlass --help)',
  ],
  [["--foo"], "usage: unknown flag: --foo (see windlass --help)"],
  [["--foo", "up"], "usage: unknown flag: --foo (see windlass --help)"],
  [["up", "--foo=bar"], "usage: unknown flag: --foo (see windlass up --help)"],
  [["up", "-xd"], "usage: unknown shorthand flag: 'x' in -xd (see windlass up --help)"],
  [["up", "--detac"], "usage: unknown flag: --detac (did you mean --detach? See windlass up --help)"],
  [["up", "--dettach"], "usage: unknown flag: --dettach (did you mean --detach? See windlass up --help)"],
  [
    ["--detach", "up"],
    "usage: unknown flag: --detach (write it after the command, as in windlass up --detach; see windlass --help)",
  ],
  [
    ["up", "--watch"],
    "usage: --watch is a flag of docker compose that Windlass does not have yet (see windlass up --help)",
  ],
  [["alpha", "vix"], "usage: unknown command: alpha vix (did you mean alpha viz? See windlass --help)"],
  [
    ["up", "-t", "soon"],
    'usage: invalid argument "soon" for "-t, --timeout" flag: must be a whole number (see windlass up --help)',
  ],
  [
    ["up", "--scale", "web"],
    'usage: invalid argument "web" for "--scale" flag: must be SERVICE=NUMBER (see windlass up --help)',
  ],
  [
    ["up", "-t", "-2"],
    'usage: invalid argument "-2" for "-t, --timeout" flag: must be -1 or more (see windlass up --help)',
  ],
  [
    ["up", "--wait-timeout", "-1"],
    'usage: invalid argument "-1" for "--wait-timeout" flag: must be 0 or more (see windlass up --help)',
  ],
  [
    ["up", "--wait-timeout", "99999999999999999999"],
    'usage: invalid argument "99999999999999999999" for "--wait-timeout" flag: must be 2147483647 or less (see windlass up --help)',
  ],
  [
    ["up", "--wait-timeout", "1.5"],
    'usage: invalid argument "1.5" for "--wait-timeout" flag: must be a whole number (see windlass up --help)',
  ],
  [
    ["--max-file-size", "0", "up"],
    'usage: invalid argument "0" for "--max-file-size" flag: must be 1 or more (see windlass --help)',
  ],
  [
    ["config", "--format", "xml"],
    'usage: invalid argument "xml" for "--format" flag: must be one of yaml, json (see windlass config --help)',
  ],
  [["version", "web"], 'usage: "windlass version" accepts no arguments (see windlass version --help)'],
  [
    ["up", "--detach=maybe"],
    'usage: invalid argument "maybe" for "-d, --detach" flag: must be true or false (see windlass up --help)',
  ],
  [["-f"], "usage: flag needs an argument: -f, --file (see windlass --help)"],
  [["logs", "--tail"], "usage: flag needs an argument: -n, --tail (see windlass logs --help)"],
])("%j is refused with the flag's name and where help is", (argv, expected) => {
  expect(complaint(...argv)).toBe(expected);
});

test("nothing at all, help and --help all say what there is", () => {
  const texts = [[], ["help"], ["--help"]].map((argv) => parseArgs(argv, commands, page));
  expect(new Set(texts.map((parsed) => (parsed.kind === "say" ? parsed.text : "ran"))).size).toBe(1);
});

const helpOf = (argv: readonly string[], columns: number): string => {
  const parsed = parseArgs(argv, commands, { ...page, columns });
  return parsed.kind === "say" ? parsed.text : "";
};

const pages = [["--help"], ...commands.map(({ name }) => ["help", ...name.split(" ")])];

test("the help is grouped, with examples", async () => {
  for (const argv of pages)
    await expect(helpOf(argv, 80)).toMatchFileSnapshot(`golden/help-${argv.slice(1).join("-") || "all"}.txt`);
});

test.each([60, 80, 100])("the help fits a terminal of %i columns", (columns) => {
  for (const argv of pages)
    for (const line of helpOf(argv, columns).split("\n")) expect(line.length).toBeLessThanOrEqual(columns);
});

test("the examples of the help are command lines that work", () => {
  const withSubcommands = (command: Command): readonly Command[] => [
    command,
    ...(command.subcommands ?? []).flatMap(withSubcommands),
  ];
  const all = commands.flatMap(withSubcommands);
  const examples = all.flatMap((command) => command.examples.map(([line]) => ({ name: command.name, line })));
  for (const { name, line } of examples) {
    const [tool, ...argv] = line.split(" ");
    const ran = run(...argv).command.name;
    expect({ line, tool, ran }).toEqual({ line, tool: "windlass", ran: expect.stringMatching(`^${name}( |$)`) });
  }
  for (const { examples } of commands) expect([1, 2]).toContain(examples.length);
});

test("a command may have a name of several words, and the first of them tells the others", () => {
  expect(run("alpha", "viz", "--ports")).toMatchObject({ command: { name: "alpha viz" }, flags: { ports: true } });
  expect(run("-p", "shop", "alpha", "--dry-run", "viz").globals).toMatchObject({ projectName: "shop", dryRun: true });
  for (const argv of [["alpha"], ["alpha", "--help"], ["help", "alpha"]])
    expect(helpOf(argv, 80)).toMatch(/alpha viz +Print the services/);
  expect(helpOf(["--help"], 80)).not.toContain("alpha");
});

test("a command's own command may have commands of its own", async () => {
  expect(run("graph", "plan", "down", "-v")).toMatchObject({ command: { name: "graph plan down" }, operands: [] });
  expect(run("graph", "plan", "web")).toMatchObject({ command: { name: "graph plan" }, operands: ["web"] });
  expect(run("graph", "--", "plan")).toMatchObject({ command: { name: "graph" }, operands: ["plan"] });
  await expect(helpOf(["help", "graph", "plan"], 80)).toMatchFileSnapshot("golden/help-graph-plan.txt");
  expect(helpOf(["help", "graph", "plan", "down"], 80)).toBe(helpOf(["graph", "plan", "down", "--help"], 80));
});

test("--version prints the version", () => {
  expect(parseArgs(["--version"], commands, page)).toEqual({ kind: "say", text: "1.2.3\n" });
});
