/** The plan of `up`, `create`, `run` and `plan`, with what only the command line asks about orphans and, if strict, warnings. */
import { WindlassError } from "../../core/errors.ts";
import type { Engine, Plan, PlanIo, Project, UpOptions } from "../../index.ts";
import { isYes } from "../args/settings.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { hostFor } from "../process/programs.ts";
import { throwStrictly } from "../session.ts";

export interface Asked {
  readonly engine: Engine;
  readonly context: ProcessContext;
  readonly strict: boolean;
  /** The plan is only to be shown. */
  readonly looking: boolean;
}

/**
 * @param planning what makes the plan of the options: `planUp`, `planRun`
 * @throws WindlassError with all that stands against the plan
 */
export async function checkedPlan<Options extends Pick<UpOptions, "removeOrphans">>(
  project: Project,
  options: Options,
  { engine, context, strict, looking }: Asked,
  planning: (project: Project, options: Options, io: PlanIo) => Promise<Plan>,
): Promise<Plan> {
  const { env, disk, wallMs, interrupts } = context;
  const ignoreOrphans = isYes(env.COMPOSE_IGNORE_ORPHANS);
  if (ignoreOrphans && options.removeOrphans)
    throw new WindlassError("usage", "cannot combine COMPOSE_IGNORE_ORPHANS and --remove-orphans");
  const host = hostFor(context, engine, { variables: project.variables, looking });
  const io = { engine, signal: interrupts.first, env, disk, wallMs, host };
  const plan = await planning(project, options, io);
  const shown = ignoreOrphans ? withoutKeptOrphans(plan) : plan;
  if (strict) throwStrictly(shown.warnings, project);
  return shown;
}

const withoutKeptOrphans = (plan: Plan): Plan => ({
  ...plan,
  verdicts: plan.verdicts.filter(({ action, reason }) => action !== "keep" || reason.code !== "orphan"),
  warnings: plan.warnings.filter(({ code }) => code !== "orphans"),
});
