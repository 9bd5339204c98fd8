/** `windlass kill` */
import { planKill } from "../../index.ts";
import { word } from "../args/flags.ts";
import { existingServices } from "../args/operands.ts";
import { isYes } from "../args/settings.ts";
import { planFlags } from "../args/up-flags.ts";
import { askedExisting } from "../plans/asked-existing.ts";
import { carryOut } from "../plans/run-plan.ts";
import { type Verb, verb } from "../plans/verb.ts";

/** Those that programs usually listen to. */
const signals = ["SIGKILL", "SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2"];

export const kill: Verb = verb({
  named: "flag",
  examples: [
    ["windlass kill", "end all containers at once, without their time to stop"],
    ["windlass kill -s SIGHUP web", "send another signal to one service"],
  ],
  operands: existingServices,
  flags: {
    signal: { ...word("-s, --signal <signal>", "signal to send (default SIGKILL)", signals), absent: "SIGKILL" },
    removeOrphans: {
      ...planFlags.removeOrphans,
      text: "also send it to containers of services that are not in the Compose file",
    },
  },
  ask(call, context) {
    const { signal = "SIGKILL", removeOrphans } = call.flags;
    const orphans = removeOrphans || isYes(context.env.COMPOSE_REMOVE_ORPHANS);
    const options = { services: call.services, signal, orphans };
    return askedExisting(call, context, (project, io) => planKill(project, options, io));
  },
  async perform(plan, _project, run) {
    await carryOut(plan, run, "No container to kill");
    return 0;
  },
});
