/** Keys that leave a process to itself. */
import { expect, test } from "vitest";
import { codesOf, DetachKeys } from "../../../src/cli/streams/detach-keys.ts";

test.each([
  [undefined, [16, 17]],
  ["ctrl-p,ctrl-q", [16, 17]],
  ["a,b", [97, 98]],
  ["ctrl-@", [0]],
  ["ctrl-C,ctrl-\\", [3, 28]],
])("%s are the codes %j", (keys, codes) => {
  expect([...codesOf(keys)]).toEqual(codes);
});

test.each(["", "ctrl-ä", "ctrl-", "ctrl-p,", "word", "ä"])("%j is refused", (keys) => {
  expect(() => codesOf(keys)).toThrow(`invalid detach keys ${JSON.stringify(keys)}`);
});

/** What a process gets of the pieces that are typed. */
function typed(...pieces: readonly string[]): { readonly passed: string; readonly pressed: boolean } {
  const keys = new DetachKeys(codesOf("a,b"));
  const passed = pieces.map((piece) => Buffer.from(keys.typed(Buffer.from(piece))).toString()).join("");
  return { passed, pressed: keys.pressed };
}

test("they are caught in one piece or several, and what stands before them is passed on", () => {
  expect(typed("xab")).toEqual({ passed: "x", pressed: true });
  expect(typed("xa", "b")).toEqual({ passed: "x", pressed: true });
  expect(typed("aab")).toEqual({ passed: "a", pressed: true });
});

test("their beginning is passed on once something else follows", () => {
  expect(typed("xa")).toEqual({ passed: "x", pressed: false });
  expect(typed("xa", "c", "b")).toEqual({ passed: "xacb", pressed: false });
});
