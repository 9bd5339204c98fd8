/** What verbs plan that act on the containers that there are: all read the project in the same way. */
import { type Engine, namesAlone, type Plan, type Project, type Stage } from "../../index.ts";
import type { Call } from "../args/command.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { checkServices, projectOrName } from "../session.ts";
import type { Asked } from "./verb.ts";

type PlanIo = { readonly engine: Engine; readonly signal: AbortSignal };

/**
 * The whole project, those of its services enabled that are named, whatever their profiles: what depends on them and what
 * they depend on must be known.
 * @throws WindlassError `undefined-service` and what loading throws
 */
export async function askedExisting(
  call: Call<unknown>,
  context: ProcessContext,
  plan: (project: Project | string, io: PlanIo) => Promise<Plan>,
  { starts = false }: { /** Containers start: their order must be right. */ readonly starts?: boolean } = {},
): Promise<Asked> {
  const { services } = call;
  const whole = { ...call, services: [] };
  const read = (skip?: ReadonlySet<Stage>): Promise<Project | string> =>
    projectOrName(whole, context, { acts: "stop", enable: services, ...(skip && { skip }) });
  const found = await read(starts ? namesAlone : undefined);
  // Commands before a start run with the service's variables, for which its files are read.
  const project = starts && hasPreStart(found) ? await read(new Set()) : found;
  checkServices(project, services);
  return { project, plan: (engine) => plan(project, { engine, signal: context.interrupts.first }) };
}

const hasPreStart = (project: Project | string): boolean =>
  typeof project !== "string" && [...project.services.values()].some(({ preStart }) => preStart.length > 0);
