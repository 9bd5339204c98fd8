/**
 * The images of services that are built here, brought to their registries before the project is published: who uses it pulls them. As
 * with docker compose, one that can't be pushed is told and no more.
 */
import { type Project, planPush } from "../../index.ts";
import type { Settings } from "../args/settings.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { withEngine } from "../session.ts";
import { carryOut } from "./run-plan.ts";

/** No engine is needed where nothing is built. */
export async function pushBuilt(project: Project, settings: Settings, context: ProcessContext): Promise<void> {
  if (!project.services.values().some(({ build }) => build !== undefined)) return;
  await withEngine(context, async (engine) => {
    const plan = await planPush(project, { ignoreFailures: true }, { engine, signal: context.interrupts.first });
    await carryOut(plan, { engine, context, settings, project, variables: project.variables });
  });
}
