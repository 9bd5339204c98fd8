/** A plan that may take so long and no longer: what is waited for goes on without us then. */
import { WindlassError } from "../../core/errors.ts";
import type { Event, Plan, Step, StepId } from "../../index.ts";
import { chooseRenderer } from "../render/choose.ts";
import { type PlanRun, type Ran, runPlan } from "./run-plan.ts";

/**
 * @param waitSeconds how long the whole may take; absent or 0: as long as it needs
 * @throws WindlassError `wait-timeout`
 */
export async function runWithin(
  plan: Plan,
  run: Omit<PlanRun, "renderer">,
  waitSeconds: number | undefined,
): Promise<Ran> {
  const { context, settings } = run;
  const { first } = context.interrupts;
  const late = new AbortController();
  const ended = new AbortController();
  if (waitSeconds)
    context.clock.sleep(waitSeconds * 1000, ended.signal).then(
      () => late.abort(new Error("it took too long")),
      () => {},
    );
  const signal = AbortSignal.any([first, late.signal]);
  const underWay = new UnderWay(plan);
  const renderer = await chooseRenderer(settings, context);
  const ran = await runPlan(plan, { ...run, signal, renderer, hear: (event) => underWay.hear(event) });
  ended.abort();
  if (late.signal.aborted && !first.aborted && ran.report.outcome === "interrupted")
    throw new WindlassError("wait-timeout", `application not healthy after ${waitSeconds}s${underWay.text()}`, {
      hint: "the containers keep running: see `windlass ps`",
    });
  return ran;
}

/** What a run has begun and not ended. */
class UnderWay {
  readonly #steps: ReadonlyMap<StepId, Step>;
  readonly #begun = new Set<StepId>();

  constructor({ steps }: Plan) {
    this.#steps = new Map(steps.map((step) => [step.id, step]));
  }

  hear(event: Event): void {
    if (event.type === "step-started") this.#begun.add(event.step);
    if (event.type === "step-done" || event.type === "step-failed") this.#begun.delete(event.step);
  }

  /** `: still waiting for db, web` */
  text(): string {
    const names = [...this.#begun].map((id) => {
      const resource = this.#steps.get(id)?.resource;
      return resource?.service ?? resource?.name ?? id;
    });
    return names.length === 0 ? "" : `: still waiting for ${[...new Set(names)].toSorted().join(", ")}`;
  }
}
