/**
 * Errors and warnings as people read them: code, message, place, the line itself with the range underlined,
 * how that line came to be read, hint.
 * Finding and collecting them is the library's; here they are only sorted and set.
 */
import { relative } from "node:path";
import { byPlace, type Diagnostic, type Place } from "../../core/diagnostics.ts";
import type { WindlassError } from "../../core/errors.ts";
import { maskedUserInfo } from "../../core/user-info.ts";
import { clip, oneLine, type Paint, padStart, width } from "../terminal/paint.ts";

export interface ProblemView {
  readonly paint: Paint;
  /** Files are named relative to it. */
  readonly cwd: string;
  readonly columns: number;
}

/** All that an error has to say, as text that ends with a newline. */
export function errorText(error: WindlassError, view: ProblemView): string {
  if (error.diagnostics.length === 0)
    return diagnosticText(
      {
        code: error.code,
        severity: "error",
        message: error.message,
        ...(error.hint !== undefined && { hint: error.hint }),
      },
      error.sources,
      view,
    );
  const count = error.diagnostics.filter((diagnostic) => diagnostic.severity === "error").length;
  const total = count > 1 ? `\n${view.paint("red", `${count} errors`)}\n` : "";
  return diagnosticsText(error.diagnostics, error.sources, view) + total;
}

export const diagnosticsText = (
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
  view: ProblemView,
): string =>
  diagnostics
    .toSorted(byPlace)
    .map((diagnostic) => diagnosticText(diagnostic, sources, view))
    .join("\n");

function diagnosticText(diagnostic: Diagnostic, sources: ReadonlyMap<string, string>, view: ProblemView): string {
  const { paint } = view;
  const colour = diagnostic.severity === "error" ? "red" : "yellow";
  const head = `${paint(colour, `${diagnostic.severity}[${diagnostic.code}]`)}${paint("bold", `: ${lines(diagnostic.message, "")}`)}`;
  const frame = diagnostic.place === undefined ? [] : codeFrame(diagnostic.place, sources, view, colour);
  const margin = " ".repeat(diagnostic.place === undefined ? 0 : String(diagnostic.place.line).length);
  const note = (text: string): string => `${margin} ${paint("blue", "=")} ${text}`;
  const chain = (diagnostic.chain ?? []).map(({ words, place }) => note(`${words} ${placeText(place, view.cwd)}`));
  const hint =
    diagnostic.hint === undefined
      ? []
      : [note(`${paint("bold", "hint")}: ${lines(diagnostic.hint, `${margin}         `)}`)];
  return `${[head, ...frame, ...chain, ...hint].join("\n")}\n`;
}

/** A message may have several lines; each is made harmless, the further ones are indented. */
const lines = (text: string, indent: string): string => text.split("\n").map(oneLine).join(`\n${indent}`);

function codeFrame(
  place: Place,
  sources: ReadonlyMap<string, string>,
  view: ProblemView,
  colour: "red" | "yellow",
): string[] {
  const { paint } = view;
  const number = String(place.line);
  const margin = " ".repeat(number.length);
  const where = `${margin}${paint("blue", "-->")} ${placeText(place, view.cwd)}`;
  const line = sources.get(place.file)?.split(/\r\n|\r|\n/)[place.line - 1];
  if (line === undefined) return [where];
  const shown = windowAround(maskedUserInfo(line), place, Math.max(20, view.columns - number.length - 4));
  const bar = paint("blue", "|");
  return [
    where,
    `${margin} ${bar}`,
    `${paint("blue", padStart(number, number.length))} ${bar} ${shown.text}`,
    `${margin} ${bar} ${" ".repeat(shown.before)}${paint(colour, "^".repeat(shown.marked))}`,
  ];
}

/** The part of a line that fits, with the marked range in it. `before` and `marked` are columns on the screen. */
function windowAround(line: string, place: Place, columns: number): { text: string; before: number; marked: number } {
  const start = Math.min(place.column - 1, line.length);
  const end = Math.max(start + 1, Math.min((place.endColumn ?? place.column + 1) - 1, line.length));
  const from = end <= columns - 1 ? 0 : Math.max(0, start - Math.floor(columns / 3));
  const dots = from > 0 ? "…" : "";
  const text = clip(dots + oneLine(line.slice(from)), columns);
  const before = width(dots + oneLine(line.slice(from, start)));
  const marked = Math.max(1, Math.min(width(oneLine(line.slice(start, end))), columns - before));
  return { text, before, marked };
}

const placeText = (place: Place, cwd: string): string => `${shownPath(place.file, cwd)}:${place.line}:${place.column}`;

/** As the user would name the file from where he stands. */
export function shownPath(file: string, cwd: string): string {
  if (file === "-") return "<stdin>";
  const near = relative(cwd, file);
  return oneLine(near === "" || near.startsWith("..") ? file : near);
}
