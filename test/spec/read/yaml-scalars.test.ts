import { describe, expect, test } from "vitest";
import { numberText, plainValue, taggedValue } from "../../../src/spec/read/yaml-scalars.ts";

/** As it would stand in an environment. */
function asText(source: string): string | null {
  const value = plainValue(source);
  if (value === null) return null;
  return typeof value === "number" || typeof value === "bigint" ? numberText(value) : String(value);
}

describe("a plain scalar", () => {
  test.each(["", "~", "null", "Null", "NULL"])("%j is nothing", (source) => expect(plainValue(source)).toBeNull());

  test.each([
    ["true", true],
    ["FALSE", false],
    ["yes", "yes"],
    ["on", "on"],
    ["n", "n"],
    ["tRue", "tRue"],
  ])("%s is %j", (source, value) => expect(plainValue(source)).toBe(value));

  test.each([
    ["017", "15"],
    ["0777", "511"],
    ["08", "8"],
    ["089", "89"],
    ["0o17", "15"],
    ["0O17", "15"],
    ["0X1f", "31"],
    ["0x1F", "31"],
    ["0b11", "3"],
    ["1_000", "1000"],
    ["1__0", "10"],
    ["1_0.5", "10.5"],
    ["12345678901234567890", "12345678901234567890"],
    ["9007199254740993", "9007199254740993"],
    ["99999999999999999999", "1e+20"],
    ["1.0", "1"],
    ["1.10", "1.1"],
    [".5", "0.5"],
    ["1e3", "1000"],
    ["0.10", "0.1"],
    ["1000000.0", "1e+06"],
    ["12345678.9", "1.23456789e+07"],
    ["0.00001", "1e-05"],
    ["0.0001", "0.0001"],
    ["123456.0", "123456"],
    ["1e21", "1e+21"],
    [".inf", "+Inf"],
    ["-.Inf", "-Inf"],
    [".nan", "NaN"],
    ["1e400", "1e400"],
    ["1:30", "1:30"],
    ["190:20:30", "190:20:30"],
    ["2020-01-01", "2020-01-01"],
    [".", "."],
    ["-0", "0"],
    ["+5", "5"],
    ["-7", "-7"],
    ["0x", "0x"],
    ["_1", "_1"],
  ])("%s reads as %s", (source, text) => expect(asText(source)).toBe(text));

  test("whole numbers and others can be told apart", () => {
    expect(plainValue("1")).toBe(1n);
    expect(plainValue("1.0")).toBe(1);
  });
});

describe("a tag", () => {
  test("of the standard says what the text is", () => {
    expect(taggedValue("tag:yaml.org,2002:str", "5", true)).toBe("5");
    expect(taggedValue("tag:yaml.org,2002:int", "5", false)).toBe(5n);
    expect(taggedValue("tag:yaml.org,2002:int", "x", false)).toBeUndefined();
  });
  test("that is unknown changes nothing", () => {
    expect(taggedValue("!foo", "5", true)).toBe(5n);
    expect(taggedValue("!foo", "5", false)).toBe("5");
  });
});
