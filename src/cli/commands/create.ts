/** `windlass create`: everything that `up` does before it starts the containers. */
import { contentsOf } from "../../index.ts";
import { checkedPlan } from "../checked-plan.ts";
import { type Command, command } from "../command.ts";
import { planText } from "../render/plan.ts";
import { carryOut } from "../run-plan.ts";
import { loadProject, withEngine } from "../session.ts";
import { exclusive, hushedBy, planFlags, quietPull, refuseTogether, upOptions } from "../up-flags.ts";

export const create: Command = command({
  name: "create",
  summary: "Create and change what the file declares, and start nothing",
  takesServices: true,
  flags: { ...planFlags, quietPull },
  async run(call, shell) {
    const { flags, globals } = call;
    const settings = { ...call.settings, hushed: hushedBy(flags) };
    refuseTogether(flags, exclusive);
    const project = await loadProject(call, shell, { strict: flags.strict, purpose: "create" });
    return withEngine(shell, async (engine) => {
      const asked = { ...upOptions(flags, false, shell), start: false };
      const { dryRun: looking } = globals;
      const plan = await checkedPlan(project, asked, { engine, shell, strict: flags.strict, looking });
      if (looking) shell.out.write(planText(plan, settings.paintOut, { steps: false }));
      else await carryOut(plan, { engine, shell, settings, contents: contentsOf(project, shell) });
      return 0;
    });
  },
});
