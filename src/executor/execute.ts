/**
 * Runs a plan: each step's call in the order of the graph, every turn announced as an event. It decides nothing: which
 * steps there are and on what they depend is in the plan.
 */
import { setMaxListeners } from "node:events";
import { canonicalJson } from "../core/canonical-json.ts";
import type { Clock } from "../core/clock.ts";
import { WindlassError } from "../core/errors.ts";
import type { Emit } from "../core/events.ts";
import type { StepId } from "../core/ids.ts";
import type { Host } from "../engine/host.ts";
import type { Engine } from "../engine/port.ts";
import type { GivenVariables, Plan, Step } from "../planner/plan/plan.ts";
import { type ContentOf, carryOut, isWait, type Results } from "./handlers.ts";
import type { Failure, RunReport } from "./report.ts";
import { type Ending, runSteps } from "./run-steps.ts";
import { Watch } from "./watch.ts";

export interface ExecuteIo {
  readonly engine: Engine;
  /** This machine, for the steps that ask something of it; loaded by the first of them. */
  readonly host: () => Promise<Host>;
  readonly clock: Clock;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  /** How many engine calls may be under way at once; waits do not count. */
  readonly parallel?: number;
  /** Gives what the plan copies into containers; needed by plans of projects that have such configs or secrets. */
  readonly contentOf?: ContentOf;
}

/** Resolves also when steps failed or the signal was aborted: the report says so. */
export async function execute(plan: Plan, io: ExecuteIo): Promise<RunReport> {
  const { clock, emit } = io;
  const startedAt = clock.now();
  const now = (): number => clock.now() - startedAt;
  const began = new Map<StepId, number>();
  const results: Results = {
    images: new Map(),
    containers: new Map(),
    variables: new Map(),
    providers: new Map(),
    overridden: new Set(),
  };
  const failures: Failure[] = [];
  const run = plan.steps.length > 0 ? crypto.randomUUID() : "";
  setMaxListeners(0, io.signal);
  const watch = new Watch(io.engine, plan.project, clock);
  announce(plan, emit);

  const carry = (step: Step): Promise<void> => {
    began.set(step.id, now());
    emit({ type: "step-started", step: step.id, atMs: now() });
    return carryOut(step.operation, {
      ...io,
      watch,
      results,
      run,
      step: step.id,
      resource: step.resource,
      project: plan.project,
      onWarning: (diagnostic) => emit({ type: "warning", diagnostic }),
      onProgress: (progress) => emit({ type: "step-progress", step: step.id, atMs: now(), progress }),
    });
  };
  const ended = (step: Step, ending: Ending<StepId>): void => {
    const at = { step: step.id, atMs: now() };
    const tookMs = now() - (began.get(step.id) ?? now());
    switch (ending.how) {
      case "done":
        emit({ type: "step-done", ...at, tookMs });
        break;
      case "unneeded":
        emit({ type: "step-unneeded", ...at, why: ending.why });
        break;
      case "skipped":
        emit({ type: "step-skipped", ...at, blockedBy: ending.blockedBy });
        break;
      case "failed": {
        const failure = failureOf(step, ending.error);
        if (step.mayFail) {
          const { code, ...told } = toleratedFailure(step, failure);
          emit({ type: "warning", diagnostic: { code, severity: "warning", ...told } });
          emit({ type: "step-unneeded", ...at, why: told.message });
          break;
        }
        failures.push(failure);
        emit({ type: "step-failed", ...at, tookMs, ...failure });
        break;
      }
      case "aborted":
        break;
    }
  };
  try {
    await runSteps<StepId, Step>(
      plan.steps,
      {
        run: carry,
        ended,
        bounded: (step) => !isWait(step.operation),
        unneeded: (step, endings) => unneeded(step, endings, results),
      },
      io.parallel ?? Number.POSITIVE_INFINITY,
      io.signal,
    );
  } finally {
    watch.close();
  }
  const outcome = io.signal.aborted ? "interrupted" : failures.length > 0 ? "failed" : "done";
  emit({ type: "run-ended", atMs: now(), outcome });
  return { outcome, failures, containers: results.containers };
}

function announce(plan: Plan, emit: Emit): void {
  emit({
    type: "plan",
    project: plan.project,
    steps: plan.steps.map(({ id, after, afterEnd, operation, resource, because, onlyIf }) => ({
      id,
      after: [...after, ...(afterEnd ?? [])],
      action: operation.kind,
      resource,
      because,
      conditional: onlyIf !== undefined,
    })),
    kept: plan.verdicts.filter(({ action }) => action === "keep").map(({ resource }) => resource),
  });
  for (const diagnostic of plan.warnings) emit({ type: "warning", diagnostic });
}

/** An image is known by its id, or by its content where a container's label keeps that. */
function isSame({ step, from }: NonNullable<GivenVariables["image"]>, { images }: Pick<Results, "images">): boolean {
  const image = images.get(step);
  return image !== undefined && (image.id === from || image.content === from);
}

/** Whether the step's condition came true; if not, why. */
function unneeded(step: Step, endings: ReadonlyMap<StepId, Ending<StepId>>, results: Results): string | undefined {
  const condition = step.onlyIf;
  if (condition === undefined) return undefined;
  switch (condition.kind) {
    case "failed":
      return condition.steps.some((id) => endings.get(id)?.how === "failed") ? undefined : "there is nothing to mend";
    case "variables-differ":
      return othersThan(condition, results) ? undefined : "image and variables are the same";
    case "variables-same":
      return othersThan(condition, results) ? "image or variables are others" : undefined;
    case "image-differs":
      return isSame(condition, results) ? "the image is the same" : undefined;
    case "image-same":
      return isSame(condition, results) ? undefined : "the image is another one";
  }
}

function othersThan({ steps, from, image }: GivenVariables, { variables, images }: Results): boolean {
  if (image && !isSame(image, { images })) return true;
  const given = Object.assign({}, ...steps.map((step) => variables.get(step)));
  return canonicalJson(given) !== canonicalJson(from);
}

/** In the words that docker compose has for it. */
function toleratedFailure(
  { operation, resource }: Step,
  { step: _, message, ...rest }: Failure,
): Omit<Failure, "step"> {
  const what = operation.kind === "wait-completed" ? "didn't complete successfully" : "failed to start";
  return { ...rest, message: `optional dependency "${resource.service ?? resource.name}" ${what}: ${message}` };
}

function failureOf(step: Step, error: unknown): Failure {
  if (error instanceof WindlassError)
    return {
      step: step.id,
      code: error.code,
      message: error.message,
      ...(error.hint !== undefined && { hint: error.hint }),
    };
  const message = error instanceof Error ? error.message : String(error);
  return { step: step.id, code: "engine-refused", message };
}
