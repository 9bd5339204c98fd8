/** What is said of a build that failed: the reason first, then where, then what that step printed last. Pure. */
import { WindlassError } from "../../core/errors.ts";
import type { FailedStep } from "../../engine/build-progress.ts";

/** @param text what buildx said to people: the Dockerfile's lines in a frame, and its error */
export function bakeFailure(
  text: readonly string[],
  failed: FailedStep | undefined,
  { service, code }: { readonly service: string; readonly code: number },
): WindlassError {
  const said = lastError(text);
  const { place, frame } = frameIn(text);
  const reason = wordsOf(failed?.error || said) || `buildx exited with code ${code}`;
  const at = [failed?.step, place].filter(Boolean).join(", ");
  const tail = [...(failed?.lines ?? []).map((line) => `  ${line}`), ...frame];
  return new WindlassError(
    "build-failed",
    [`the build of ${service} failed${at && ` at ${at}`}: ${reason}`, ...tail].join("\n"),
  );
}

/** The text that begins with the last `ERROR: `, to its end. */
export function lastError(text: readonly string[]): string {
  const from = text.findLastIndex((line) => line.startsWith("ERROR: "));
  return text
    .slice(Math.max(from, 0))
    .join("\n")
    .replace(/^ERROR: /, "")
    .trim();
}

/** Several targets are told apart by buildx in front of what BuildKit says. */
const wordsOf = (said: string): string =>
  said
    .replace(/^target \S+: /, "")
    .replace(/^failed to solve: /, "")
    .replace(/^process "(.*?)" did not/s, "the command did not");

/** `Dockerfile:3`, then lines with their numbers between two of dashes. */
function frameIn(text: readonly string[]): { readonly place?: string; readonly frame: readonly string[] } {
  const isRule = (line: string): boolean => /^-{20}$/.test(line);
  const first = text.findIndex(isRule);
  const last = text.findIndex((line, index) => index > first && isRule(line));
  const place = text[first - 1];
  if (first < 1 || last < 0 || place === undefined) return { frame: [] };
  return { place, frame: text.slice(first + 1, last).map((line) => line.trimEnd()) };
}
