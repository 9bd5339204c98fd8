/** What `down` and `plan --down` plan: both read the same project and mean the same by their flags. */
import { type DownOptions, type Engine, type Plan, type Project, planDown } from "../../index.ts";
import type { Call } from "../args/command.ts";
import type { Values } from "../args/flags.ts";
import { isYes } from "../args/settings.ts";
import type { downFlags } from "../args/up-flags.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { checkServices, projectOrName } from "../session.ts";

export interface AskedDown {
  /** The project, or its name where there is no file. */
  readonly project: Project | string;
  readonly plan: (engine: Engine) => Promise<Plan>;
}

/** @throws WindlassError `undefined-service` and what loading throws */
export async function askedDown(call: Call<Values<typeof downFlags>>, context: ProcessContext): Promise<AskedDown> {
  const { volumes, removeOrphans, timeout } = call.flags;
  // The whole project is needed to know what depends on the services that are named.
  const project = await projectOrName({ ...call, services: [] }, context);
  checkServices(project, call.services);
  const options: DownOptions = {
    services: call.services,
    volumes,
    removeOrphans: removeOrphans || isYes(context.env.COMPOSE_REMOVE_ORPHANS),
    ...(timeout !== undefined && { graceSeconds: timeout }),
  };
  return { project, plan: (engine) => planDown(project, options, { engine, signal: context.interrupts.first }) };
}
