/** `windlass down` */

import { type Command, command } from "../args/command.ts";
import { services } from "../args/operands.ts";
import { downFlags } from "../args/up-flags.ts";
import { askedDown } from "../plans/asked-down.ts";
import { carryOut } from "../plans/run-plan.ts";
import { showPlan } from "../plans/show-plan.ts";
import { nameOf, withEngine } from "../session.ts";

export const down: Command = command({
  name: "down",
  summary: "Stop and remove containers and networks",
  group: "change",
  examples: [
    ["windlass down", "volumes and images stay"],
    ["windlass down --volumes", "remove the volumes and their data, too"],
  ],
  operands: services,
  flags: downFlags,
  async run(call, context) {
    const { globals, settings } = call;
    const { project, plan: planned } = await askedDown(call, context);
    return withEngine(context, async (engine) => {
      const plan = await planned(engine);
      if (globals.dryRun) showPlan(plan, project, call, context);
      else {
        const variables = typeof project === "string" ? undefined : project.variables;
        await carryOut(plan, { engine, context, settings, variables });
      }
      if (plan.steps.length === 0 && !globals.dryRun && settings.progress !== "quiet" && settings.progress !== "json")
        context.err.write(`No resource found to remove for project "${nameOf(project)}".\n`);
      return 0;
    });
  },
});
