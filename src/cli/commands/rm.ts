/** `windlass rm` */
import { type Plan, planRemove } from "../../index.ts";
import { flag } from "../args/flags.ts";
import { existingServices } from "../args/operands.ts";
import { isYes } from "../args/settings.ts";
import { askedExisting } from "../plans/asked-existing.ts";
import { carryOut } from "../plans/run-plan.ts";
import { type Run, type Verb, verb } from "../plans/verb.ts";
import { oneLine } from "../terminal/paint.ts";

export const rm: Verb = verb({
  named: "flag",
  examples: [
    ["windlass rm", "ask, then remove what is stopped; named volumes stay"],
    ["windlass rm --stop --force web", "stop web before, and do not ask"],
  ],
  operands: existingServices,
  flags: {
    force: flag("-f, --force", "do not ask"),
    stop: flag("-s, --stop", "stop the containers before"),
    volumes: flag("-v, --volumes", "also remove their anonymous volumes"),
    all: { ...flag("-a, --all", "has no effect"), hidden: true },
  },
  ask(call, context) {
    const { stop, volumes } = call.flags;
    const options = { services: call.services, stop, volumes };
    return askedExisting(call, context, (project, io) => planRemove(project, options, io));
  },
  async perform(plan, _project, run, { flags }) {
    const isIdle = plan.steps.length === 0;
    if (isIdle || (await isMeant(plan, flags.force, run))) await carryOut(plan, run, "No stopped containers");
    return 0;
  },
});

/** Says what goes, and asks unless that is forced. */
export async function isMeant({ verdicts }: Plan, force: boolean, { context }: Run): Promise<boolean> {
  const { out, err, interrupts } = context;
  const names = verdicts.flatMap(({ action, resource }) => (action === "remove" ? oneLine(resource.name) : []));
  const text = `Going to remove ${names.join(", ")}`;
  if (force || !err.isTTY) out.write(`${text}\n`);
  else err.write(`${text} [y/N] `);
  return force || isYes((await context.answer(interrupts.first)).trim());
}
