import { expect, test } from "vitest";
import { harmless, LogFormat } from "../../../src/cli/render/log-lines.ts";
import { coloured, uncoloured } from "../../../src/cli/terminal/paint.ts";
import type { LogLine } from "../../../src/engine/port.ts";

const line = (content: string | Uint8Array): LogLine => ({
  stream: "stdout",
  timestamp: "2026-01-01T00:00:00.000000001Z",
  bytes: Buffer.from(content),
});
/** What is printed, read as text. */
const printed = (content: string | Uint8Array): string => Buffer.from(content).toString();
const look = { prefix: true, timestamps: false, isTTY: false, paint: uncoloured };

test("names are as wide as the longest one known", () => {
  const format = new LogFormat(look, ["web-1", "migrate-1"]);
  expect(printed(format.line("web-1", line("hello")))).toBe("web-1      | hello\n");
  expect(printed(format.line("migrate-1", line("")))).toBe("migrate-1  | \n");
});

test("a name keeps its colour, another has another", () => {
  const format = new LogFormat({ ...look, paint: coloured }, ["a-1", "b-1"]);
  const colourOf = (name: string): string | undefined => printed(format.line(name, line("x"))).split("m")[0];
  expect(colourOf("a-1")).toBe(colourOf("a-1"));
  expect(colourOf("a-1")).not.toBe(colourOf("b-1"));
});

test("prefix and time are as asked", () => {
  expect(printed(new LogFormat({ ...look, prefix: false }).line("web-1", line("x")))).toBe("x\n");
  expect(printed(new LogFormat({ ...look, timestamps: true }).line("web-1", line("x")))).toBe(
    "web-1  | 2026-01-01T00:00:00.000000001Z x\n",
  );
});

test("where there is no terminal, bytes stay as they are", () => {
  expect(printed(new LogFormat(look).line("a-1", line("\u001b[2Jx\ry")))).toBe("a-1  | \u001b[2Jx\ry\n");
  const noText = Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28]);
  expect(new LogFormat({ ...look, prefix: false }).line("a-1", line(noText))).toEqual(
    Buffer.concat([noText, Buffer.from("\n")]),
  );
});

test.each([
  ["a title", "\u001b]0;owned\u0007text", ["text"]],
  ["the clipboard", "\u001b]52;c;aGk=\u001b\\text", ["text"]],
  ["a sequence without an end", "text\u001b]8;;http://x", ["text"]],
  ["clearing the screen", "\u001b[2J\u001b[Htext", ["text"]],
  ["the alternate screen", "\u001b[?1049htext", ["text"]],
  ["a device string", "\u001bPq#0\u001b\\text", ["text"]],
  ["eight-bit control sequences", "\u009b2Jtext\u009d0;x\u0007", ["text"]],
  ["a reset of the terminal", "\u001bctext", ["text"]],
  ["a bell and a backspace", "te\u0007x\u0008t", ["text"]],
  ["a lone escape", "text\u001b", ["text"]],
  ["a forged prefix", "real\rweb-1  | forged", ["real", "web-1  | forged"]],
  ["a Windows line end", "text\r", ["text"]],
  ["colours, which are closed", "\u001b[1;31mred", ["\u001b[1;31mred\u001b[0m"]],
  ["a tab", "a\tb", ["a\tb"]],
  ["nothing", "", [""]],
])("on a terminal %s becomes harmless text", (_what, text, expected) => {
  expect(harmless(text)).toEqual(expected);
});
