/**
 * Runs a plan: each step's call in the order of the graph, every turn announced as an event. It decides nothing: which
 * steps there are and on what they depend is in the plan.
 */
import { setMaxListeners } from "node:events";
import type { Clock } from "../core/clock.ts";
import { WindlassError } from "../core/errors.ts";
import type { Emit, Event } from "../core/events.ts";
import type { StepId } from "../core/ids.ts";
import type { Contents } from "../engine/contents.ts";
import type { Host } from "../engine/host.ts";
import type { Engine } from "../engine/port.ts";
import { stepsOf } from "../planner/plan/condition.ts";
import type { Operation } from "../planner/plan/operation.ts";
import type { Plan, Step } from "../planner/plan/plan.ts";
import { announce } from "./announce.ts";
import { whyNot } from "./conditions.ts";
import { carryOut, type Results } from "./handlers.ts";
import { laneOf, natures } from "./natures.ts";
import type { Failure, RunReport } from "./report.ts";
import { type Ending, runSteps } from "./run-steps.ts";
import { StatusFeed } from "./status-feed.ts";
import { abortedAfter } from "./time-limit.ts";

export interface ExecuteIo {
  readonly engine: Engine;
  /** This machine, for the steps that ask something of it; loaded by the first of them. */
  readonly host: () => Promise<Host>;
  readonly clock: Clock;
  readonly emit: Emit;
  /** Once aborted no step begins, and those under way end: at once, but for changes that may still finish. */
  readonly signal: AbortSignal;
  /** Once aborted, changes under way end at once too. */
  readonly giveUp?: AbortSignal;
  /** How many engine calls may be under way at once; waits do not count. */
  readonly parallel?: number;
  /** Gives what is in configs and secrets; needed by plans of projects that have some. */
  readonly contents?: Contents;
  /** Waited for before a container starts: whoever wants its first words attaches to it now. */
  readonly beforeStart?: (container: { readonly id: string; readonly name: string }) => Promise<void>;
}

/**
 * How long a change under way may still take after an interrupt. A start or a stop answers within seconds; given up
 * before, nobody knows what became of it. Whoever pressed Ctrl-C does not wait longer: the engine goes on by itself,
 * and the next run sees what came of it.
 */
const finishingMs = 10_000;

/**
 * Resolves also when steps failed or the signal was aborted: the report says so.
 * @throws a mistake in our own code, once all other steps have ended
 */
export async function execute(plan: Plan, io: ExecuteIo): Promise<RunReport> {
  const { clock, emit } = io;
  const startedAt = clock.now();
  const now = (): number => clock.now() - startedAt;
  const began = new Map<StepId, number>();
  const results: Results = {
    images: new Map(),
    containers: new Map(),
    digests: new Map(),
    variables: new Map(),
    providers: new Map(),
    overridden: new Set(),
  };
  const failures: Failure[] = [];
  let bug: { readonly error: unknown } | undefined;
  const run = plan.steps.length > 0 ? crypto.randomUUID() : "";
  setMaxListeners(0, io.signal);
  const over = new AbortController();
  const late = abortedAfter(io.signal, finishingMs, clock, over.signal);
  const finishing = io.giveUp ? AbortSignal.any([late, io.giveUp]) : late;
  setMaxListeners(0, finishing);
  const statuses = new StatusFeed(io.engine, plan.project, clock);
  announce(plan, emit);

  const carry = (step: Step, operation: Operation): Promise<void> => {
    began.set(step.id, now());
    emit({ type: "step-started", step: step.id, atMs: now() });
    return carryOut(operation, {
      ...io,
      signal: natures[operation.kind] === "change" ? finishing : io.signal,
      statuses,
      results,
      run,
      step: step.id,
      resource: step.resource,
      project: plan.project,
      engineId: plan.engine.id ?? plan.engine.address,
      onWarning: (diagnostic) => emit({ type: "warning", diagnostic }),
      onProgress: (progress) => emit({ type: "step-progress", step: step.id, atMs: now(), progress }),
    });
  };
  const ended = (step: Step, ending: Ending<StepId>): void => {
    const at = { step: step.id, atMs: now() };
    const tookMs = now() - (began.get(step.id) ?? now());
    switch (ending.how) {
      case "done":
        emit({ type: "step-done", ...at, tookMs, ...madeBy(step, results) });
        break;
      case "unneeded":
        emit({ type: "step-unneeded", ...at, why: ending.why });
        break;
      case "skipped":
        emit({ type: "step-skipped", ...at, blockedBy: ending.blockedBy });
        break;
      case "failed": {
        const failure = failureOf(step, ending.error);
        if (failure === undefined) {
          bug ??= { error: ending.error };
          break;
        }
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
      plan.steps.map(withCauses),
      {
        isJoin: ({ operation }) => operation.kind === "join",
        run: async (step) => {
          if (step.operation.kind !== "join") await carry(step, step.operation);
        },
        ended,
        bounded: ({ operation }) => operation.kind !== "join" && natures[operation.kind] !== "wait",
        lane: ({ operation }) => (operation.kind === "join" ? undefined : laneOf(operation)),
        unneeded: (step, endings) => unneeded(step, endings, results),
      },
      io.parallel ?? Number.POSITIVE_INFINITY,
      io.signal,
    );
  } finally {
    over.abort();
    statuses.close();
  }
  const hasFailed = failures.length > 0 || bug !== undefined;
  const outcome = io.signal.aborted ? "interrupted" : hasFailed ? "failed" : "done";
  emit({ type: "run-ended", atMs: now(), outcome });
  if (bug !== undefined) throw bug.error;
  return { outcome, failures, containers: results.containers };
}

function madeBy({ id }: Step, { containers, digests }: Results): Pick<Done, "container" | "digest"> {
  const [container, digest] = [containers.get(id), digests.get(id)];
  return { ...(container !== undefined && { container }), ...(digest !== undefined && { digest }) };
}

type Done = Extract<Event, { readonly type: "step-done" }>;

/** Whether the step's condition came true; if not, why. */
const unneeded = ({ onlyIf }: Step, endings: Endings, results: Results): string | undefined =>
  onlyIf && whyNot(onlyIf, { ...results, endings });

type Endings = ReadonlyMap<StepId, Ending<StepId>>;

/** A step with a condition begins once that is known, whatever else it waits for. */
const withCauses = (step: Step): Step =>
  step.onlyIf ? { ...step, afterEnd: [...new Set([...(step.afterEnd ?? []), ...stepsOf(step.onlyIf)])] } : step;

/** In the words that docker compose has for it; an image is no dependency. */
function toleratedFailure(
  { operation, resource }: Step,
  { step: _, message, ...rest }: Failure,
): Omit<Failure, "step"> {
  if (resource.kind === "image") return { ...rest, message: `service "${resource.service}": ${message}` };
  const dependency = `optional dependency "${resource.service ?? resource.name}"`;
  const how =
    operation.kind === "wait-completed"
      ? message.replace(/^service ".*?" /, "")
      : `failed to start: ${message.replace(/^dependency failed to start: /, "")}`;
  return { ...rest, message: `${dependency} ${how}` };
}

/** `undefined` for what is no failure but a mistake in our own code. */
function failureOf(step: Step, error: unknown): Failure | undefined {
  if (error instanceof WindlassError)
    return {
      step: step.id,
      code: error.code,
      message: error.message,
      ...(error.hint !== undefined && { hint: error.hint }),
    };
  const isOfSystem = error instanceof Error && "syscall" in error;
  return isOfSystem ? { step: step.id, code: "file-unreadable", message: error.message } : undefined;
}
