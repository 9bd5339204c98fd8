/**
 * The plan: every engine call between what is and what the file declares, as data. One operation is one call (or one
 * wait); every step says why; `JSON.stringify` loses nothing. Who makes it: up.ts, down.ts; who runs it: executor/.
 */
import type { Diagnostic, Place } from "../../core/diagnostics.ts";
import type { Resource } from "../../core/events.ts";
import type { StepId } from "../../core/ids.ts";
import type {
  ContainerConfig,
  ContainerRef,
  ContainerUpdate,
  Endpoint,
  ImageRef,
} from "../../engine/container-config.ts";
import type { BuildSpec, ExecSpec, NetworkSpec, VolumeSpec } from "../../engine/port.ts";

export type Operation =
  | { readonly kind: "pull-image"; readonly image: string; readonly platform?: string }
  | { readonly kind: "build-image"; readonly build: BuildSpec }
  /** By docker's plugin for AI models, as the next one. */
  | { readonly kind: "pull-model"; readonly model: string }
  | {
      readonly kind: "configure-model";
      readonly model: string;
      /** In tokens. */
      readonly contextSize?: number;
      /** For the program that runs it. */
      readonly runtimeFlags?: readonly string[];
    }
  | { readonly kind: "create-network"; readonly network: NetworkSpec }
  | { readonly kind: "remove-network"; readonly id: string }
  | { readonly kind: "connect-network"; readonly container: ContainerRef; readonly endpoint: Endpoint }
  | { readonly kind: "disconnect-network"; readonly container: ContainerRef; readonly network: string }
  | { readonly kind: "create-volume"; readonly volume: VolumeSpec }
  | { readonly kind: "remove-volume"; readonly name: string }
  | {
      readonly kind: "create-container";
      readonly name: string;
      readonly config: ContainerConfig;
      readonly image: ImageRef;
      /** Images that are mounted, by target: for the label that tells which they were. */
      readonly mountedImages?: Readonly<Record<string, ImageRef>>;
      readonly hash: ConfigHash;
      /** Providers whose variables it gets, above its own. */
      readonly variablesOf?: readonly StepId[];
    }
  | { readonly kind: "copy-in"; readonly container: ContainerRef; readonly files: readonly CopiedFile[] }
  | { readonly kind: "start-container"; readonly container: ContainerRef }
  | { readonly kind: "unpause-container"; readonly container: ContainerRef }
  | { readonly kind: "stop-container"; readonly container: ContainerRef; readonly graceSeconds?: number }
  | { readonly kind: "remove-container"; readonly container: ContainerRef; readonly volumes: boolean }
  | { readonly kind: "rename-container"; readonly container: ContainerRef; readonly name: string }
  | { readonly kind: "update-container"; readonly container: ContainerRef; readonly update: ContainerUpdate }
  | {
      /** A command of the service in a container of its own, which is made, waited for and removed. */
      readonly kind: "run-pre-start";
      /** `pre_start[0]` */
      readonly hook: string;
      readonly name: string;
      readonly config: ContainerConfig;
      readonly image: ImageRef;
      /** Networks that this engine does not take at creation. */
      readonly connect: readonly Endpoint[];
    }
  | {
      /** A command of the service in its container that has just started. */
      readonly kind: "run-post-start";
      readonly container: ContainerRef;
      /** `post_start[0]` */
      readonly hook: string;
      readonly command: ExecSpec;
    }
  | {
      /** A command of the service in its container that is about to be stopped. */
      readonly kind: "run-pre-stop";
      readonly container: ContainerRef;
      /** `pre_stop[0]` */
      readonly hook: string;
      readonly command: ExecSpec;
      /** When it is given up, for the stop is to come. */
      readonly limitMs: number;
      /** Its failure is told, and nothing is the worse for it. */
      readonly tolerated: boolean;
    }
  | {
      /** A program of this machine that makes or takes away what a service stands for. */
      readonly kind: "run-provider";
      readonly provider: string;
      readonly command: "up" | "down";
      readonly options: readonly (readonly [name: string, value: string])[];
    }
  | { readonly kind: "wait-running"; readonly container: ContainerRef }
  /** `limitMs`: when the engine should have said by then; absent where the check is the image's and not known yet. */
  | { readonly kind: "wait-healthy"; readonly container: ContainerRef; readonly limitMs?: number }
  /** We ask ourselves, again and again, instead of the engine. */
  | { readonly kind: "wait-ready"; readonly container: ContainerRef; readonly question: Question }
  | { readonly kind: "wait-completed"; readonly container: ContainerRef };

/** A file that is put into a container. Its bytes stand in no plan: whoever runs the step asks for them by name. */
export interface CopiedFile {
  /** `secrets.token`, `configs.app` */
  readonly content: string;
  /** Absolute path in the container. */
  readonly target: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/** How to find out that a container can be used. Milliseconds; `failures`: so many, after the start period, are enough. */
export interface Question {
  readonly ask:
    | { readonly kind: "http"; readonly port: number; readonly path: string }
    | { readonly kind: "tcp"; readonly port: number }
    | { readonly kind: "log"; readonly text: string };
  readonly everyMs: number;
  readonly timeoutMs: number;
  readonly graceMs: number;
  readonly failures: number;
}

/**
 * The label `com.docker.compose.config-hash`: known at plan time, or text around containers' ids that exist only
 * later; the executor joins and hashes it (SHA-256, hex).
 */
export type ConfigHash = { readonly value: string } | { readonly parts: readonly (string | ContainerRef)[] };

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
