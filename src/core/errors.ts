/**
 * The one error class and the closed list of codes. Expected failures carry a code; a bug throws a plain Error.
 * Every code has an entry in docs/errors.md and a test (test/docs.test.ts holds the two together).
 */
import type { Diagnostic } from "./diagnostics.ts";

export const errorCodes = [
  // finding and reading files
  "no-project-file",
  "file-not-found",
  "not-a-file",
  "file-unreadable",
  "file-too-large",
  "invalid-utf8",
  "env-file-invalid",
  // YAML
  "yaml-syntax",
  "yaml-duplicate-key",
  "yaml-unknown-anchor",
  "yaml-merge",
  "yaml-key-not-text",
  "yaml-too-large",
  "empty-file",
  // the model
  "not-a-mapping",
  "unknown-key",
  "not-supported-yet",
  "wrong-type",
  "invalid-value",
  "interpolation-syntax",
  "variable-required",
  "variable-unset",
  "invalid-project-name",
  "no-image-or-build",
  "undefined-network",
  "undefined-volume",
  "undefined-config",
  "undefined-secret",
  "undefined-service",
  "undefined-profile",
  "disabled-dependency",
  "dependency-cycle",
  "conflicting-attributes",
  "duplicate-container-name",
  "duplicate-port",
  "duplicate-target",
  "ignored-attribute",
  "obsolete-attribute",
  "several-project-files",
  "too-deep",
  // asking
  "usage",
  "invalid-project",
  // the engine, before the first change
  "engine-unreachable",
  "engine-too-old",
  "engine-address-invalid",
  "no-healthcheck",
  "port-taken",
  "name-taken",
  "bind-source-missing",
  "external-not-found",
  "network-in-use",
  "network-not-ours",
  "volume-not-ours",
  "volume-differs",
  "image-missing",
  "orphans",
  "resource-in-use",
  // the engine, while executing
  "engine-refused",
  "engine-reply-broken",
  "engine-silent",
  "engine-timeout",
  "image-not-found",
  "pull-failed",
  "build-failed",
  "start-failed",
  "dependency-unhealthy",
  "dependency-exited",
  "dependency-timeout",
  "wait-timeout",
  "steps-failed",
  "interrupted",
  "output-failed",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export interface ErrorDetails {
  readonly hint?: string;
  readonly cause?: unknown;
  /** What was wrong, each with its place; shown instead of the message where there are any. */
  readonly diagnostics?: readonly Diagnostic[];
  /** Text of the files that the diagnostics point into, for code frames. */
  readonly sources?: ReadonlyMap<string, string>;
}

export class WindlassError extends Error {
  override readonly name = "WindlassError";
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: ReadonlyMap<string, string>;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.hint = details.hint;
    this.diagnostics = details.diagnostics ?? [];
    this.sources = details.sources ?? new Map();
  }
}
