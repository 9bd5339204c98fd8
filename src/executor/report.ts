/** How a run ended. */
import type { ErrorCode } from "../core/errors.ts";
import type { StepId } from "../core/ids.ts";

export interface Failure {
  readonly step: StepId;
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint?: string;
}

export interface RunReport {
  readonly outcome: "done" | "failed" | "interrupted";
  /** Root causes only: steps that were skipped because of them are not repeated. */
  readonly failures: readonly Failure[];
  /** Ids of the containers that steps created, by step. */
  readonly containers: ReadonlyMap<string, string>;
}
