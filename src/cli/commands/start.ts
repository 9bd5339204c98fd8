/** `windlass start` */
import { planStart } from "../../index.ts";
import { flag } from "../args/flags.ts";
import { existingServices } from "../args/operands.ts";
import { waitTimeout } from "../args/up-flags.ts";
import { askedExisting } from "../plans/asked-existing.ts";
import { tellOutcome } from "../plans/outcome.ts";
import { throwUnlessDone } from "../plans/run-plan.ts";
import { type Verb, verb } from "../plans/verb.ts";
import { runWithin } from "../plans/within.ts";

export const start: Verb = verb({
  named: "flag",
  examples: [
    ["windlass start", "start all services again, dependencies first"],
    ["windlass start --wait web", "start web and what it depends on; return when they are healthy"],
  ],
  operands: existingServices,
  flags: { wait: flag("--wait", "wait until services are running or healthy"), waitTimeout },
  ask(call, context) {
    const { services: named, flags } = call;
    const options = { services: named, wait: flags.wait };
    return askedExisting(call, context, (project, io) => planStart(project, options, io), { starts: true });
  },
  async perform(plan, _project, run, { flags }) {
    const ran = await runWithin(plan, run, flags.waitTimeout);
    throwUnlessDone(plan, ran);
    tellOutcome(ran.outcome, run);
    return 0;
  },
});
