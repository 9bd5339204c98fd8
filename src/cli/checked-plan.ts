/**
 * What `up` and `plan` go by: the plan, once the disk has what it needs. Missing files are told before the first change, and with
 * `--strict` so are warnings, as errors.
 */
import type { Diagnostic } from "../core/diagnostics.ts";
import { WindlassError } from "../core/errors.ts";
import {
  type Engine,
  type Missing,
  missingOnDisk,
  missingPrograms,
  type Plan,
  type Project,
  planUp,
  proxyVariables,
  type UpOptions,
} from "../index.ts";
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
  const ignoreOrphans = isYes(shell.env.COMPOSE_IGNORE_ORPHANS);
  if (ignoreOrphans && options.removeOrphans)
    throw new WindlassError("usage", "COMPOSE_IGNORE_ORPHANS and --remove-orphans can't be combined");
  const [missing, programs, proxies] = await Promise.all([
    missingOnDisk(project, shell),
    missingPrograms(project, shell.env),
    proxyVariables(shell.env, engine),
  ]);
  refuse(programs, project);
  const io = { engine, signal: shell.interrupts.first, host: hostFor(shell, engine, looking) };
  const plan = await planUp(project, { ...options, proxies }, io);
  const warnings = ignoreOrphans ? plan.warnings.filter(({ code }) => code !== "orphans") : plan.warnings;
  const needed = missing.filter((one) => isNeeded(one, plan, engine)).map(({ diagnostic }) => diagnostic);
  refuse([...needed, ...(strict ? warnings : [])], project);
  return { ...plan, warnings };
}

/** A bind source means the engine's disk; a build context matters only where something is built. */
function isNeeded(missing: Missing, plan: Plan, { facts }: Engine): boolean {
  if (missing.for === "bind") return facts.local;
  return (
    missing.for === "file" ||
    plan.steps.some(
      ({ operation, resource }) => operation.kind === "build-image" && resource.service === missing.service,
    )
  );
}

/** @throws WindlassError `invalid-project` where there are any; warnings among them count as errors */
export function refuse(diagnostics: readonly Diagnostic[], { sources }: Project): void {
  if (diagnostics.length === 0) return;
  const message =
    diagnostics.length === 1 ? "the project has an error" : `the project has ${diagnostics.length} errors`;
  throw new WindlassError("invalid-project", message, { diagnostics: diagnostics.map(asError), sources });
}

const asError = (diagnostic: Diagnostic): Diagnostic => ({ ...diagnostic, severity: "error" });
