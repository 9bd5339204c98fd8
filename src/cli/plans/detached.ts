/** `up -d` and `up --wait`: run the plan, then look once more and say what has ended already. */
import { WindlassError } from "../../core/errors.ts";
import {
  type ContainerFact,
  type Engine,
  type Event,
  hasEnded,
  isReplica,
  labels,
  type Plan,
  type Project,
  type Step,
  type StepId,
} from "../../index.ts";
import { chooseRenderer } from "../render/choose.ts";
import { endedLine } from "../render/json.ts";
import { oneLine } from "../terminal/paint.ts";
import { tellLastWords } from "./last-words.ts";
import { type PlanRun, runPlan, throwUnlessDone } from "./run-plan.ts";

/** @param waitSeconds how long the whole may take; absent or 0: as long as it needs */
export async function upDetached(
  project: Project,
  plan: Plan,
  run: Omit<PlanRun, "renderer">,
  waitSeconds: number | undefined,
): Promise<number> {
  const { context, settings, engine } = run;
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
  await tellLastWords(plan, ran, run);
  throwUnlessDone(plan, ran);
  // Nothing was done, so nothing can have ended because of it.
  if (plan.steps.length > 0)
    for (const container of await alreadyEnded(project, plan, engine, first)) tellEnd(container, run);
  return 0;
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

/** The project's containers that have ended; not those whose good end the plan itself waited for. */
async function alreadyEnded(
  project: Project,
  plan: Plan,
  engine: Engine,
  signal: AbortSignal,
): Promise<readonly ContainerFact[]> {
  const awaited = new Set(
    plan.steps.filter(({ operation }) => operation.kind === "wait-completed").map(({ resource }) => resource.name),
  );
  const services = new Set<string>(project.services.keys());
  const { containers } = await engine.snapshot({ project: project.name, images: [] }, signal);
  return containers.filter(
    ({ name, labels: own, status }) =>
      services.has(own[labels.service] ?? "") &&
      isReplica(own) &&
      (hasEnded(status) || status.state === "restarting") &&
      !(awaited.has(name) && status.exitCode === 0),
  );
}

function tellEnd({ name, labels: own, status }: ContainerFact, { context, settings }: Omit<PlanRun, "renderer">): void {
  const { err } = context;
  const { paintErr: paint, progress } = settings;
  if (progress === "quiet") return;
  if (progress === "json") {
    err.write(`${JSON.stringify(endedLine(name, own[labels.service] ?? "", status.exitCode))}\n`);
    return;
  }
  const again = status.state === "restarting" ? ", restarting" : "";
  const why = status.oomKilled ? ", out of memory" : status.error === "" ? "" : `, ${oneLine(status.error)}`;
  const text = ` Container ${oneLine(name)} Exited (${status.exitCode})${why}${again}`;
  const see = paint("dim", `  see: windlass logs ${oneLine(own[labels.service] ?? "")}`);
  err.write(`${paint(status.exitCode === 0 ? "dim" : "yellow", text)}${see}\n`);
}
