/** `windlass push` */
import { namesAlone, planPush } from "../../index.ts";
import { flag } from "../args/flags.ts";
import { services } from "../args/operands.ts";
import { carryOut } from "../plans/run-plan.ts";
import { type Verb, verb } from "../plans/verb.ts";
import { loadProject } from "../session.ts";

const flags = {
  ignorePushFailures: flag("--ignore-push-failures", "push what can be pushed, and exit with 0"),
  includeDeps: flag("--include-deps", "also push the images of services that the named ones depend on"),
  quiet: flag("-q, --quiet", "do not print progress"),
};

export const push: Verb = verb({
  examples: [
    ["windlass push", "the images of all services that have a build and an image name"],
    ["windlass push web", "only that of one service, with each of its tags"],
  ],
  operands: services,
  flags,
  async ask(call, context) {
    const { flags, services } = call;
    const withoutDependencies = services.length > 0 && !flags.includeDeps;
    const project = await loadProject(call, context, { skip: namesAlone, withoutDependencies });
    const options = { ignoreFailures: flags.ignorePushFailures };
    return { project, plan: (engine) => planPush(project, options, { engine, signal: context.interrupts.first }) };
  },
  async perform(plan, _project, { settings, ...run }, { flags }) {
    await carryOut(plan, { ...run, settings: flags.quiet ? { ...settings, progress: "quiet" } : settings });
    return 0;
  },
});
