/** The plan that `up`, `create` and `plan` go by, with what only the command line asks: about orphans, and with `--strict` about warnings. */
import type { Diagnostic } from "../core/diagnostics.ts";
import { WindlassError } from "../core/errors.ts";
import { type Engine, type Plan, type Project, planUp, type UpOptions } from "../index.ts";
import { hostFor } from "./programs.ts";
import { isYes } from "./settings.ts";
import type { Shell } from "./shell.ts";

export interface Asked {
  readonly engine: Engine;
  readonly shell: Shell;
  readonly strict: boolean;
  /** The plan is only to be shown. */
  readonly looking: boolean;
}

/** @throws WindlassError with all that stands against the plan */
export async function checkedPlan(
  project: Project,
  options: UpOptions,
  { engine, shell, strict, looking }: Asked,
): Promise<Plan> {
  const { env, disk, wallMs, interrupts } = shell;
  const ignoreOrphans = isYes(env.COMPOSE_IGNORE_ORPHANS);
  if (ignoreOrphans && options.removeOrphans)
    throw new WindlassError("usage", "COMPOSE_IGNORE_ORPHANS and --remove-orphans can't be combined");
  const io = { engine, signal: interrupts.first, env, disk, wallMs, host: hostFor(shell, engine, looking) };
  const plan = await planUp(project, options, io);
  const warnings = ignoreOrphans ? plan.warnings.filter(({ code }) => code !== "orphans") : plan.warnings;
  if (strict) refuse(warnings, project);
  return { ...plan, warnings };
}

/** @throws WindlassError `invalid-project` where there are any; warnings among them count as errors */
export function refuse(diagnostics: readonly Diagnostic[], { sources }: Project): void {
  if (diagnostics.length === 0) return;
  const message =
    diagnostics.length === 1 ? "the project has an error" : `the project has ${diagnostics.length} errors`;
  throw new WindlassError("invalid-project", message, { diagnostics: diagnostics.map(asError), sources });
}

const asError = (diagnostic: Diagnostic): Diagnostic => ({ ...diagnostic, severity: "error" });
