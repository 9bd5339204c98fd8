/** What `down` and `plan --down` plan: both read the same project and mean the same by their flags. */
import { type DownOptions, planDown } from "../../index.ts";
import type { Call } from "../args/command.ts";
import type { Values } from "../args/flags.ts";
import { isYes } from "../args/settings.ts";
import type { downFlags } from "../args/up-flags.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { askedExisting } from "./asked-existing.ts";
import type { Asked } from "./verb.ts";

/** @throws WindlassError `undefined-service` and what loading throws */
export function askedDown(call: Call<Values<typeof downFlags>>, context: ProcessContext): Promise<Asked> {
  const { volumes, rmi, removeOrphans, timeout } = call.flags;
  const options: DownOptions = {
    services: call.services,
    volumes,
    removeOrphans: removeOrphans || isYes(context.env.COMPOSE_REMOVE_ORPHANS),
    ...(rmi !== undefined && { images: rmi }),
    ...(timeout !== undefined && { graceSeconds: timeout }),
  };
  return askedExisting(call, context, (project, io) => planDown(project, options, io));
}
