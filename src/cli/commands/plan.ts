/** `windlass plan`: what `up` would do, or `down`, and why; changes nothing. */
import { planDown } from "../../index.ts";
import { choice, flag } from "../args/flags.ts";
import { exclusive, planFlags, refuseTogether, upExclusive, upOnlyFlags, upOptions } from "../args/up-flags.ts";
import { exitCodes } from "../exit-codes.ts";
import { checkedPlan } from "../plans/checked-plan.ts";
import { planText } from "../render/plan.ts";
import { loadProject, withEngine } from "../session.ts";
import { type Command, command } from "./command.ts";

const flags = {
  ...planFlags,
  ...upOnlyFlags,
  down: flag("--down", "show what down would do, instead of up"),
  volumes: flag("-v, --volumes", "with --down: also remove the volumes of the project"),
  format: choice("--format <format>", ["text", "json"], "output format: text or json (default text)"),
  steps: flag("--steps", "list every engine call"),
  detailedExitcode: flag("--detailed-exitcode", "exit with code 2 if changes are pending"),
};

export const plan: Command = command({
  name: "plan",
  summary: "Show what up would do and why, without doing it",
  group: "inspect",
  examples: [
    ["windlass plan", "what up would change, field by field"],
    ["windlass plan --detailed-exitcode", "exit with 2 if changes are pending, for scripts"],
  ],
  takesServices: true,
  flags,
  async run(call, context) {
    const { flags, settings } = call;
    refuseTogether(flags, [...exclusive, ...upExclusive]);
    const project = await loadProject(call, context, {
      strict: flags.strict,
      purpose: flags.noStart ? "create" : "start",
      withoutDependencies: flags.noDeps,
    });
    const plan = await withEngine(context, (engine) => {
      const io = { engine, signal: context.interrupts.first };
      const grace = flags.timeout === undefined ? {} : { graceSeconds: flags.timeout };
      return flags.down
        ? planDown(project, { volumes: flags.volumes, removeOrphans: flags.removeOrphans, ...grace }, io)
        : checkedPlan(project, upOptions(flags, false, context), {
            engine,
            context,
            strict: flags.strict,
            looking: true,
          });
    });
    if (flags.format === "json") context.out.write(`${JSON.stringify(plan, undefined, 2)}\n`);
    else context.out.write(planText(plan, settings.paintOut, { steps: flags.steps }));
    const changes = plan.steps.some(({ operation: { kind } }) => kind !== "join" && !kind.startsWith("wait-"));
    return flags.detailedExitcode && changes ? exitCodes.pending : exitCodes.done;
  },
});
