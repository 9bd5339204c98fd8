/** What a container said last before it let a run down: shown where its output is not on the screen anyway. */
import { isBug } from "../../core/errors.ts";
import { type ErrorCode, type FollowedContainer, type Plan, pastLogs } from "../../index.ts";
import { LogFormat } from "../render/log-lines.ts";
import type { PlanRun, Ran } from "./run-plan.ts";

const lastLines = 10;
const patienceMs = 3_000;

/** Failures whose cause is in the container's own output. */
const telling: ReadonlySet<ErrorCode> = new Set(["dependency-exited", "dependency-unhealthy", "dependency-timeout"]);

/** Prints nothing where nothing can be read: the failure itself is told by others. */
export async function tellLastWords(plan: Plan, { report }: Ran, run: Omit<PlanRun, "renderer">): Promise<void> {
  const { engine, context, settings } = run;
  if (settings.progress === "json" || settings.progress === "quiet") return;
  const steps = new Map(plan.steps.map((step) => [step.id, step]));
  const guilty = report.failures
    .filter(({ code }) => telling.has(code))
    .map(({ step }) => steps.get(step)?.resource)
    .filter((resource) => resource?.kind === "container")
    .map((resource) => resource?.name);
  if (guilty.length === 0) return;
  const isGuilty = ({ name }: FollowedContainer): boolean =>
    guilty.some((full) => full === name || full?.slice(plan.project.length + 1) === name);
  const spares = context.err.isTTY;
  const format = new LogFormat({ prefix: true, timestamps: false, spares, paint: settings.paintErr });
  const options = {
    project: plan.project,
    interest: (container: FollowedContainer) => (isGuilty(container) ? "read" : "ignore"),
    before: lastLines,
  } as const;
  try {
    for await (const batch of pastLogs(engine, options, AbortSignal.timeout(patienceMs)))
      for (const item of batch) {
        if (item.type === "listening") for (const { name } of item.containers) format.meet(name);
        if (item.type === "lines") context.err.write(format.lines(item.container.name, item.lines));
      }
  } catch (error) {
    // The run has failed already; that its output can't be read adds nothing.
    if (isBug(error)) throw error;
  }
}
