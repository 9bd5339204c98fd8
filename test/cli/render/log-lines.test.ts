import { expect, test } from "vitest";
import { harmless, LogFormat, ofOneStream } from "../../../src/cli/render/log-lines.ts";
import { coloured, uncoloured } from "../../../src/cli/terminal/paint.ts";
import { outputLine } from "../../../src/engine/output-line.ts";
import type { LogLine } from "../../../src/engine/port.ts";

const line = (content: string | Uint8Array): LogLine => ({
  ...outputLine("stdout", content),
  timestamp: "2026-01-01T00:00:00.000000001Z",
});
const look = { prefix: true, timestamps: false, spares: false, paint: uncoloured };
/** What is printed of a line, read as text. */
const printed = (format: LogFormat, name: string, content: string): string =>
  Buffer.from(format.lines(name, [line(content)])).toString();

test("names are as wide as the longest one known", () => {
  const format = new LogFormat(look, ["web-1", "migrate-1"]);
  expect(printed(format, "web-1", "hello")).toBe("web-1      | hello\n");
  expect(printed(format, "migrate-1", "")).toBe("migrate-1  | \n");
  format.meet("even-longer-1");
  expect(printed(format, "web-1", "hello")).toBe("web-1          | hello\n");
});

test("a name keeps its colour, another has another", () => {
  const format = new LogFormat({ ...look, paint: coloured }, ["a-1", "b-1"]);
  const colourOf = (name: string): string | undefined => printed(format, name, "x").split("m")[0];
  expect(colourOf("a-1")).toBe(colourOf("a-1"));
  expect(colourOf("a-1")).not.toBe(colourOf("b-1"));
});

test("prefix and time are as asked", () => {
  expect(printed(new LogFormat({ ...look, prefix: false }), "web-1", "x")).toBe("x\n");
  expect(printed(new LogFormat({ ...look, timestamps: true }), "web-1", "x")).toBe(
    "web-1  | 2026-01-01T00:00:00.000000001Z x\n",
  );
});

test("what is not a terminal, or not spared, gets bytes as they are", () => {
  expect(printed(new LogFormat(look), "a-1", "\u001b[2Jx\ry")).toBe("a-1  | \u001b[2Jx\ry\n");
  const noText = Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28]);
  const format = new LogFormat({ ...look, prefix: false });
  expect(format.lines("a-1", [line(noText)])).toEqual(Buffer.concat([noText, Buffer.from("\n")]));
});

test("the pieces of a long line are one line, unless another line comes between them", () => {
  const format = new LogFormat({ ...look, timestamps: true });
  const piece = (text: string): LogLine => ({ ...line(text), continues: true });
  const batches: readonly (readonly [string, ...LogLine[]])[] = [
    ["a", piece("one ")],
    ["a", piece("line "), line("long")],
    ["a", piece("two"), { ...line("err"), stream: "stderr" }, piece("three")],
    ["b", line("x")],
    ["a", line("s")],
  ];
  const time = "2026-01-01T00:00:00.000000001Z";
  const text = batches.map(([name, ...lines]) => Buffer.from(format.lines(name, lines)).toString()).join("");
  expect(text.replaceAll(`${time} `, "").split("\n")).toEqual([
    ...["a  | one line long", "a  | two", "a  | err", "a  | three", "b  | x", "a  | s"],
    "",
  ]);
});

test("lines are printed in runs of one stream", () => {
  const [out, err] = [line("x"), { ...line("x"), stream: "stderr" } as const];
  expect([...ofOneStream([out, out, err, out])].map(([stream, run]) => [stream, run.length])).toEqual([
    ["stdout", 2],
    ["stderr", 1],
    ["stdout", 1],
  ]);
  expect([...ofOneStream([])]).toEqual([]);
});

test.each([
  ["a title", "\u001b]0;owned\u0007text", "text"],
  ["the clipboard", "\u001b]52;c;aGk=\u001b\\text", "text"],
  ["a sequence without an end", "text\u001b]8;;http://x", "text"],
  ["clearing the screen", "\u001b[2J\u001b[Htext", "text"],
  ["the alternate screen", "\u001b[?1049htext", "text"],
  ["a device string", "\u001bPq#0\u001b\\text", "text"],
  ["eight-bit control sequences", "\u009b2Jtext\u009d0;x\u0007", "text"],
  ["a reset of the terminal", "\u001bctext", "text"],
  ["a bell and a backspace", "te\u0007x\u0008t", "text"],
  ["a lone escape", "text\u001b", "text"],
  ["a forged prefix", "real\rweb-1  | forged", "web-1  | forged"],
  ["a progress bar", "10%\r20%\r\u001b[32mdone\u001b[0m\r\u001b[K", "\u001b[32mdone\u001b[0m\u001b[0m"],
  ["a progress bar that is wiped out", "working…\r          \r", "working…"],
  ["nothing but carriage returns", "\r\r", ""],
  ["a Windows line end", "text\r", "text"],
  ["colours, which are closed", "\u001b[1;31mred", "\u001b[1;31mred\u001b[0m"],
  ["a tab", "a\tb", "a\tb"],
  ["nothing", "", ""],
])("on a terminal %s becomes harmless text", (_what, text, expected) => {
  expect(harmless(text)).toEqual(expected);
});
