/** `windlass plan`: what `up` would do, or `down`, and why; changes nothing. */
import { WindlassError } from "../../core/errors.ts";
import type { Engine, Plan, Project } from "../../index.ts";
import { type Call, type Command, command } from "../args/command.ts";
import { choice, flag, type Values } from "../args/flags.ts";
import { services } from "../args/operands.ts";
import {
  downFlags,
  exclusive,
  notWithDown,
  planFlags,
  refuseTogether,
  upExclusive,
  upOnlyFlags,
  upOptions,
} from "../args/up-flags.ts";
import { askedDown } from "../plans/asked-down.ts";
import { checkedPlan } from "../plans/checked-plan.ts";
import { showPlan } from "../plans/show-plan.ts";
import { exitCodes } from "../process/exit-codes.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { loadProject, withEngine } from "../session.ts";

const flags = {
  ...planFlags,
  ...upOnlyFlags,
  down: flag("--down", "show what down would do, instead of up"),
  volumes: { ...downFlags.volumes, text: "with --down: also remove the volumes of the project" },
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
  operands: services,
  flags,
  async run(call, context) {
    const { flags } = call;
    refuseTogether(flags, [...exclusive, ...upExclusive, ...notWithDown]);
    if (flags.volumes && !flags.down)
      throw new WindlassError("usage", "--volumes needs --down", { hint: "up never removes a volume" });
    const { project, plan: planned } = flags.down ? await askedDown(call, context) : await askedUp(call, context);
    const plan = await withEngine(context, planned);
    if (flags.format === "json") context.out.write(`${JSON.stringify(plan, undefined, 2)}\n`);
    else showPlan(plan, project, call, context, { steps: flags.steps });
    const changes = plan.steps.some(({ operation: { kind } }) => kind !== "join" && !kind.startsWith("wait-"));
    return flags.detailedExitcode && changes ? exitCodes.pending : exitCodes.done;
  },
});

async function askedUp(
  call: Call<Values<typeof flags>>,
  context: ProcessContext,
): Promise<{ readonly project: Project; readonly plan: (engine: Engine) => Promise<Plan> }> {
  const { strict, noStart, noDeps } = call.flags;
  const purpose = noStart ? "create" : "start";
  const project = await loadProject(call, context, { strict, purpose, withoutDependencies: noDeps });
  const options = upOptions(call.flags, false, context);
  return { project, plan: (engine) => checkedPlan(project, options, { engine, context, strict, looking: true }) };
}
