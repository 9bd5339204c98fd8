/** What is said of a build that failed: the reason first, then where, then what that step printed last. */
import { defined } from "../../core/defined.ts";
import { codeFrame, failedAt } from "../../core/dockerfile.ts";
import { WindlassError } from "../../core/errors.ts";
import { refusal } from "../http/failures.ts";

export interface FailedStep {
  readonly step: string;
  readonly lines: readonly string[];
}

/** Lines of a Dockerfile. */
export interface FailedPlace {
  readonly text: string;
  readonly line: number;
  readonly lastLine: number;
}

/** @param dockerfile its name and, where it is known, its text */
export function buildFailure(
  said: string,
  dockerfile: { readonly name: string; readonly text: string },
  failed?: FailedStep,
  place?: FailedPlace,
): WindlassError {
  const reason = said
    .trim()
    .replace(/^failed to solve: /, "")
    .replace(/^process "(.*?)" did not/s, "the command did not")
    .replace(/^(?:\S+: )?failed to resolve source metadata for (\S+): (?:\1: )?/, "the base image $1: ");
  const { code, message, hint } = refusal(reason, "build the image", "build-failed");
  const found = place
    ? { line: place.line, frame: codeFrame(place.text, place) }
    : failedAt(dockerfile.text, failed?.step ?? "", reason);
  const at = [failed?.step, found && `${dockerfile.name}:${found.line}`].filter(Boolean).join(", ");
  const tail = [...(failed?.lines ?? []).map((line) => `\n  ${line}`), found ? `\n${found.frame}` : ""].join("");
  return new WindlassError(
    "build-failed",
    `the build failed${at && ` at ${at}`}: ${code === "build-failed" ? reason : message}${tail}`,
    defined({ hint }),
  );
}
