/** `windlass down` */
import { planDown } from "../../index.ts";
import { count, flag } from "../args/flags.ts";
import { isYes } from "../args/settings.ts";
import { carryOut } from "../plans/run-plan.ts";
import { planText } from "../render/plan.ts";
import { checkServices, nameOf, projectOrName, withEngine } from "../session.ts";
import { type Command, command } from "./command.ts";

const flags = {
  volumes: flag("-v, --volumes", "also remove the volumes of the project"),
  removeOrphans: flag("--remove-orphans", "remove containers of services that are not in the Compose file"),
  timeout: count("-t, --timeout <seconds>", "seconds to wait for a container to stop before killing it"),
};

export const down: Command = command({
  name: "down",
  summary: "Stop and remove containers and networks",
  group: "change",
  examples: [
    ["windlass down", "volumes and images stay"],
    ["windlass down --volumes", "remove the volumes and their data, too"],
  ],
  takesServices: true,
  flags,
  async run(call, context) {
    const { flags, globals, settings } = call;
    // The whole project is needed to know what depends on the services that are named.
    const project = await projectOrName({ ...call, services: [] }, context);
    checkServices(project, call.services);
    return withEngine(context, async (engine) => {
      const options = {
        services: call.services,
        volumes: flags.volumes,
        removeOrphans: flags.removeOrphans || isYes(context.env.COMPOSE_REMOVE_ORPHANS),
        ...(flags.timeout !== undefined && { graceSeconds: flags.timeout }),
      };
      const plan = await planDown(project, options, { engine, signal: context.interrupts.first });
      if (globals.dryRun) context.out.write(planText(plan, settings.paintOut, { steps: false }));
      else {
        const variables = typeof project === "string" ? undefined : project.variables;
        await carryOut(plan, { engine, context, settings, variables });
      }
      if (plan.steps.length === 0 && !globals.dryRun && settings.progress !== "quiet" && settings.progress !== "json")
        context.err.write(`Warning: No resource found to remove for project "${nameOf(project)}".\n`);
      return 0;
    });
  },
});
