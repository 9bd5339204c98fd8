/** `windlass create`: everything that `up` does before it starts the containers. */
import { planUp } from "../../index.ts";
import { services } from "../args/operands.ts";
import { exclusive, hushedBy, planFlags, quietPull, refuseTogether, upOptions } from "../args/up-flags.ts";
import { checkedPlan } from "../plans/checked-plan.ts";
import { carryOut } from "../plans/run-plan.ts";
import { type Verb, verb } from "../plans/verb.ts";
import { loadProject } from "../session.ts";

export const create: Verb = verb({
  examples: [
    ["windlass create", "create the containers of all services"],
    ["windlass create --pull always web", "pull the image of web first"],
  ],
  operands: services,
  flags: { ...planFlags, quietPull },
  async ask(call, context) {
    const { flags } = call;
    const { strict, locked } = flags;
    refuseTogether(flags, exclusive);
    const project = await loadProject(call, context, { strict, purpose: "create", locked });
    const options = { ...upOptions(flags, false, context), start: false };
    return {
      project,
      plan: (engine, looking) => checkedPlan(project, options, { engine, context, strict, looking }, planUp),
    };
  },
  async perform(plan, _project, run, { flags }) {
    await carryOut(plan, { ...run, settings: { ...run.settings, hushed: hushedBy(flags), buildLog: "stdout" } });
    return 0;
  },
});
