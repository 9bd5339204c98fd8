/** What a project says that can be read and printed, and that can't be run on one engine. */
import type { Diagnostic } from "../core/diagnostics.ts";
import type { ErrorCode } from "../core/errors.ts";
import type { Project } from "./project.ts";

const failsWhenRun: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["duplicate-port", "too-few-ports"]);

export const isUnrunnable = ({ code }: Diagnostic): boolean => failsWhenRun.has(code);

/** Why a project that loads can't be run: errors, each with its place. */
export const unrunnable = ({ notYet, warnings }: Project): readonly Diagnostic[] => [
  ...notYet,
  ...warnings.filter(isUnrunnable).map((warning): Diagnostic => ({ ...warning, severity: "error" })),
];
