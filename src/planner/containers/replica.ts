/** One container of a service as it is to be, and what becomes of the one that stands for it. */

import type { Reason } from "../../core/reason.ts";
import type { ContainerFact } from "../../engine/port.ts";
import type { Service } from "../../spec/project.ts";
import type { Differences } from "../compare/changes.ts";
import type { Condition } from "../plan/condition.ts";
import type { Change } from "../plan/plan.ts";
import type { Wanted } from "../wanted/wanted.ts";

/** One container that is to be, and what it takes. */
export interface Replica {
  readonly service: Service;
  readonly number: number;
  readonly wanted: Wanted;
  readonly fate: Fate;
}

export type Fate = { readonly kind: "create"; readonly reason: Reason } | Live;

/** A container that stands for the replica. */
export interface Live {
  readonly kind: "live";
  readonly live: ContainerFact;
  /** What can be changed on it as it stands. */
  readonly differences: Differences;
  /** Why another takes its place; it stays where there is no cause, or where none comes true. */
  readonly replace: readonly Cause[];
  /** Why it is stopped and started again, where it stays. */
  readonly restart: readonly Cause[];
  /** Why it is to be started: it is not up. */
  readonly start?: Reason;
  /** It is up, and the commands after its start are still to be run. */
  readonly isUnfinished: boolean;
  /** Made by an earlier run to take its place, and as wanted now but for what can be changed on it. */
  readonly candidate?: Pick<Live, "live" | "differences">;
  /** What must go before another can be made: a volume that is replaced, or a network that is recreated. */
  readonly obstacle?: "volume" | "network";
}

export interface Removal {
  readonly container: ContainerFact;
  readonly reason: Reason;
}

export interface Cause {
  readonly reason: Reason;
  readonly changes?: readonly Change[];
  /** Absent: it counts for sure. */
  readonly when?: Condition;
  /** The container must be gone before another can be made. */
  readonly oldGoesFirst?: true;
}
