// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the texts under test
import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../../src/core/diagnostics.ts";
import { type DotenvValue, readDotenv } from "../../../src/spec/variables/dotenv.ts";

function read(text: string, env: Readonly<Record<string, string>> = {}) {
  const found: Diagnostic[] = [];
  const unset: string[] = [];
  const into = new Map<string, DotenvValue>();
  const lookup = (name: string): string | undefined => new Map(Object.entries(env)).get(name);
  readDotenv(".env", text, { lookup, report: (d) => found.push(d), onUnset: (key) => unset.push(key) }, into);
  const values = Object.fromEntries([...into].map(([key, { value }]) => [key, value]));
  return { values, found, unset, into };
}

describe("an env file", () => {
  test.each([
    ["A=1", "1"],
    ["A = 1", "1"],
    ["A: 1", "1"],
    ["A:1", "1"],
    ["export A=1", "1"],
    ["  A=1", "1"],
    ["A=1 ", "1"],
    ["A=", ""],
    ['A=""', ""],
    ["A=a b", "a b"],
    ["A=a #c", "a"],
    ["A=a  # c", "a"],
    ["A=a#c", "a#c"],
    ["A=# c", "# c"],
    ['A="a #c"', "a #c"],
    ['A="a" # c', "a"],
    ['A=un"q"', 'un"q"'],
    ['A="l1\nl2"', "l1\nl2"],
    ["A='l1\nl2'", "l1\nl2"],
    ['A="a\\nb\\t\\r\\\\"', "a\nb\t\r\\"],
    ['A="\\u0041 \\x41 \\101 \\q"', "\\u0041 \\x41 \\101 \\q"],
    ["A='a\\'b'", "a'b"],
    ["A=a\\nb", "a\\nb"],
    ["A='$B'", "$B"],
    ['A="\\$B"', "$B"],
    ["A=$$B", "$B"],
    ["A=$(date)", "$(date)"],
    ["A=1\nA=2", "2"],
    ["\uFEFFA=1\r\n", "1"],
    ["# c\n\nA=1\n# d", "1"],
    ["A=${B:-d}", "d"],
  ])("%j gives A the value %j", (text, value) => expect(read(text).values).toEqual({ A: value }));

  test("a value may use variables read before it, and those outside first", () => {
    expect(read("B=x\nA=$B").values).toEqual({ A: "x", B: "x" });
    expect(read("X=file\nA=$X", { X: "shell" }).values).toEqual({ A: "shell", X: "file" });
  });

  test("a variable that comes later is not there yet, and that is told", () => {
    const { values, unset } = read("A=$B\nB=x");
    expect(values).toEqual({ A: "", B: "x" });
    expect(unset).toEqual(["A"]);
  });

  test("a bare key is inherited, also in the last line", () => {
    expect(read("A\nB", { A: "1", B: "2" }).values).toEqual({ A: "1", B: "2" });
    expect(read("A\nB").values).toEqual({});
  });

  test.each(["1A", "A.B", "A-B", "A[0]", "é", "__proto__", "constructor"])("%s is a name", (name) =>
    expect([...read(`${name}=1`).into.keys()]).toEqual([name]),
  );

  test.each([
    ["A B=1", 1, "a variable name cannot contain a space"],
    ["X=1\nA!=1", 2, 'unexpected character "!" in variable name'],
    ["X=1\n\nA='x", 3, "the value of A has no closing '"],
    ["A=${B:?e}", 1, "the value of A requires a variable that is not set"],
    ["A=${X", 1, "the value of A contains an invalid variable reference"],
  ])("%j is wrong in line %i", (text, line, message) => {
    const [problem] = read(text).found;
    expect(problem).toMatchObject({
      code: "env-file-invalid",
      severity: "error",
      message,
      place: { file: ".env", line },
    });
  });

  test("a value knows its line", () => {
    expect(read("A=1\n\nB='x\ny'\nC=2").into.get("C")?.place).toMatchObject({ line: 5, column: 1 });
  });

  test("a bad line hides no other, and what is right is read", () => {
    const { found, values } = read('A B=1\nC=${X\nD=1\nE="x\nmore of it\nF=2\nG!=3\n');
    expect(found.map(({ place }) => place?.line)).toEqual([1, 2, 4, 7]);
    expect(values).toEqual({ D: "1", F: "2" });
  });

  test.each(["A=pa${hunter2", 'A="hunter2', "A=${X:?hunter2}", "A=x$hunter2", "A=${hunter2#}"])(
    "%j is not quoted in a complaint: it may be a password",
    (text) => {
      const { found, unset } = read(text);
      expect(found.length + unset.length).toBeGreaterThan(0);
      expect(JSON.stringify([found, unset])).not.toContain("hunter");
    },
  );

  test("variables of variables of variables grow to a limit only", () => {
    const lines = Array.from({ length: 60 }, (_, i) => `A${i + 1}=$A${i}$A${i}`);
    const [problem] = read(`A0=0123456789\n${lines.join("\n")}`).found;
    expect(problem?.message).toMatch(/^the value of A\d+ is too long with its variables filled in$/);
  });
});
