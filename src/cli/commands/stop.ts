/** `windlass stop` */
import { planStop } from "../../index.ts";
import { existingServices } from "../args/operands.ts";
import { planFlags } from "../args/up-flags.ts";
import { askedExisting } from "../plans/asked-existing.ts";
import { type Verb, verb } from "../plans/verb.ts";

export const stop: Verb = verb({
  named: "flag",
  examples: [
    ["windlass stop", "stop all services, dependents first"],
    ["windlass stop -t 30 web", "give web 30 seconds to stop; what depends on it runs on"],
  ],
  operands: existingServices,
  flags: { timeout: planFlags.timeout },
  ask(call, context) {
    const { timeout } = call.flags;
    const options = { services: call.services, ...(timeout !== undefined && { graceSeconds: timeout }) };
    return askedExisting(call, context, (project, io) => planStop(project, options, io));
  },
});
