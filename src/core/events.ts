/**
 * All that a renderer may see while a plan runs: one closed union. The library announces; only the CLI prints.
 * `atMs` is milliseconds since the run began.
 */
import type { ErrorCode } from "./codes.ts";
import type { Diagnostic } from "./diagnostics.ts";
import type { StepId } from "./ids.ts";
import type { Reason } from "./reason.ts";

/** `project`: of a plan as a whole. */
export type ResourceKind = "project" | "image" | "network" | "volume" | "provider" | "model" | "container";

/** What a step is about. `name` is the engine's name; `service` is set for containers and their images. */
export interface Resource {
  readonly kind: ResourceKind;
  readonly name: string;
  readonly service?: string;
}

/** A step as renderers see it: enough to show a tree and what each waits for. */
export interface StepView {
  readonly id: StepId;
  readonly after: readonly StepId[];
  /** The operation's kind: `create-container`, `wait-healthy`, … */
  readonly action: string;
  readonly resource: Resource;
  readonly reason: Reason;
  /** Shown only if it runs: its need depends on how an earlier step ends. */
  readonly conditional: boolean;
}

/** What stays as it is. `state`: of a container, as the engine calls it. */
export interface Kept extends Resource {
  readonly state?: string;
}

export interface Progress {
  /** `sha256:ab…` of a layer, `[2/5] COPY . .` of a build. */
  readonly part?: string;
  readonly text: string;
  readonly current?: number;
  readonly total?: number;
  /** The text is a line to be kept: what a command of the part printed, a warning. */
  readonly printed?: true;
}

export type Event =
  | {
      readonly type: "plan";
      readonly project: string;
      readonly steps: readonly StepView[];
      readonly kept: readonly Kept[];
      /** What the command is about and this run leaves out. */
      readonly skipped?: readonly { readonly resource: Resource; readonly reason: Reason }[];
    }
  | { readonly type: "warning"; readonly diagnostic: Diagnostic }
  | { readonly type: "step-started"; readonly step: StepId; readonly atMs: number }
  | { readonly type: "step-progress"; readonly step: StepId; readonly atMs: number; readonly progress: Progress }
  | {
      readonly type: "step-done";
      readonly step: StepId;
      readonly atMs: number;
      readonly tookMs: number;
      /** The id of the container that it made. */
      readonly container?: string;
    }
  | { readonly type: "step-unneeded"; readonly step: StepId; readonly atMs: number; readonly why: string }
  | {
      readonly type: "step-failed";
      readonly step: StepId;
      readonly atMs: number;
      readonly tookMs: number;
      readonly code: ErrorCode;
      readonly message: string;
      readonly hint?: string;
    }
  | { readonly type: "step-skipped"; readonly step: StepId; readonly atMs: number; readonly blockedBy: StepId }
  | { readonly type: "run-ended"; readonly atMs: number; readonly outcome: "done" | "failed" | "interrupted" };

export type Emit = (event: Event) => void;
