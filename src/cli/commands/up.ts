/** `windlass up`: flags and what they mean together; what happens in front of the terminal is attached.ts's. */
import { contentsOf, type Project } from "../../index.ts";
import { count, flag, type Values, word, words } from "../args/flags.ts";
import {
  exclusive,
  hushedBy,
  planFlags,
  quietPull,
  refuseTogether,
  upExclusive,
  upOnlyFlags,
  upOptions,
} from "../args/up-flags.ts";
import { type AttachOptions, upAttached } from "../plans/attached.ts";
import { checkedPlan } from "../plans/checked-plan.ts";
import { upDetached } from "../plans/detached.ts";
import { planText } from "../render/plan.ts";
import { checkNames, loadProject, withEngine } from "../session.ts";
import { type Command, command } from "./command.ts";

const flags = {
  detach: flag("-d, --detach", "leave the containers running and return"),
  wait: flag("--wait", "return when all are running, healthy where they have a check; implies -d"),
  waitTimeout: count("--wait-timeout <seconds>", "how long to wait"),
  ...planFlags,
  ...upOnlyFlags,
  abortOnContainerExit: flag("--abort-on-container-exit", "stop all when one ends"),
  abortOnContainerFailure: flag("--abort-on-container-failure", "stop all when one ends with a code other than 0"),
  exitCodeFrom: word("--exit-code-from <service>", "exit with that service's code; stop all when one ends"),
  quietPull,
  quietBuild: flag("--quiet-build", "don't show how far builds have come"),
  attach: words("--attach <service>", "print only what this service writes; may be given several times"),
  noAttach: words("--no-attach <service>", "don't print what this service writes"),
  attachDependencies: flag("--attach-dependencies", "print what is needed by the named services, too"),
  menu: flag("--menu", "taken for docker compose's sake: there is no menu yet"),
  noLogPrefix: flag("--no-log-prefix", "don't print whose line it is"),
  noColor: flag("--no-color", "don't colour what containers print"),
  timestamps: flag("--timestamps", "print when each line was written"),
};

export const up: Command = command({
  name: "up",
  summary: "Create, change and start what the file declares",
  takesServices: true,
  flags,
  async run(call, context) {
    const { flags, globals } = call;
    const settings = { ...call.settings, hushed: hushedBy(flags) };
    refuseTogether(flags, [
      ...exclusive,
      ...upExclusive,
      ["detach", "abortOnContainerExit"],
      ["detach", "abortOnContainerFailure"],
      ["detach", "exitCodeFrom"],
      ["detach", "attach"],
      ["detach", "attachDependencies"],
      ["wait", "abortOnContainerExit"],
      ["wait", "abortOnContainerFailure"],
      ["wait", "exitCodeFrom"],
      ["wait", "attach"],
      ["wait", "attachDependencies"],
      ["attach", "attachDependencies"],
      ["abortOnContainerExit", "abortOnContainerFailure"],
    ]);
    const project = await loadProject(call, context, {
      strict: flags.strict,
      purpose: flags.noStart ? "create" : "start",
      withoutDependencies: flags.noDeps,
    });
    checkNames(
      [...flags.attach, ...(flags.exitCodeFrom === undefined ? [] : [flags.exitCodeFrom])],
      [...project.services.keys()],
    );
    return withEngine(context, async (engine) => {
      const plan = await checkedPlan(project, upOptions(flags, flags.wait, context), {
        engine,
        context,
        strict: flags.strict,
        looking: globals.dryRun,
      });
      if (globals.dryRun) {
        context.out.write(planText(plan, settings.paintOut, { steps: false }));
        return 0;
      }
      const { variables } = project;
      const run = { engine, context, settings, variables, contents: contentsOf(project, context) };
      return flags.detach || flags.wait || flags.noStart
        ? upDetached(project, plan, run, flags.wait ? flags.waitTimeout : undefined)
        : upAttached(project, plan, run, {
            abortOn: flags.abortOnContainerFailure
              ? "failure"
              : flags.abortOnContainerExit || flags.exitCodeFrom !== undefined
                ? "exit"
                : "never",
            exitCodeFrom: flags.exitCodeFrom,
            graceSeconds: flags.timeout,
            ...attachedServices(project, flags),
            prefix: !flags.noLogPrefix,
            colour: !flags.noColor,
            timestamps: flags.timestamps,
          });
    });
  },
});

/** Whose output is shown, and whose end matters: of the named services, or of those that are shown. */
function attachedServices(
  { services, selected }: Project,
  { attach, noAttach, attachDependencies, exitCodeFrom }: Values<typeof flags>,
): Pick<AttachOptions, "shown" | "awaited"> {
  const asked =
    attach.length > 0
      ? attach
      : [...services.values()]
          .filter(
            (service) => service.attach && (attachDependencies || selected.size === 0 || selected.has(service.name)),
          )
          .map(({ name }) => name);
  const shown = new Set<string>(asked).difference(new Set(noAttach));
  const awaited = new Set<string>(
    [selected, shown, services].map((each) => [...each.keys()]).find((each) => each.length > 0),
  );
  return { shown, awaited: exitCodeFrom === undefined ? awaited : awaited.add(exitCodeFrom) };
}
