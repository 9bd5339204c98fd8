/** Words of the command line that are no flags. */
import { describe, expect, test } from "vitest";
import { type Parsed, parseArgs } from "../../../src/cli/args/args.ts";
import { type Command, command } from "../../../src/cli/args/command.ts";
import { flag, word } from "../../../src/cli/args/flags.ts";
import { miscounted, type Operand, synopsis } from "../../../src/cli/args/operands.ts";

const definition = command({
  examples: [],
  operands: [
    { name: "service", text: "" },
    { name: "command", text: "", many: true, verbatim: true },
  ],
  flags: { user: word("-u, --user <user>", ""), noTty: { ...flag("-T, --no-tty", ""), aliases: ["--no-TTY"] } },
  run: async () => 0,
});
const exec: Command = { name: "exec", summary: "", group: "run", ...definition };

const parse = (...argv: string[]): Extract<Parsed, { kind: "run" }> => {
  const parsed = parseArgs(argv, [exec], { columns: 80, version: "1" });
  if (parsed.kind !== "run") throw new Error(parsed.text);
  return parsed;
};

describe("another program's words", () => {
  test("are taken as they are, from the operand before them on", () => {
    const { operands, flags } = parse("exec", "-T", "-u", "me", "web", "ls", "-u", "--help", "--", "-x");
    expect(operands).toEqual(["web", "ls", "-u", "--help", "--", "-x"]);
    expect(flags).toEqual({ user: "me", noTty: true });
  });

  test("may stand behind --, which is not theirs", () => {
    expect(parse("exec", "--", "web", "ls", "--").operands).toEqual(["web", "ls", "--"]);
  });

  test("a spelling that is not shown is understood", () => {
    expect(parse("exec", "--no-TTY", "web", "ls").flags).toMatchObject({ noTty: true });
  });

  test("are missed where there are none", () => {
    expect(() => parse("exec", "web")).toThrow('"windlass exec" requires at least 2 arguments');
  });
});

const a: Operand = { name: "a", text: "" };
const b: Operand = { name: "b", text: "", optional: true };
const many: Operand = { name: "c", text: "", optional: true, many: true };

test.each([
  [[], [], undefined],
  [[], ["x"], "accepts no arguments"],
  [[a], [], "requires 1 argument"],
  [[a], ["x", "y"], "requires 1 argument"],
  [[a, b], [], "requires at least 1 argument"],
  [[a, b], ["x", "y", "z"], "accepts at most 2 arguments"],
  [[a, many], ["x", "y", "z"], undefined],
])("%j with %j: %s", (operands, words, wrong) => {
  expect(miscounted(operands, words)).toBe(wrong);
});

test("the help shows what may be left out and what may be there many times", () => {
  expect(synopsis([a, b, many])).toBe("<a> [b] [c...]");
});
