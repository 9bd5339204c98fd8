/** What `plan` and `graph plan` ask where no command is named: the plan of `up`, by the flags that shape it. */
import { planUp } from "../../index.ts";
import type { Call } from "../args/command.ts";
import type { Values } from "../args/flags.ts";
import {
  exclusive,
  type planFlags,
  refuseTogether,
  upExclusive,
  type upOnlyFlags,
  upOptions,
} from "../args/up-flags.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { loadProject } from "../session.ts";
import { checkedPlan } from "./checked-plan.ts";
import type { Asked } from "./verb.ts";

/** @throws WindlassError `usage` for flags that contradict each other, and what loading throws */
export async function askedUp(
  call: Call<Values<typeof planFlags> & Values<typeof upOnlyFlags>>,
  context: ProcessContext,
): Promise<Asked> {
  const { strict, noStart, noDeps, locked } = call.flags;
  refuseTogether(call.flags, [...exclusive, ...upExclusive]);
  const purpose = noStart ? "create" : "start";
  const project = await loadProject(call, context, { strict, purpose, withoutDependencies: noDeps, locked });
  const options = upOptions(call.flags, false, context);
  return {
    project,
    plan: (engine) => checkedPlan(project, options, { engine, context, strict, looking: true }, planUp),
  };
}
