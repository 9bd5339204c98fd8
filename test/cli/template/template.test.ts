import { describe, expect, test } from "vitest";
import { evaluate } from "../../../src/cli/template/evaluate.ts";
import { parseTemplate } from "../../../src/cli/template/parse.ts";
import { rowsByTemplate } from "../../../src/cli/template/rows.ts";
import { cases, row } from "./cases.ts";

const filled = (template: string, data: unknown = row): string => evaluate(parseTemplate(template), template, data);

test.each(cases)("%j is filled in as Go does it", (template, text) => {
  if (template === "{{json .}}") expect(JSON.parse(filled(template))).toEqual(JSON.parse(text));
  else expect(filled(template)).toBe(text);
});

test("a field that takes an argument gets it, also through a pipe", () => {
  const data = { Label: (name: string) => `<${name}>` };
  expect(filled('{{.Label "a"}} {{"b" | .Label}} {{upper (.Label "c")}}', data)).toBe("<a> <b> <C>");
});

describe("a mistake is shown with its place", () => {
  test.each([
    ["{{.Nmae}}", 'unknown field "Nmae"', "  {{.Nmae}}\n    ^", 'did you mean "Name"?'],
    ["{{uper .Name}}", 'unknown function "uper"', "    ^", 'did you mean "upper"?'],
    ["{{.Name", "the action is not closed", "  {{.Name\n  ^", 'close it with "}}"'],
    ["{{if .On}}x", '"if" has no "end"', "  ^", "add {{end}}"],
    ["x{{end}}", '"end" without "if", "range" or "with" before it', "   ^", undefined],
    ["{{}}{{.Name | }}", "a value is missing", "", undefined],
    ["{{ }}", "a value is missing", "  ^", undefined],
    ["{{join .List}}", '"join" takes 2 arguments, got 1', "    ^", undefined],
    ["{{index .List 9}}", "index: index 9 is out of range", "    ^", undefined],
    ["{{join .Name 1}}", "join: expected a list, got shop-web-1", "    ^", undefined],
    ["{{range .Name}}{{end}}", "cannot range over shop-web-1", "  ^", undefined],
    ["{{$x}}", "the variable $x does not exist", "    ^", undefined],
    ["{{(.Name}}", 'this "(" has no ")"', "    ^", undefined],
    ['{{"a}}', "the text has no end", "    ^", undefined],
    ["{{break}}", '"break" outside of "range"', "  ^", undefined],
    ['{{template "x"}}', '"template" is not supported', "  ^", undefined],
    ["{{.Name.First}}", 'shop-web-1 has no field "First"', "         ^", undefined],
  ])("%s", (template, message, pointer, hint) => {
    let error: unknown;
    try {
      filled(template);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code: "template-invalid", ...(hint && { hint }) });
    expect(String((error as Error).message)).toContain(message);
    expect(String((error as Error).message)).toContain(pointer);
  });
});

describe("rows", () => {
  const headings = { Name: "NAME", Size: "SIZE" };
  const rows = [
    { Name: "a", Size: 1 },
    { Name: "a-longer-name", Size: 20 },
  ];

  test("are one line each", () => {
    expect(rowsByTemplate("{{.Name}}\\t{{.Size}}", rows, headings)).toBe("a\t1\na-longer-name\t20\n");
  });

  test("stand under headings where the template begins with table", () => {
    expect(rowsByTemplate("table {{.Name}}\\t{{.Size}}", rows, headings)).toBe(
      "NAME            SIZE\na               1\na-longer-name   20\n",
    );
    expect(rowsByTemplate("table {{.Name}}", [], headings)).toBe("NAME\n");
  });
});
