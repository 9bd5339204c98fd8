/**
 * The plan: every engine call between what is and what the file declares, as data. One operation is one call (or one
 * wait); every step says why; `JSON.stringify` loses nothing. Who makes it: up.ts, down.ts; who runs it: executor/.
 */
import type { Diagnostic, Place } from "../../core/diagnostics.ts";
import type { Resource } from "../../core/events.ts";
import type { StepId } from "../../core/ids.ts";
import type { Operation } from "./operation.ts";

/** A step that may turn out not to be needed; the executor then skips it and what it would have made is not there. */
export type Condition =
  /** Only if the image that this step brought has another id. */
  | { readonly kind: "image-differs"; readonly step: StepId; readonly from: string }
  /** Only if it is the same image after all: the other branch of the above. */
  | { readonly kind: "image-same"; readonly step: StepId; readonly from: string }
  /** Only if providers gave other variables than these, or the image is another one too. */
  | ({ readonly kind: "variables-differ" } & GivenVariables)
  /** Only if all of that is the same. */
  | ({ readonly kind: "variables-same" } & GivenVariables)
  /** Only if one of these steps failed. */
  | { readonly kind: "failed"; readonly steps: readonly StepId[] };

export interface GivenVariables {
  /** Of providers. */
  readonly steps: readonly StepId[];
  readonly from: Readonly<Record<string, string>>;
  readonly image?: { readonly step: StepId; readonly from: string };
}

/** What is known once images and variables have come. */
export type ImageCondition = Exclude<Condition, { readonly kind: "failed" }>;

/** The steps whose ends decide a condition. */
export function stepsOf(condition: Condition): readonly StepId[] {
  switch (condition.kind) {
    case "image-differs":
    case "image-same":
      return [condition.step];
    case "variables-differ":
    case "variables-same":
      return [...condition.steps, ...(condition.image ? [condition.image.step] : [])];
    case "failed":
      return condition.steps;
  }
}

/** One field that is not as it should be. Values are for people; a value that may be a secret is left out. */
export interface Change {
  /** The attribute in the file: `image`, `environment.DEBUG`. */
  readonly field: string;
  readonly from?: string;
  readonly to?: string;
  readonly place?: Place;
  /** The file's value is as it was at creation: somebody changed the container. */
  readonly drift?: boolean;
}

export interface Step {
  readonly id: StepId;
  /** Steps that end well before this one begins; if one does not, this one is skipped. */
  readonly after: readonly StepId[];
  /** Steps that end before this one begins, however they end. */
  readonly afterEnd?: readonly StepId[];
  readonly operation: Operation;
  readonly resource: Resource;
  readonly because: string;
  readonly changes?: readonly Change[];
  readonly onlyIf?: Condition;
  /** A wait for what nobody requires: if it fails, that is a warning, and the run goes on. */
  readonly mayFail?: true;
}

/** What becomes of one resource: the plan's table of contents. */
export interface Verdict {
  readonly resource: Resource;
  readonly action:
    | "create"
    | "change"
    | "replace"
    /** A volume made anew: what is in it is lost. */
    | "replace-data"
    | "start"
    | "restart"
    | "stop"
    | "remove"
    | "keep"
    | "pull"
    | "build"
    | "maybe-replace";
  readonly because: string;
  readonly changes?: readonly Change[];
  /** Rights of its service beyond those of a container. */
  readonly marks?: readonly string[];
}

export interface Plan {
  readonly project: string;
  /** In an order in which each step's `after` stand before it. */
  readonly steps: readonly Step[];
  /** One for each resource that the plan is about, kept ones included. */
  readonly verdicts: readonly Verdict[];
  readonly warnings: readonly Diagnostic[];
}
