/** `windlass wait` */
import { WindlassError } from "../../core/errors.ts";
import { isUp, planDown } from "../../index.ts";
import { command, type Definition } from "../args/command.ts";
import { flag } from "../args/flags.ts";
import { containersOf, isCounted } from "../containers.ts";
import { carryOut } from "../plans/run-plan.ts";
import { showPlan } from "../plans/show-plan.ts";
import { checkServices, nameOf, projectOrName, withEngine } from "../session.ts";

const flags = {
  downProject: flag("--down-project", "take the project down once the containers have stopped"),
};

export const wait: Definition = command({
  exitStatus: "that of the container that ended last",
  named: "flag",
  examples: [
    ["windlass wait job", "exits with the code of job's container"],
    ["windlass wait --down-project tests", "take everything down when the tests have ended"],
  ],
  operands: [
    { name: "service", text: "services whose containers are waited for", many: true, completes: "existing-services" },
  ],
  flags,
  async run(call, context) {
    const { flags, services, globals, settings } = call;
    const { out, interrupts } = context;
    const { first } = interrupts;
    const project = await projectOrName({ ...call, services: [] }, context);
    checkServices(project, services);
    const name = nameOf(project);
    return withEngine(context, async (engine) => {
      const containers = (await containersOf(engine, name, services, first)).filter(isUp).filter(isCounted);
      if (containers.length === 0)
        throw new WindlassError("not-running", `no containers for project "${name}"`, {
          hint: `none of ${services.join(", ")} is running`,
        });
      let exitCode = 0;
      await Promise.all(
        containers.map(async ({ id, name: container }) => {
          const code = await engine.exitOf(id, first);
          if (code === undefined)
            throw new WindlassError("not-running", `container ${container} was removed before it told how it ended`);
          out.write(`container ${JSON.stringify(id)} exited with status code ${code}\n`);
          exitCode = code;
        }),
      );
      if (flags.downProject) {
        const options = { services: [], volumes: false, removeOrphans: true };
        const plan = await planDown(project, options, { engine, signal: first });
        if (globals.dryRun) showPlan(plan, project, call, context);
        else {
          const variables = typeof project === "string" ? undefined : project.variables;
          await carryOut(plan, { engine, context, settings, variables });
        }
      }
      return exitCode;
    });
  },
});
