/** What a project says that can be read and printed, and that can't be run on one engine. */
import type { Diagnostic } from "../core/diagnostics.ts";
import type { ErrorCode } from "../core/errors.ts";
import type { Project } from "./project.ts";

/** A container takes its ports when it starts. */
const failsWhenStarted: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["duplicate-port", "too-few-ports"]);

export const isStartError = ({ code }: Diagnostic): boolean => failsWhenStarted.has(code);

/** Why a project that loads can't be run: errors, each with its place. @param starts whether containers are to be started */
export const runErrors = ({ notYet, warnings }: Project, starts = true): readonly Diagnostic[] => [
  ...notYet,
  ...(starts ? warnings : []).filter(isStartError).map((warning): Diagnostic => ({ ...warning, severity: "error" })),
];
