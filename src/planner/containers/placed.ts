/** What is known of a replica once its steps are in the plan: what the services that come after it go by. */
import type { StepId } from "../../core/ids.ts";
import type { ContainerRef } from "../../engine/container-config.ts";
import type { When } from "../plan/when.ts";
import type { Replica } from "./replica.ts";

export interface Placed {
  readonly replica: Replica;
  /** The container that stands for it in the end. */
  readonly ref: ContainerRef;
  /** Its container is another one than before. */
  readonly replaced: When;
  /** The container before is removed before the new one is made. */
  readonly oldGoesFirst: boolean;
  /** Its process starts, for the first time or again. */
  readonly begins: When;
  /** The process that runs now is stopped. */
  readonly interrupted: When;
  /** Starts its old container again if the new one fails. */
  readonly restored?: StepId;
  /** Absent where nothing starts. */
  readonly launch?: Launch;
}

/** A container that is about to be started. */
export interface Launch {
  readonly container: ContainerRef;
  /** Steps that make it, or change it. */
  readonly made: readonly StepId[];
  readonly when: When;
}
