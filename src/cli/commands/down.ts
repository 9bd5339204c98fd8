/** `windlass down` */
import { existingServices } from "../args/operands.ts";
import { downFlags } from "../args/up-flags.ts";
import { askedDown } from "../plans/asked-down.ts";
import { carryOut } from "../plans/run-plan.ts";
import { type Verb, verb } from "../plans/verb.ts";
import { nameOf } from "../session.ts";

export const down: Verb = verb({
  named: "flag",
  examples: [
    ["windlass down", "volumes and images stay"],
    ["windlass down --volumes", "remove the volumes and their data, too"],
  ],
  operands: existingServices,
  flags: downFlags,
  ask: askedDown,
  async perform(plan, project, run) {
    await carryOut(plan, run, `No resource found to remove for project "${nameOf(project)}".`);
    return 0;
  },
});
