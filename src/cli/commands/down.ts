/** `windlass down` */
import { planDown } from "../../index.ts";
import { type Command, command } from "../command.ts";
import { count, flag } from "../flags.ts";
import { planText } from "../render/plan.ts";
import { carryOut } from "../run-plan.ts";
import { checkServices, nameOf, projectOrName, withEngine } from "../session.ts";
import { isYes } from "../settings.ts";

const flags = {
  volumes: flag("-v, --volumes", "remove the project's volumes too"),
  removeOrphans: flag("--remove-orphans", "remove containers of services that the file no longer has"),
  timeout: count("-t, --timeout <seconds>", "how long a container may take to stop"),
};

export const down: Command = command({
  name: "down",
  summary: "Stop and remove the containers and networks",
  takesServices: true,
  flags,
  async run(call, shell) {
    const { flags, globals, settings } = call;
    // The whole project is needed to know what depends on the services that are named.
    const project = await projectOrName({ ...call, services: [] }, shell);
    checkServices(project, call.services);
    return withEngine(shell, async (engine) => {
      const options = {
        services: call.services,
        volumes: flags.volumes,
        removeOrphans: flags.removeOrphans || isYes(shell.env.COMPOSE_REMOVE_ORPHANS),
        ...(flags.timeout !== undefined && { graceSeconds: flags.timeout }),
      };
      const plan = await planDown(project, options, { engine, signal: shell.interrupts.first });
      if (globals.dryRun) shell.out.write(planText(plan, settings.paintOut, { steps: false }));
      else await carryOut(plan, { engine, shell, settings });
      if (plan.steps.length === 0 && !globals.dryRun && settings.progress !== "quiet" && settings.progress !== "json")
        shell.err.write(`Nothing of project ${nameOf(project)} is there to remove.\n`);
      return 0;
    });
  },
});
