import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { answer } from "../../../src/cli/process/answer.ts";

const never = new AbortController().signal;

/** An input in which this stands already. */
function holding(text: string): PassThrough {
  const input = new PassThrough();
  input.end(text);
  return input;
}

test.each([
  ["y\n", "y"],
  ["yes\r\nmore\n", "yes"],
  ["no newline", "no newline"],
  ["\ny\n", ""],
  ["", ""],
])("of %j the answer is %j", async (text, expected) => {
  expect(await answer(holding(text), never)).toBe(expected);
});

test("whoever is interrupted waits no longer", async () => {
  const stop = new AbortController();
  const waiting = answer(new PassThrough(), stop.signal);
  stop.abort(new Error("interrupted"));
  await expect(waiting).rejects.toThrow("interrupted");
});
