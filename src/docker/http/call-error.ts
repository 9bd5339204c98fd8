/**
 * What can go wrong with one call, before it has a meaning for the user: failures.ts gives it one. Also the two
 * questions that decide whether a call may be made again.
 */

import { isBug } from "../../core/errors.ts";

export type Fault =
  /** The engine answered, and said no. */
  | { readonly kind: "refused"; readonly status: number; readonly reason: string; readonly retryAfterMs?: number }
  /** No connection: the call can't have had any effect. */
  | { readonly kind: "unsent"; readonly code: string }
  /** The connection broke before an answer: whether the call had its effect is not known. */
  | { readonly kind: "lost"; readonly code: string }
  /** The answer was cut off or is not JSON: neither is. */
  | { readonly kind: "broken"; readonly reason: string }
  /** No answer within the deadline; of a change: nor to the question whether the engine is there. */
  | { readonly kind: "timeout"; readonly limitMs: number }
  /** A stream on which nothing came for so long. */
  | { readonly kind: "silent"; readonly limitMs: number };

export class CallError extends Error {
  override readonly name = "CallError";
  readonly fault: Fault;

  constructor(fault: Fault, cause?: unknown) {
    super(`${fault.kind} ${"reason" in fault ? fault.reason : "code" in fault ? fault.code : ""}`, { cause });
    this.fault = fault;
  }
}

/** What an error of a connection is: a call's. What is a mistake in our own code stays what it is. */
export const callError = (error: unknown): unknown =>
  error instanceof CallError || isBug(error) ? error : new CallError(faultOf(error), error);

/** The fault in an error that Node's http raised, or a connection of ours. */
export function faultOf(error: unknown): Fault {
  if (error instanceof CallError) return error.fault;
  const { code = "", syscall = "", message = "" } = error as NodeJS.ErrnoException;
  if (syscall === "connect" || syscall === "getaddrinfo") return { kind: "unsent", code };
  // TLS 1.3 says no to a client's certificate after its own part is done, and reads no request then.
  if (/^ERR_SSL_\w*ALERT/.test(code)) return { kind: "unsent", code };
  if (code.startsWith("HPE_")) return { kind: "broken", reason: "it is not HTTP" };
  if (message.startsWith("Max redirects")) return { kind: "broken", reason: "it redirects to another address" };
  return { kind: "lost", code: code || message };
}

/** Nothing was done; the same call may be made again. That there is no swarm is said with 503 too, and does not pass. */
export const neverRan = (fault: Fault): boolean =>
  fault.kind === "unsent" ||
  (fault.kind === "refused" && (fault.status === 429 || (fault.status === 503 && !/swarm/i.test(fault.reason))));

/** It may have been done or not, now or before; only a look can tell. */
export const uncertain = (fault: Fault): boolean =>
  fault.kind === "lost" ||
  fault.kind === "broken" ||
  fault.kind === "timeout" ||
  (fault.kind === "refused" && (fault.status === 403 || fault.status === 409 || fault.status >= 500));

/** The engine failed within itself. */
export const isInternal = (fault: Fault): boolean => fault.kind === "refused" && fault.status >= 500;

/** Worth another try where the call changes nothing. */
export const passing = (fault: Fault): boolean =>
  neverRan(fault) ||
  fault.kind === "lost" ||
  fault.kind === "broken" ||
  (fault.kind === "refused" && (fault.status === 500 || fault.status === 502 || fault.status === 504));

export const isStatus = (error: unknown, ...statuses: readonly number[]): boolean =>
  error instanceof CallError && error.fault.kind === "refused" && statuses.includes(error.fault.status);

/** Whether the engine said no in such words. */
export const isRefusal = (error: unknown, said: RegExp): boolean =>
  error instanceof CallError && error.fault.kind === "refused" && said.test(error.fault.reason);
