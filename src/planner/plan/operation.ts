/**
 * What a plan for Docker's engine is made of: one operation is one engine call, one wait, or one program that is run. Data
 * only; executor/handlers.ts carries each out.
 */
import type { StepId } from "../../core/ids.ts";
import type {
  ContainerConfig,
  ContainerRef,
  ContainerUpdate,
  Endpoint,
  ImageRef,
} from "../../engine/container-config.ts";
import { containersIn } from "../../engine/container-refs.ts";
import type { BuildSpec, ExecSpec, NetworkSpec, VolumeSpec } from "../../engine/port.ts";
import type { Memory } from "../../engine/salted-labels.ts";

export type Operation =
  | {
      readonly kind: "pull-image";
      readonly image: string;
      readonly platform?: string;
      /** A pull policy counts from it: its time is remembered. */
      readonly timed?: true;
    }
  | { readonly kind: "build-image"; readonly build: BuildSpec }
  | { readonly kind: "push-image"; readonly image: string }
  /** Its tag, and the image with its last one; where a container has it, it stays. */
  | { readonly kind: "remove-image"; readonly image: string }
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
  | { readonly kind: "remove-network"; readonly id: string; readonly name: string }
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
      /** What it was made with that can't be read back: hashes of it, salted when the step runs, are in its labels. */
      readonly remember?: Memory;
      /** Providers whose variables it gets, above its own. */
      readonly variablesOf?: readonly StepId[];
    }
  | { readonly kind: "copy-in"; readonly container: ContainerRef; readonly files: readonly CopiedFile[] }
  | { readonly kind: "start-container"; readonly container: ContainerRef }
  | { readonly kind: "pause-container"; readonly container: ContainerRef }
  | { readonly kind: "unpause-container"; readonly container: ContainerRef }
  | { readonly kind: "kill-container"; readonly container: ContainerRef; readonly signal: string }
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
      readonly command: "up" | "down" | "stop";
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

/** Steps whose results an operation uses: of containers and images that they make. */
export function resultsUsed(operation: Operation | { readonly kind: "join" }): StepId[] {
  const refs = [
    "container" in operation ? operation.container : undefined,
    "image" in operation && typeof operation.image === "object" ? operation.image : undefined,
    ...(operation.kind === "create-container" ? Object.values(operation.mountedImages ?? {}) : []),
    ...("config" in operation ? containersIn(operation.config) : []),
  ];
  return refs.flatMap((ref) => (ref?.by === "step" ? [ref.step as StepId] : []));
}
