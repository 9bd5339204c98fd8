/** Complaints about the user's input: a stable code, a place, a hint. Rendering them is the CLI's work. */
import type { ErrorCode } from "./codes.ts";

/** A range in a file. Lines and columns count from 1; `endColumn` is exclusive, on the same line. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn?: number;
}

export interface Diagnostic {
  readonly code: ErrorCode;
  readonly severity: "error" | "warning";
  /** One sentence in the user's words, without a value that came from a variable. */
  readonly message: string;
  /** Where in the project: `services.web.ports[0]`. */
  readonly path?: string;
  readonly place?: Place;
  readonly hint?: string;
  /** How the place came to be read, where it is in no project file: the nearest step first. */
  readonly chain?: readonly OriginStep[];
}

/** A step back to a project file: `extended from` the place. */
export interface OriginStep {
  readonly words: string;
  readonly place: Place;
}

/** `compose.yaml:14`, as reasons quote it. */
export const shortPlace = (place: Place): string => `${place.file.split("/").at(-1)}:${place.line}`;

/** By file, line and column; what has no place comes last. */
export function byPlace(a: Diagnostic, b: Diagnostic): number {
  if (a.place === undefined || b.place === undefined)
    return Number(a.place === undefined) - Number(b.place === undefined);
  return (
    (a.place.file < b.place.file ? -1 : a.place.file > b.place.file ? 1 : 0) ||
    a.place.line - b.place.line ||
    a.place.column - b.place.column
  );
}
