/** A plan that is only to be read: the plan on standard output, its warnings where a run would print them. */
import type { Plan, Project } from "../../index.ts";
import type { Call } from "../args/command.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { planText } from "../render/plan.ts";
import { tellWarnings } from "../session.ts";

/** @param project the project, or its name where there is no file */
export function showPlan(
  plan: Plan,
  project: Project | string,
  { settings }: Pick<Call<unknown>, "settings">,
  context: ProcessContext,
  { steps = false }: { readonly steps?: boolean } = {},
): void {
  const { out } = context;
  const sources = typeof project === "string" ? new Map<string, string>() : project.sources;
  tellWarnings(plan.warnings, { sources }, { settings }, context);
  out.write(planText(plan, settings.paintOut, { steps, ...(out.isTTY && { columns: out.columns }) }));
}
