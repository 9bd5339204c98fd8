/** `windlass pause` and `windlass unpause` */
import { planPause, planUnpause } from "../../index.ts";
import { existingServices } from "../args/operands.ts";
import { askedExisting } from "../plans/asked-existing.ts";
import { type Verb, verb } from "../plans/verb.ts";

export const pause: Verb = verb({
  named: "flag",
  examples: [["windlass pause web", "its processes keep their memory and get no processor time"]],
  operands: existingServices,
  flags: {},
  ask: (call, context) =>
    askedExisting(call, context, (project, io) => planPause(project, { services: call.services }, io)),
});

export const unpause: Verb = verb({
  named: "flag",
  examples: [["windlass unpause", "resume all that is paused"]],
  operands: existingServices,
  flags: {},
  ask: (call, context) =>
    askedExisting(call, context, (project, io) => planUnpause(project, { services: call.services }, io)),
});
