/** The one error class. Expected failures carry a code (codes.ts); a bug throws a plain Error. */
import type { ErrorCode } from "./codes.ts";
import type { Diagnostic } from "./diagnostics.ts";
import { withoutUserInfo } from "./user-info.ts";

export { type ErrorCode, errorCodes } from "./codes.ts";

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
    super(withoutUserInfo(message), { cause: details.cause });
    this.code = code;
    this.hint = details.hint && withoutUserInfo(details.hint);
    this.diagnostics = (details.diagnostics ?? []).map(harmless);
    this.sources = details.sources ?? new Map();
  }
}

const harmless = (diagnostic: Diagnostic): Diagnostic => ({
  ...diagnostic,
  message: withoutUserInfo(diagnostic.message),
  ...(diagnostic.hint !== undefined && { hint: withoutUserInfo(diagnostic.hint) }),
});
/** Whether the error is a mistake in our own code, or in what we use: never an answer of the engine's. */
export const isBug = (error: unknown): boolean =>
  error instanceof TypeError ||
  error instanceof RangeError ||
  error instanceof ReferenceError ||
  error instanceof SyntaxError;

/** @throws WindlassError with all of `found`, where one is an error: the first of them is its message, and its code unless one is given. */
export function throwErrors(
  found: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
  code?: ErrorCode,
): void {
  const [first, ...more] = found.filter(({ severity }) => severity === "error");
  if (first === undefined) return;
  const message = more.length === 0 ? first.message : `${first.message} (and ${more.length} more)`;
  throw new WindlassError(code ?? first.code, message, { diagnostics: found, sources });
}
