/** `up -d` and `up --wait`: run the plan, then look once more and say what has ended already. */
import {
  type ContainerFact,
  type ContainerRow,
  hasEnded,
  isReplica,
  labels,
  type Plan,
  type Project,
  serviceOf,
} from "../../index.ts";
import { endedLine } from "../render/json.ts";
import { oneLine } from "../terminal/paint.ts";
import { tellLastWords } from "./last-words.ts";
import { tellOutcome } from "./outcome.ts";
import { type PlanRun, throwUnlessDone } from "./run-plan.ts";
import { runWithin } from "./within.ts";

/** @param waitSeconds how long the whole may take; absent or 0: as long as it needs */
export async function upDetached(
  project: Project,
  plan: Plan,
  run: Omit<PlanRun, "renderer">,
  waitSeconds: number | undefined,
): Promise<number> {
  const ran = await runWithin(plan, run, waitSeconds);
  await tellLastWords(plan, ran, run);
  throwUnlessDone(plan, ran);
  // Nothing was done, so nothing can have ended because of it.
  if (plan.steps.length > 0) {
    const rows = await run.engine.containerRows([`${labels.project}=${project.name}`], run.context.interrupts.first);
    ran.outcome.see(rows.map((row) => ({ name: row.name, status: row })));
    for (const row of alreadyEnded(project, plan, rows)) {
      const status = await run.engine.status(row.id, run.context.interrupts.first);
      if (status !== undefined) tellEnd({ ...row, status }, run);
    }
  }
  tellOutcome(ran.outcome, run);
  return 0;
}

/** The project's containers that have ended; not those whose good end the plan itself waited for. */
function alreadyEnded(project: Project, plan: Plan, rows: readonly ContainerRow[]): readonly ContainerRow[] {
  const awaited = new Set(
    plan.steps.filter(({ operation }) => operation.kind === "wait-completed").map(({ resource }) => resource.name),
  );
  const services = new Set<string>(project.services.keys());
  return rows.filter(
    (row) =>
      services.has(serviceOf(row)) &&
      isReplica(row.labels) &&
      (hasEnded(row) || row.state === "restarting") &&
      !(awaited.has(row.name) && row.exitCode === 0),
  );
}

type Ended = Pick<ContainerFact, "name" | "labels" | "status">;

function tellEnd({ name, labels: own, status }: Ended, { context, settings }: Omit<PlanRun, "renderer">): void {
  const { err } = context;
  const { paintErr: paint, progress } = settings;
  if (progress === "quiet") return;
  if (progress === "json") {
    err.write(`${JSON.stringify(endedLine(name, serviceOf({ labels: own }), status.exitCode))}\n`);
    return;
  }
  const again = status.state === "restarting" ? ", restarting" : "";
  const why = status.oomKilled ? ", out of memory" : status.error === "" ? "" : `, ${oneLine(status.error)}`;
  const text = ` Container ${oneLine(name)} Exited (${status.exitCode})${why}${again}`;
  const see = paint("dim", `  see: windlass logs ${oneLine(serviceOf({ labels: own }))}`);
  err.write(`${paint(status.exitCode === 0 ? "dim" : "yellow", text)}${see}\n`);
}
