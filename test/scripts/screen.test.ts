/** What a terminal shows: the reader of the README's pictures. */
import { expect, test } from "vitest";
import { screensOf, textOf } from "../../scripts/pictures/screen.ts";

const esc = "\u001b[";

test("text that is painted over is gone, and each state before that is a screen", () => {
  const screens = screensOf(`a  waiting${esc}K\r\nb\r\n${esc}J\r${esc}2Aa  done${esc}K\r\nb\r\n${esc}J`);
  expect(screens.map(textOf)).toEqual(["a  waiting\nb", "a  done\nb"]);
});

test("what was below is gone where it is cleared", () => {
  expect(screensOf(`a\r\nb\r\n${esc}2A${esc}Jc`).map(textOf)).toEqual(["a\nb", "c"]);
});

test("words of one style are one run, at their column", () => {
  expect(screensOf(`${esc}?25l ${esc}32m✔ ok${esc}39m ${esc}1mshop${esc}22m  x`)).toEqual([
    [
      [
        { column: 1, text: "✔ ok", colour: "green" },
        { column: 6, text: "shop", colour: undefined, isBold: true },
        { column: 10, text: "  x", colour: undefined, isBold: false, isDim: false },
      ],
    ],
  ]);
});

test("a sequence that no picture can show is refused", () => {
  expect(() => screensOf(`${esc}5;5H`)).toThrow("control sequence");
  expect(() => screensOf(`${esc}4mx`)).toThrow("the style 4");
});
