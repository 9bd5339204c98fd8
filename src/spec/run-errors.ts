/** What a project says that can be read and printed, and that can't be run on one engine. */
import type { Diagnostic } from "../core/diagnostics.ts";
import type { ErrorCode } from "../core/errors.ts";
import type { Project } from "./project.ts";

/** Warnings that are errors for who runs the project, and when. A container takes its ports when it starts. */
const failing: ReadonlyMap<ErrorCode, "created" | "started"> = new Map<ErrorCode, "created" | "started">([
  ["unusable-value", "created"],
  ["duplicate-port", "started"],
  ["too-few-ports", "started"],
]);

/** Whether a warning is an error once containers are created, or only once they start. */
export const isRunError = ({ code }: Diagnostic, starts = true): boolean =>
  failing.get(code) === "created" || (starts && failing.has(code));

/** Why a project that loads can't be run: errors, each with its place. @param starts whether containers are to be started */
export const runErrors = ({ warnings }: Project, starts = true): readonly Diagnostic[] =>
  warnings
    .filter((warning) => isRunError(warning, starts))
    .map((warning): Diagnostic => ({ ...warning, severity: "error" }));
