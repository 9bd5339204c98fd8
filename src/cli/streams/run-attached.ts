/**
 * `run` in front of a terminal: attached to its container before that starts, so that no word is lost; over when it ends. On every
 * other way out the container is ended.
 */
import { setMaxListeners } from "node:events";
import { type Attachment, detachKeys as askedKeys, endOf, type Plan, type RunReport } from "../../index.ts";
import { type PlanRun, runPlan, throwUnlessDone } from "../plans/run-plan.ts";
import { exitCodes } from "../process/exit-codes.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { chooseRenderer } from "../render/choose.ts";
import { converse } from "./converse.ts";
import { patiently } from "./patiently.ts";
import { passSignals } from "./signals.ts";

export interface Attaching {
  readonly container: string;
  readonly stdin: boolean;
  readonly tty: boolean;
  /** Whether nothing of it is to stay. */
  readonly remove: boolean;
}

type Run = Omit<PlanRun, "renderer" | "beforeStart">;

interface Attached {
  readonly id: string;
  readonly attachment: Attachment;
  readonly end: Promise<number>;
}

/** @returns the exit code of the container */
export async function runAttached(plan: Plan, run: Run, asked: Attaching): Promise<number> {
  const { engine, context, settings } = run;
  const { container, stdin, tty } = asked;
  const detachKeys = await askedKeys(context.env);
  const over = new AbortController();
  setMaxListeners(0, over.signal);
  let attached: Attached | undefined;
  const beforeStart: PlanRun["beforeStart"] = async ({ id, name }) => {
    if (name !== container) return;
    const end = await endOf(engine, { project: plan.project, id }, context.clock, over.signal);
    const options = { stdin, tty, ...(detachKeys !== undefined && { detachKeys }) };
    attached = { id, end: end.code, attachment: await engine.attach(id, options, over.signal) };
  };
  let left: string | undefined;
  try {
    const renderer = await chooseRenderer(settings, context);
    const ran = await runPlan(plan, { ...run, renderer, beforeStart });
    left = madeBy(plan, ran.report, container);
    throwUnlessDone(plan, ran);
    if (attached === undefined) throw new Error("the plan has started no container");
    const { id, attachment, end } = attached as Attached;
    const deaf = passSignals(engine, id, context, over.signal);
    const stop = endWhenForced(context, over);
    try {
      const how = await converse(
        { attachment, stdin, tty, detachKeys, resize: (size, until) => engine.resizeContainer(id, size, until) },
        context,
        over.signal,
      );
      const code = how === "detached" ? exitCodes.done : await patiently(end, container, context);
      left = undefined;
      return code;
    } finally {
      deaf();
      stop();
    }
  } finally {
    over.abort(new Error("it is over"));
    if (left !== undefined) await endNow(run, left, asked);
  }
}

const madeBy = ({ steps }: Plan, { containers }: RunReport, name: string): string | undefined => {
  const step = steps.find(({ operation }) => operation.kind === "create-container" && operation.name === name);
  return step && containers.get(step.id);
};

/** How long a process that was told to end, and not only interrupted, may take. */
const graceMs = 10_000;

/** The second Ctrl-C, or some time after a SIGTERM or SIGHUP. @returns how to stop waiting for them */
function endWhenForced({ interrupts, clock }: ProcessContext, over: AbortController): () => void {
  const stopped = new AbortController();
  const force = (): void => over.abort(new Error("interrupted"));
  const told = (): void => {
    if (interrupts.exitCode() === exitCodes.SIGINT) return;
    clock.sleep(graceMs, stopped.signal).then(force, () => {});
  };
  interrupts.second.addEventListener("abort", force, { signal: stopped.signal });
  interrupts.first.addEventListener("abort", told, { signal: stopped.signal });
  if (interrupts.second.aborted) force();
  if (interrupts.first.aborted) told();
  return () => stopped.abort();
}

const endMs = 5_000;

/** The engine may be gone: then there is nobody to end it. */
async function endNow({ engine }: Run, id: string, { remove }: Attaching): Promise<void> {
  const signal = AbortSignal.timeout(endMs);
  const ending = remove
    ? engine.removeContainer(id, { volumes: true }, signal)
    : engine.killContainer(id, "SIGKILL", signal);
  await ending.catch(() => {});
}
