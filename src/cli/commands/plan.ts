/** `windlass plan`: what `up` would do, or another command, and why; changes nothing. */
import { WindlassError } from "../../core/errors.ts";
import { type Call, type Command, command, type Definition, type Listing } from "../args/command.ts";
import { choice, type FlagTable, flag, type Values } from "../args/flags.ts";
import { services } from "../args/operands.ts";
import {
  downFlags,
  exclusive,
  notWithDown,
  planFlags,
  refuseTogether,
  upExclusive,
  upOnlyFlags,
} from "../args/up-flags.ts";
import { askedDown } from "../plans/asked-down.ts";
import { askedUp } from "../plans/asked-up.ts";
import { showPlan } from "../plans/show-plan.ts";
import type { Asked, Verb } from "../plans/verb.ts";
import { exitCodes } from "../process/exit-codes.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { withEngine } from "../session.ts";

/** How a plan is shown, whatever it is of. */
const showFlags = {
  format: choice("--format <format>", ["text", "json"], "output format: text or json (default text)"),
  steps: flag("--steps", "list every engine call"),
  detailedExitcode: flag("--detailed-exitcode", "exit with code 2 if changes are pending"),
};

const flags = {
  ...planFlags,
  ...upOnlyFlags,
  down: flag("--down", "the same as plan down"),
  volumes: { ...downFlags.volumes, text: "with --down: also remove the volumes of the project" },
  rmi: { ...downFlags.rmi, text: "with --down: also remove images: local or all" },
  ...showFlags,
};

const exitStatus = "0 if there is a plan, 1 if there is none; with --detailed-exitcode 2 if changes are pending";

const plan: Definition = command({
  exitStatus,
  examples: [
    ["windlass plan restart web", "what another command would do"],
    ["windlass plan --detailed-exitcode", "exit with 2 if changes are pending, for scripts"],
  ],
  operands: services,
  flags,
  async run(call, context) {
    const { flags } = call;
    refuseTogether(flags, [...exclusive, ...upExclusive, ...notWithDown]);
    if (flags.volumes && !flags.down)
      throw new WindlassError("usage", "--volumes needs --down", { hint: "up never removes a volume" });
    if (flags.rmi && !flags.down)
      throw new WindlassError("usage", "--rmi needs --down", { hint: "up never removes an image" });
    return show(flags.down ? await askedDown(call, context) : await askedUp(call, context), call, context);
  },
});

/** `plan`, and `plan VERB` for each of these. */
export const planOf = (verbs: readonly (Listing & Verb)[]): Definition => ({
  ...plan,
  subcommands: verbs.map(planOfVerb),
});

/** `windlass plan restart web`: the words of the verb, and the plan that it would carry out. */
function planOfVerb(of: Listing & Verb): Command {
  const table: FlagTable = { ...of.flags, ...showFlags };
  return {
    ...of,
    name: `plan ${of.name}`,
    summary: `Show what ${of.name} would do`,
    exitStatus,
    examples: of.examples.slice(0, 1).map(([line]) => [line.replace("windlass", "windlass plan"), "what it would do"]),
    flags: table,
    run: async (call, context) => show(await of.ask(call, context), call as Call<Values<typeof showFlags>>, context),
  };
}

/** @returns the exit code */
async function show(
  { project, plan: planned }: Asked,
  call: Call<Values<typeof showFlags>>,
  context: ProcessContext,
): Promise<number> {
  const { format, steps, detailedExitcode } = call.flags;
  const plan = await withEngine(context, (engine) => planned(engine, true));
  if (format === "json") context.out.write(`${JSON.stringify(plan, undefined, 2)}\n`);
  else showPlan(plan, project, call, context, { steps });
  const changes = plan.steps.some(({ operation: { kind } }) => kind !== "join" && !kind.startsWith("wait-"));
  return detailedExitcode && changes ? exitCodes.pending : exitCodes.done;
}
