/** `windlass scale` */
import { WindlassError } from "../../core/errors.ts";
import { planUp } from "../../index.ts";
import { flag } from "../args/flags.ts";
import { checkedPlan } from "../plans/checked-plan.ts";
import { type Verb, verb } from "../plans/verb.ts";
import { loadProject } from "../session.ts";

export const scale: Verb = verb({
  examples: [
    ["windlass scale web=3", "web gets 3 containers; what it depends on becomes as the file says"],
    ["windlass scale --no-deps web=3 worker=0", "leave what they depend on alone"],
  ],
  operands: [
    {
      name: "service=number",
      text: "how many containers the service is to have",
      many: true,
      completes: "scaled-services",
    },
  ],
  flags: { noDeps: flag("--no-deps", "do not start dependencies") },
  async ask(call, context) {
    const replicas = new Map(call.operands.map(readScale));
    const named = { ...call, services: [...replicas.keys()] };
    const { noDeps } = call.flags;
    const project = await loadProject(named, context, { purpose: "start", withoutDependencies: noDeps });
    const options = {
      build: false,
      noBuild: false,
      forceRecreate: false,
      removeOrphans: false,
      wait: false,
      scale: replicas,
    };
    return {
      project,
      plan: (engine, looking) => checkedPlan(project, options, { engine, context, strict: false, looking }, planUp),
    };
  },
});

function readScale(text: string): [service: string, replicas: number] {
  const [, service, number] = /^([^=]+)=(\d+)$/.exec(text) ?? [];
  if (service === undefined)
    throw new WindlassError("usage", `invalid scale specifier: ${text}`, {
      hint: "write SERVICE=NUMBER, such as web=3",
    });
  return [service, Number(number)];
}
