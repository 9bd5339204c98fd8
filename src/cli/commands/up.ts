/** `windlass up`: flags and what they mean together; what happens in front of the terminal is attached.ts's. */
import { contentsOf, type Project } from "../../index.ts";
import { upAttached } from "../attached.ts";
import { checkedPlan } from "../checked-plan.ts";
import { type Command, command } from "../command.ts";
import { upDetached } from "../detached.ts";
import { count, flag, word } from "../flags.ts";
import { planText } from "../render/plan.ts";
import { checkNames, loadProject, withEngine } from "../session.ts";
import { exclusive, planFlags, refuseTogether, upExclusive, upOnlyFlags, upOptions } from "../up-flags.ts";

const flags = {
  detach: flag("-d, --detach", "leave the containers running and return"),
  wait: flag("--wait", "return when all are running, healthy where they have a check; implies -d"),
  waitTimeout: count("--wait-timeout <seconds>", "how long to wait"),
  ...planFlags,
  ...upOnlyFlags,
  abortOnContainerExit: flag("--abort-on-container-exit", "stop all when one ends"),
  abortOnContainerFailure: flag("--abort-on-container-failure", "stop all when one ends with a code other than 0"),
  exitCodeFrom: word("--exit-code-from <service>", "exit with that service's code; stop all when one ends"),
  noLogPrefix: flag("--no-log-prefix", "don't print whose line it is"),
  noColor: flag("--no-color", "don't colour what containers print"),
  timestamps: flag("--timestamps", "print when each line was written"),
};

export const up: Command = command({
  name: "up",
  summary: "Create, change and start what the file declares",
  takesServices: true,
  flags,
  async run(call, shell) {
    const { flags, globals, settings } = call;
    refuseTogether(flags, [
      ...exclusive,
      ...upExclusive,
      ["detach", "abortOnContainerExit"],
      ["detach", "abortOnContainerFailure"],
      ["detach", "exitCodeFrom"],
      ["wait", "abortOnContainerExit"],
      ["wait", "abortOnContainerFailure"],
      ["wait", "exitCodeFrom"],
      ["abortOnContainerExit", "abortOnContainerFailure"],
    ]);
    const project = await loadProject(call, shell, {
      strict: flags.strict,
      purpose: flags.noStart ? "create" : "start",
      withoutDependencies: flags.noDeps,
    });
    if (flags.exitCodeFrom !== undefined) checkService(project, flags.exitCodeFrom);
    return withEngine(shell, async (engine) => {
      const plan = await checkedPlan(project, upOptions(flags, flags.wait, shell), {
        engine,
        shell,
        strict: flags.strict,
        looking: globals.dryRun,
      });
      if (globals.dryRun) {
        shell.out.write(planText(plan, settings.paintOut, { steps: false }));
        return 0;
      }
      const run = { engine, shell, settings, contentOf: contentsOf(project) };
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
            prefix: !flags.noLogPrefix,
            colour: !flags.noColor,
            timestamps: flags.timestamps,
          });
    });
  },
});

function checkService(project: Project, name: string): void {
  checkNames([name], [...project.services.keys()]);
}
