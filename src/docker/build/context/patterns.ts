/**
 * Patterns of ignore files as docker reads them, which are Go's: `**` reaches over folders, the last pattern that fits
 * decides, one with `!` keeps, and what is below a folder that fits, fits. Pure.
 */
import { cleanPath } from "../../../core/clean-path.ts";
import { WindlassError } from "../../../core/errors.ts";
import { testOf } from "./pattern-test.ts";

export interface Pattern {
  /** Without `!`. */
  readonly text: string;
  /** It begins with `!`. */
  readonly isException: boolean;
  fits(path: string): boolean;
}

/** What fits a path, for what is below it: one flag for each pattern. */
export type Fitting = readonly boolean[];

/** @throws WindlassError `build-failed` where one is not a pattern */
export const parsePatterns = (lines: readonly string[]): readonly Pattern[] =>
  lines.map(trimmed).filter(Boolean).map(parsePattern);

/** The lines of an ignore file that are patterns. */
export function ignoreLines(file: string): readonly string[] {
  const lines = file.replace(/^\uFEFF/, "").split(/\r?\n/);
  return lines
    .filter((line) => !line.startsWith("#"))
    .map(trimmed)
    .filter(Boolean)
    .map((line) => (line.startsWith("!") ? `!${fromRoot(trimmed(line.slice(1)))}` : fromRoot(line)));
}

/** @param above what fits the folder that it is in; absent: it is in the root */
export function decide(
  patterns: readonly Pattern[],
  path: string,
  above?: Fitting,
): { readonly isMatched: boolean; readonly fitting: Fitting } {
  let isMatched = false;
  const fitting = patterns.map((pattern, i) => {
    // A pattern that would not change the decision is not looked at.
    const fits = above?.[i] || (pattern.isException === isMatched && pattern.fits(path));
    if (fits) isMatched = !pattern.isException;
    return fits;
  });
  return { isMatched, fitting };
}

const fromRoot = (pattern: string): string => {
  const clean = pattern === "" ? "" : cleanPath(pattern);
  return clean.length > 1 && clean.startsWith("/") ? clean.slice(1) : clean;
};

/** Go's idea of white space, which has no byte order mark. */
const trimmed = (text: string): string => text.replace(/^(?:(?!\uFEFF)[\s\x85])+|(?:(?!\uFEFF)[\s\x85])+$/g, "");

function parsePattern(line: string): Pattern {
  const clean = cleanPath(line);
  const isException = clean.startsWith("!");
  const text = isException ? clean.slice(1) : clean;
  if (text === "" || !isWellFormed(text)) throw invalid(line);
  let test: ((path: string) => boolean) | undefined;
  const fits = (path: string): boolean => {
    test ??= testOf(text);
    if (test === undefined) throw invalid(line);
    return test(path);
  };
  return { text, isException, fits };
}

const invalid = (pattern: string): WindlassError =>
  new WindlassError("build-failed", `the ignore file has an invalid pattern: ${pattern}`, {
    hint: "close each `[`, and write `\\\\` for a backslash",
  });

/** Whether brackets are closed and nothing is escaped at the end, as Go's own matching of paths wants it. */
function isWellFormed(pattern: string): boolean {
  const one = String.raw`(?:\\[\s\S]|[^\\\]-])`;
  const member = `${one}(?:-${one})?`;
  return new RegExp(String.raw`^(?:\\[\s\S]|\[(?:\^${member}|(?!\^)${member})(?:${member})*\]|[^\\[])*$`, "u").test(
    pattern,
  );
}
