/** A template that can't be read or filled in: one error, with the place in the template. */
import { WindlassError } from "../../core/errors.ts";
import type { At } from "./syntax.ts";

/** @returns WindlassError `template-invalid` that shows the template and points at the letter */
export function problem(text: string, at: At, message: string, hint?: string): WindlassError {
  const before = text.slice(0, at);
  const line = text.split("\n")[before.split("\n").length - 1] ?? "";
  const column = at - (before.lastIndexOf("\n") + 1);
  const shown = line.replaceAll("\t", " ");
  return new WindlassError(
    "template-invalid",
    `${message}\n  ${shown}\n  ${" ".repeat(column)}^`,
    hint ? { hint } : {},
  );
}
