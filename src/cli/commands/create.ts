/** `windlass create`: everything that `up` does before it starts the containers. */
import { contentsOf } from "../../index.ts";
import { type Command, command } from "../args/command.ts";
import { services } from "../args/operands.ts";
import { exclusive, hushedBy, planFlags, quietPull, refuseTogether, upOptions } from "../args/up-flags.ts";
import { checkedPlan } from "../plans/checked-plan.ts";
import { carryOut } from "../plans/run-plan.ts";
import { showPlan } from "../plans/show-plan.ts";
import { loadProject, withEngine } from "../session.ts";

export const create: Command = command({
  name: "create",
  summary: "Create containers without starting them",
  group: "run",
  examples: [
    ["windlass create", "create the containers of all services"],
    ["windlass create --pull always web", "pull the image of web first"],
  ],
  operands: services,
  flags: { ...planFlags, quietPull },
  async run(call, context) {
    const { flags, globals } = call;
    const settings = { ...call.settings, hushed: hushedBy(flags) };
    refuseTogether(flags, exclusive);
    const project = await loadProject(call, context, { strict: flags.strict, purpose: "create" });
    return withEngine(context, async (engine) => {
      const asked = { ...upOptions(flags, false, context), start: false };
      const { dryRun: looking } = globals;
      const plan = await checkedPlan(project, asked, { engine, context, strict: flags.strict, looking });
      if (looking) showPlan(plan, project, call, context);
      else {
        const { variables } = project;
        await carryOut(plan, { engine, context, settings, variables, contents: contentsOf(project, context) });
      }
      return 0;
    });
  },
});
