/** The plan of `up`, `create` and `plan`, with what only the command line asks about orphans and, if strict, warnings. */
import { WindlassError } from "../../core/errors.ts";
import { type Engine, type Plan, type Project, planUp, type UpOptions } from "../../index.ts";
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

/** @throws WindlassError with all that stands against the plan */
export async function checkedPlan(
  project: Project,
  options: UpOptions,
  { engine, context, strict, looking }: Asked,
): Promise<Plan> {
  const { env, disk, wallMs, interrupts } = context;
  const ignoreOrphans = isYes(env.COMPOSE_IGNORE_ORPHANS);
  if (ignoreOrphans && options.removeOrphans)
    throw new WindlassError("usage", "cannot combine COMPOSE_IGNORE_ORPHANS and --remove-orphans");
  const host = hostFor(context, engine, { variables: project.variables, looking });
  const io = { engine, signal: interrupts.first, env, disk, wallMs, host };
  const plan = await planUp(project, options, io);
  const shown = ignoreOrphans ? withoutKeptOrphans(plan) : plan;
  if (strict) throwStrictly(shown.warnings, project);
  return shown;
}

const withoutKeptOrphans = (plan: Plan): Plan => ({
  ...plan,
  verdicts: plan.verdicts.filter(({ action, reason }) => action !== "keep" || reason.code !== "orphan"),
  warnings: plan.warnings.filter(({ code }) => code !== "orphans"),
});
