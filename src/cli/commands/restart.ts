/** `windlass restart` */
import { planRestart } from "../../index.ts";
import { flag } from "../args/flags.ts";
import { existingServices } from "../args/operands.ts";
import { planFlags } from "../args/up-flags.ts";
import { askedExisting } from "../plans/asked-existing.ts";
import { type Verb, verb } from "../plans/verb.ts";

export const restart: Verb = verb({
  named: "flag",
  examples: [
    ["windlass restart web", "changes of the file are not applied: that is what up does"],
    ["windlass restart --no-deps db", "leave services alone that depend on db with restart: true"],
  ],
  operands: existingServices,
  flags: {
    noDeps: flag("--no-deps", "do not restart services that depend on them"),
    timeout: planFlags.timeout,
  },
  ask(call, context) {
    const { timeout, noDeps } = call.flags;
    const grace = timeout === undefined ? {} : { graceSeconds: timeout };
    const options = { services: call.services, dependents: !noDeps, ...grace };
    return askedExisting(call, context, (project, io) => planRestart(project, options, io), { starts: true });
  },
});
