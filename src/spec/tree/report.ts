/**
 * How a stage complains: one function that takes a diagnostic. Stages report and go on; load.ts decides when to stop.
 * Values that came from a variable are never quoted: `shown` says which variable it was instead.
 */
import type { Diagnostic, Place } from "../../core/diagnostics.ts";
import type { ErrorCode } from "../../core/errors.ts";
import { withoutUserInfo } from "../../core/user-info.ts";
import { type Node, type Path, pathText } from "./tree.ts";

export type Report = (diagnostic: Diagnostic) => void;

export interface Where {
  readonly path?: Path | undefined;
  readonly place?: Place | undefined;
  readonly hint?: string | undefined;
}

export function fail(report: Report, code: ErrorCode, message: string, where: Where = {}): void {
  report(diagnosticOf("error", code, message, where));
}

export function warn(report: Report, code: ErrorCode, message: string, where: Where = {}): void {
  report(diagnosticOf("warning", code, message, where));
}

export function diagnosticOf(
  severity: Diagnostic["severity"],
  code: ErrorCode,
  message: string,
  where: Where,
): Diagnostic {
  return {
    code,
    severity,
    message: withoutUserInfo(message),
    ...(where.path !== undefined && { path: pathText(where.path) }),
    ...(where.place !== undefined && { place: where.place }),
    ...(where.hint !== undefined && { hint: withoutUserInfo(where.hint) }),
  };
}

/** A value for a message: `"80:abc"`, `5`, `a list`, or `the value of ${PORT}` where a variable is in it. */
export function shown(node: Node): string {
  if (node.kind === "map") return "a mapping";
  if (node.kind === "list") return "a list";
  if (node.variables !== undefined && node.variables.length > 0)
    return `the value of ${node.variables.map((name) => `\${${name}}`).join(" and ")}`;
  return typeof node.value === "string" ? JSON.stringify(shortened(node.value)) : String(node.value);
}

/** Enough of a text to know it by. */
export const shortened = (text: string): string => (text.length > 80 ? `${text.slice(0, 77)}…` : text);

/** `"a"`, `"a" and "b"`, `"a", "b" and "c"`. */
export function listed(words: readonly string[], last = "and"): string {
  const quoted = words.map((word) => JSON.stringify(word));
  return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} ${last} ${quoted.at(-1)}`;
}
