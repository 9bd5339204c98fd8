/**
 * The whole tool on one screen: load → snapshot → plan → execute.
 */
import type { Clock } from "./core/clock.ts";
import type { Emit } from "./core/events.ts";
import type { Engine } from "./engine/port.ts";
import type { RunReport } from "./executor/report.ts";
import type { DownOptions, StopOptions, UpOptions } from "./planner/options.ts";
import type { Plan } from "./planner/plan.ts";
import type { Project } from "./spec/project.ts";

/** Everything outside that a run touches. */
export interface Io {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly emit: Emit;
  /** Aborted: no new step begins, running waits end. */
  readonly signal: AbortSignal;
  /** How many engine calls may be under way at once; absent: no bound but the engine's. */
  readonly parallel?: number;
}

/** One read of the engine, then the plan: nothing is changed. */
export declare function planUp(project: Project, options: UpOptions, io: Pick<Io, "engine" | "signal">): Promise<Plan>;
export declare function planDown(
  /** The project, or just its name where there is no file. */
  project: Project | string,
  options: DownOptions,
  io: Pick<Io, "engine" | "signal">,
): Promise<Plan>;
/** Stops what runs of the project, dependents first; containers and everything else stay. */
export declare function planStop(
  project: Project | string,
  options: StopOptions,
  io: Pick<Io, "engine" | "signal">,
): Promise<Plan>;
/** Runs a plan. Resolves also when steps failed or the signal was aborted: the report says so. */
export declare function execute(plan: Plan, io: Io): Promise<RunReport>;
