import { describe, expect, test } from "vitest";
import { splitCommand } from "../../../src/spec/short/command.ts";

describe("a command as one text", () => {
  test.each([
    ["echo a b", ["echo", "a", "b"]],
    ["  echo\t a\n", ["echo", "a"]],
    [`a 'b c' "d e"`, ["a", "b c", "d e"]],
    ['"a\\nb"', ["anb"]],
    ["a\\ b", ["a b"]],
    [`a"b"'c'`, ["abc"]],
    ["''", [""]],
    ["'it\"s' \"it's\"", ['it"s', "it's"]],
    ["echo $(date -u) `id x`", ["echo", "$(date -u)", "`id x`"]],
    ["a # * ~ {} k=v", ["a", "#", "*", "~", "{}", "k=v"]],
    ["", []],
    ["   ", []],
  ])("%j has the words %j", (text, words) => expect(splitCommand(text)).toEqual({ words }));

  test.each([
    ["echo a | b", ["echo", "a"], "|"],
    ["echo a 2>&1", ["echo", "a"], ">"],
    ["echo a > f", ["echo", "a"], ">"],
    ["a;b", ["a"], ";"],
    ["a && b", ["a"], "&"],
  ])("%j ends early", (text, words, endedBy) => expect(splitCommand(text)).toEqual({ words, endedBy }));

  test.each(["echo 'a", 'echo "a', "a\\", "(a)", "a)", "`a", "$(a"])("%j is not whole", (text) =>
    expect(splitCommand(text)).toBeUndefined(),
  );
});
