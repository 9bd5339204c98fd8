/**
 * What a terminal shows of a program's output. It knows the control sequences that the command writes, and refuses every other
 * one: a picture with a mistake in it is worse than none.
 */

export type Colour = "red" | "green" | "yellow" | "blue" | "magenta" | "cyan";

export interface Style {
  readonly colour?: Colour | undefined;
  readonly isBold?: boolean;
  readonly isDim?: boolean;
}

/** Text of one style, from a column on. */
export interface Run extends Style {
  readonly column: number;
  readonly text: string;
}

/** Rows of a terminal down to the last that is not empty. */
export type Screen = readonly (readonly Run[])[];

interface Cell {
  readonly character: string;
  readonly style: Style;
}

const colours: readonly (Colour | undefined)[] = [undefined, "red", "green", "yellow", "blue", "magenta", "cyan"];

/** What a number of `ESC [ … m` makes of the style. */
function styled(style: Style, code: number): Style {
  if (code === 0) return {};
  if (code === 1) return { ...style, isBold: true };
  if (code === 2) return { ...style, isDim: true };
  if (code === 22) return { ...style, isBold: false, isDim: false };
  if (code === 39) return { ...style, colour: undefined };
  const colour = colours[code - 30];
  if (colour === undefined) throw new Error(`no picture knows the style ${code}`);
  return { ...style, colour };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal is steered by them
const tokens = /\u001b\[(?<numbers>[\d;?]*)(?<verb>[A-Za-z])|[\r\n]|[^\r\n\u001b]/gu;

/** Every screen that a repainting program leaves before it goes back to paint the next one, and the last. */
export function screensOf(output: string): readonly Screen[] {
  const screens: Screen[] = [];
  let rows: Cell[][] = [[]];
  let row = 0;
  let column = 0;
  let style: Style = {};
  const cells = (): Cell[] => {
    while (rows.length <= row) rows.push([]);
    return rows[row] ?? [];
  };

  for (const { 0: token, groups } of output.matchAll(tokens)) {
    const { numbers = "", verb } = groups ?? {};
    if (token === "\r") column = 0;
    else if (token === "\n") row += 1;
    else if (verb === undefined) {
      const line = cells();
      while (line.length < column) line.push({ character: " ", style: {} });
      line[column] = { character: token, style };
      column += 1;
    } else if (verb === "m") style = numbers.split(";").reduce((before, code) => styled(before, Number(code)), style);
    else if (verb === "K") cells().splice(column);
    else if (verb === "J") {
      cells().splice(column);
      rows = rows.slice(0, row + 1);
    } else if (verb === "A") {
      screens.push(screenOf(rows));
      row -= Number(numbers);
    } else if (numbers !== "?25") throw new Error(`no picture knows the control sequence ${JSON.stringify(token)}`);
  }
  return [...screens, screenOf(rows)];
}

function screenOf(rows: readonly (readonly Cell[])[]): Screen {
  const screen = rows.map(runsOf);
  return screen.slice(0, screen.findLastIndex((runs) => runs.length > 0) + 1);
}

function runsOf(cells: readonly Cell[]): readonly Run[] {
  const runs: Run[] = [];
  cells.forEach(({ character, style }, column) => {
    const last = runs.at(-1);
    if (last !== undefined && isSame(last, style)) runs[runs.length - 1] = { ...last, text: last.text + character };
    else runs.push({ ...style, column, text: character });
  });
  return runs.filter(({ text }) => text.trim() !== "");
}

const isSame = (one: Style, other: Style): boolean =>
  one.colour === other.colour && !one.isBold === !other.isBold && !one.isDim === !other.isDim;

export const textOf = (screen: Screen): string =>
  screen.map((runs) => runs.reduce((line, { column, text }) => line.padEnd(column) + text, "").trimEnd()).join("\n");
