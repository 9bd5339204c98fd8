/** Runs a plan with a renderer and makes an exit code, or an error, of how it ended. */
import type { Diagnostic, Place } from "../../core/diagnostics.ts";
import { WindlassError } from "../../core/errors.ts";
import {
  type Contents,
  type Engine,
  type Event,
  execute,
  type Io,
  type Plan,
  type Project,
  type RunReport,
  type Service,
  type Step,
} from "../../index.ts";
import type { Settings } from "../args/settings.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { hostFor } from "../process/programs.ts";
import { chooseRenderer } from "../render/choose.ts";
import type { Renderer } from "../render/renderer.ts";
import { plural } from "../render/words.ts";
import { Outcome, tellOutcome } from "./outcome.ts";

export interface PlanRun {
  readonly engine: Engine;
  readonly context: ProcessContext;
  readonly settings: Settings;
  readonly renderer: Renderer;
  /** Absent: the first Ctrl-C. */
  readonly signal?: AbortSignal;
  /** Told of all that the renderer is told of. */
  readonly hear?: (event: Event) => void;
  /** For plans that make containers with configs and secrets. */
  readonly contents?: Contents;
  /** Waited for before a container starts. */
  readonly beforeStart?: Io["beforeStart"];
  /** Of the project, for the programs that the plan runs. */
  readonly variables?: Project["variables"] | undefined;
  /** Where there is a file: its lines are shown with what fails. */
  readonly project?: Project | undefined;
}

export interface Ran {
  readonly report: RunReport;
  /** Steps that were carried out. */
  readonly done: number;
  /** What stands then. */
  readonly outcome: Outcome;
  readonly project: Project | undefined;
}

/** Executes and ends the renderer. */
export async function runPlan(
  plan: Plan,
  { engine, context, settings, renderer, signal, hear, contents, beforeStart, variables, project }: PlanRun,
): Promise<Ran> {
  let done = 0;
  const outcome = new Outcome(plan);
  try {
    const report = await execute(plan, {
      engine,
      host: hostFor(context, engine, { variables }),
      clock: context.clock,
      signal: signal ?? context.interrupts.first,
      giveUp: context.interrupts.second,
      emit: (event) => {
        if (event.type === "step-done") done += 1;
        outcome.hear(event);
        hear?.(event);
        renderer.emit(event);
      },
      ...(contents && { contents }),
      ...(beforeStart && { beforeStart }),
      ...(settings.parallel !== undefined && { parallel: settings.parallel }),
    });
    return { report, done, outcome, project };
  } finally {
    await renderer.end();
  }
}

/**
 * Runs it with a renderer of its own, turns what went wrong into an error, and says what stands then.
 * @param idle said instead where there was nothing to do
 */
export async function carryOut(plan: Plan, run: Omit<PlanRun, "renderer">, idle?: string): Promise<RunReport> {
  const renderer = await chooseRenderer(run.settings, run.context);
  const ran = await runPlan(plan, { ...run, renderer });
  throwUnlessDone(plan, ran);
  tellOutcome(ran.outcome, run, idle);
  return ran.report;
}

/** @throws WindlassError `steps-failed` with the root causes, `interrupted` */
export function throwUnlessDone(plan: Plan, { report, done, project }: Ran): void {
  if (report.outcome === "failed") throw stepsFailed(plan, report, project);
  if (report.outcome === "interrupted") {
    const all = plan.steps.filter(({ operation }) => operation.kind !== "join").length;
    throw new WindlassError("interrupted", `interrupted after ${done} of ${plural(all, "step")}`, {
      hint: "run the same command again to continue",
    });
  }
}

function stepsFailed(plan: Plan, { failures }: RunReport, project: Project | undefined): WindlassError {
  const steps = new Map(plan.steps.map((step) => [step.id, step]));
  const diagnostics = failures.map(({ step, code, message, hint }): Diagnostic => {
    const failed = steps.get(step);
    const name = failed?.resource.name;
    const named = name === undefined || message.includes(name) ? message : `${step}: ${message}`;
    const inFile = failed && project && imageInFile(failed, project);
    return {
      code,
      severity: "error",
      message: `${inFile?.users ?? ""}${named}`,
      ...(inFile?.place && { place: inFile.place }),
      ...(hint !== undefined && { hint }),
    };
  });
  const sources = project?.sources ?? new Map<string, string>();
  return new WindlassError("steps-failed", `${plural(failures.length, "step")} failed`, { diagnostics, sources });
}

/** Where a service names an image. */
const namingPaths = ({ image, build, preStart, volumes }: Service, name: string): (string | number)[][] => [
  ...(image === name ? [["image"]] : []),
  ...(build?.tags ?? []).flatMap((tag, i) => (tag === name ? [["build", "tags", i]] : [])),
  ...preStart.flatMap((hook, i) => (hook.image === name ? [["pre_start", i, "image"]] : [])),
  ...volumes.flatMap((volume, i) =>
    volume.type === "image" && volume.source === name ? [["volumes", i, "source"]] : [],
  ),
];

/** Of a step that is about an image: which services use it, as words to begin with, and the line of the first. */
function imageInFile(
  { resource: { kind, name, service } }: Step,
  { services, placeOf }: Project,
): { readonly users: string; readonly place: Place | undefined } | undefined {
  if (kind !== "image" || service === undefined) return undefined;
  const all = [...services.values()].filter((one) => one.name === service || one.image === name);
  const owner = all.find((one) => one.name === service);
  const paths = [...(owner ? namingPaths(owner, name) : []), ["image"], ["build"], []];
  const users = all.map((one) => JSON.stringify(one.name)).join(", ");
  return {
    users: `${all.length > 1 ? "services" : "service"} ${users}: `,
    place: paths.map((path) => placeOf(["services", service, ...path])).find((place) => place !== undefined),
  };
}
