/**
 * The plan: every call between what is and what the file declares, as data. One operation is one call (or one wait); every
 * step says why; `JSON.stringify` loses nothing. What operations there are is the target's: `Operation` for Docker's engine.
 */
import type { Diagnostic, Place } from "../../core/diagnostics.ts";
import type { Resource } from "../../core/events.ts";
import type { StepId } from "../../core/ids.ts";
import type { Reason } from "../../core/reason.ts";
import type { BuilderChoice } from "../../engine/named-builder.ts";
import type { Condition } from "./condition.ts";
import type { Operation } from "./operation.ts";

/** What every target's operations have in common. */
export interface AnyOperation {
  readonly kind: string;
}

/** No call: who comes after it comes after all that it comes after. */
export interface Join {
  readonly kind: "join";
}

/** One field that is not as it should be. Values are for people; a value that may be a secret is left out. */
export interface Change {
  /** The attribute in the file: `image`, `environment.DEBUG`. */
  readonly field: string;
  readonly from?: string;
  readonly to?: string;
  /** Where the values are left out: whether there was none before, or is none any more. */
  readonly how?: "added" | "removed";
  readonly place?: Place;
  /** Neither a change of the file nor this tool can have made the difference: somebody else changed the container. */
  readonly drift?: boolean;
}

export interface Step<Op extends AnyOperation = Operation> {
  readonly id: StepId;
  /** Steps that end well before this one begins; if one does not, this one is skipped. */
  readonly after: readonly StepId[];
  /** Steps that end before this one begins, however they end. */
  readonly afterEnd?: readonly StepId[];
  readonly operation: Op | Join;
  readonly resource: Resource;
  readonly reason: Reason;
  readonly changes?: readonly Change[];
  readonly onlyIf?: Condition;
  /** For what nobody requires: if it fails, that is a warning, and the run goes on. */
  readonly mayFail?: true;
}

/** What was observed of a resource before the plan: by it a later reader can tell whether the plan still fits. */
export interface ObservedState {
  /** The engine's id; of a volume its name. */
  readonly id: string;
  /** Of a container: the id of its image, its state, and what its health check says, if it has one. */
  readonly image?: string;
  readonly state?: string;
  readonly health?: string;
}

/** What becomes of one resource: the plan's table of contents. */
export interface Verdict {
  readonly resource: Resource;
  readonly action:
    | "create"
    | "change"
    | "replace"
    /** A volume that is recreated: its data is lost. */
    | "replace-data"
    | "start"
    | "restart"
    | "stop"
    | "remove"
    | "keep"
    | "pull"
    | "push"
    | "build"
    | "replace-if-needed"
    | "restart-if-needed";
  readonly reason: Reason;
  /** What becomes of it where it need not be replaced; absent: nothing. */
  readonly otherwise?: Verdict["action"];
  readonly changes?: readonly Change[];
  /** Who builds it. */
  readonly builder?: BuilderChoice;
  /** What is built goes to its registry, too. */
  readonly pushed?: true;
  /** Rights of its service beyond those of a container. */
  readonly marks?: readonly string[];
  /** Absent where there was nothing. */
  readonly observed?: ObservedState;
}

export interface Plan<Op extends AnyOperation = Operation> {
  /** Of this format. */
  readonly version: 1;
  readonly project: string;
  /** The engine that was looked at. */
  readonly engine: { readonly address: string; readonly id?: string };
  /** SHA-256 of the project as it was loaded; absent where there was only a name. */
  readonly digest?: string;
  /** In an order in which all that a step comes after stands before it. */
  readonly steps: readonly Step<Op>[];
  /** One for each resource that the plan is about, kept ones included. */
  readonly verdicts: readonly Verdict[];
  readonly warnings: readonly Diagnostic[];
}
