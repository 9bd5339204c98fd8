// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the texts under test
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expand, references, TemplateError } from "../../../src/spec/variables/template.ts";

const values = new Map([
  ["A", "aval"],
  ["E", ""],
]);

function filled(text: string): string {
  return expand(
    text,
    (name) => values.get(name),
    () => {},
  ).text;
}

describe("a text with variables", () => {
  test.each([
    ["$A", "aval"],
    ["${A}", "aval"],
    ["x${A}y$A.", "xavalyaval."],
    ["$$A", "$A"],
    ["$${A}", "${A}"],
    ["$$$A", "$aval"],
    ["${U:-d}", "d"],
    ["${U-d}", "d"],
    ["${E:-d}", "d"],
    ["${E-d}", ""],
    ["${U:+r}", ""],
    ["${U+r}", ""],
    ["${E:+r}", ""],
    ["${E+r}", "r"],
    ["${A:+r}", "r"],
    ["${A:+<$A>}", "<aval>"],
    ["${A+${U:-deep}}", "deep"],
    ["${A:+$$A}", "$A"],
    ["${E?m}", ""],
    ["$A_B", ""],
    ["${U:-${V:-deep}}", "deep"],
    ["${U:-$A}", "aval"],
    ["${U-a:?b}", "a:?b"],
    ["${U:-a:-b}", "a:-b"],
    ['${U:-{"k":"v"}}', '{"k":"v"}'],
    ["${U:-a}}", "a}"],
    ["${U:-{}}x}", "{}}x"],
    ["${U:-{a}", "{a"],
    ["${U:-{a} c} d", "{a} c d"],
    ["${U:-$$A}", "$A"],
    ["$1 $- a$ $ {", "$1 $- a$ $ {"],
    ["${A} ${U:-x} ${A}", "aval x aval"],
    ["${A}\n${A}", "aval\naval"],
  ])("%s means %s", (text, meaning) => expect(filled(text)).toBe(meaning));

  test("a default that is not used is not looked at", () => {
    expect(filled("${A:-${NOPE:?e}}")).toBe("aval");
    expect(filled("${U:+${NOPE:?e}}")).toBe("");
  });

  test.each([
    "${}",
    "${ A}",
    "${A }",
    "${1}",
    "${A",
    "${A.B}",
    "${A:=d}",
    "${A:0:2}",
    "${A#x}",
    "${#A}",
    "${A^^}",
    "${!A}",
    "${É}",
    "${U:-a\nb}",
  ])("%s is no variable", (text) => expect(() => filled(text)).toThrow(TemplateError));

  test.each([
    ["${U:?m}", "U", "m"],
    ["${U?m}", "U", "m"],
    ["${E:?m}", "E", "m"],
    ["${U:?}", "U", ""],
    ["${U:?say $A}", "U", "say $A"],
  ])("%s asks for %s", (text, variable, detail) => {
    expect(() => filled(text)).toThrow(expect.objectContaining({ kind: "required", variable, detail }));
  });

  test("a name without a value is told, one with a default is not", () => {
    const unset: string[] = [];
    const { variables } = expand(
      "$U ${U} ${V:-d} ${A} ${W:-$X}",
      (name) => values.get(name),
      (name) => unset.push(name),
    );
    expect(unset).toEqual(["U", "U", "X"]);
    expect(variables).toEqual(["U", "V", "A", "W", "X"]);
  });

  test("defaults inside defaults end somewhere", () => {
    expect(() => filled("${U:-".repeat(50_000) + "}".repeat(50_000))).toThrow(TemplateError);
  });

  test("a text without a dollar stays as it is", () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes("$")),
        (text) => {
          expect(filled(text)).toBe(text);
        },
      ),
    );
  });

  test("a text whose dollars are doubled means the text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(filled(text.replaceAll("$", "$$$$"))).toBe(text);
      }),
    );
  });
});

test("the variables of a text can be asked without filling it in, those in defaults too", () => {
  const dollar = "$";
  expect(references(`$A ${dollar}{B:-x${dollar}{C}} $$D ${dollar}{E:?why} ${dollar}{F+y}`)).toEqual([
    { name: "A", operator: "", word: "" },
    { name: "B", operator: ":-", word: `x${dollar}{C}` },
    { name: "C", operator: "", word: "" },
    { name: "E", operator: ":?", word: "why" },
    { name: "F", operator: "+", word: "y" },
  ]);
  expect(references(`a ${dollar}{ b`)).toEqual([]);
  expect(references(`${`${dollar}{A:-`.repeat(3_000)}${"}".repeat(3_000)}`).length).toBeLessThan(200);
});
