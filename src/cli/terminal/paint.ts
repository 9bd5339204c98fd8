/**
 * Colours and the width of text, for every renderer. A `Paint` either colours or returns the text as it is: what is
 * printed is the same with and without a terminal, only plainer.
 */
// As a whole: Bun loads what inspects values with a function that is named here.
import util from "node:util";

export type Style =
  | "bold"
  | "dim"
  | "red"
  | "green"
  | "yellow"
  | "blue"
  | "magenta"
  | "cyan"
  | "redBright"
  | "greenBright"
  | "yellowBright"
  | "blueBright"
  | "magentaBright"
  | "cyanBright";

export type Paint = (style: Style, text: string) => string;

export const coloured: Paint = (style, text) =>
  text === "" ? text : util.styleText(style, text, { validateStream: false });
export const uncoloured: Paint = (_style, text) => text;

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const zero = /[\p{Mark}\p{Format}]/u;

/** Columns that the text takes on a terminal; colours take none. */
export function width(text: string): number {
  const bare = util.stripVTControlCharacters(text);
  let columns = 0;
  for (const letter of bare) columns += zero.test(letter) ? 0 : wide.test(letter) ? 2 : 1;
  return columns;
}

export const padEnd = (text: string, columns: number): string => text + " ".repeat(Math.max(0, columns - width(text)));
export const padStart = (text: string, columns: number): string =>
  " ".repeat(Math.max(0, columns - width(text))) + text;

/** At most so many columns of uncoloured text, with `…` where something is left out. */
export function clip(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  return columns < 1 ? "" : `${fitting([...text], columns - 1)}…`;
}

/** At most so many columns of a name, `shop-very-lo…ice-12`: names of one project differ at their ends, not in the middle. */
export function clipMiddle(name: string, columns: number): string {
  if (width(name) <= columns) return name;
  const head = Math.max(0, Math.ceil(((columns - 1) * 2) / 3));
  const tail = Math.max(0, columns - 1 - head);
  const backwards = [...name].reverse();
  return columns < 1 ? "" : `${fitting([...name], head)}…${[...fitting(backwards, tail)].reverse().join("")}`;
}

/** The first letters that take no more columns. */
function fitting(letters: readonly string[], columns: number): string {
  let kept = "";
  let used = 0;
  for (const letter of letters) {
    used += width(letter);
    if (used > columns) break;
    kept += letter;
  }
  return kept;
}

/** Control characters, and those that change the direction or the line of what follows. */
const steering = /[\p{Control}\p{Bidi_Control}\p{Line_Separator}\p{Paragraph_Separator}]/gu;

/** A mark that can be seen in place of a character that steers. */
function mark(letter: string): string {
  const code = letter.charCodeAt(0);
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? "\u2421" : "\ufffd";
}

/** Text from outside in one line of ours: it can't steer the terminal. */
export const oneLine = (text: string): string => text.replaceAll("\t", " ").replace(steering, mark);

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const steeringButColours = /\u001b\[[\d;:]*m|[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Whole text for a terminal, lines and colours as they are: whatever else would steer it becomes visible. */
export const withoutSteering = (text: string): string =>
  text.replace(steeringButColours, (found) => (found.length > 1 ? found : mark(found)));
