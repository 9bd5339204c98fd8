/** `windlass up`: flags and what they mean together; what happens in front of the terminal is attached.ts's. */
import { type Project, planUp } from "../../index.ts";
import { flag, maybe, type Values, word, words } from "../args/flags.ts";
import { services } from "../args/operands.ts";
import { isYes } from "../args/settings.ts";
import {
  exclusive,
  hushedBy,
  planFlags,
  quietPull,
  refuseTogether,
  upExclusive,
  upOnlyFlags,
  upOptions,
  waitTimeout,
} from "../args/up-flags.ts";
import type { AttachOptions } from "../plans/attached.ts";
import { checkedPlan } from "../plans/checked-plan.ts";
import { upDetached } from "../plans/detached.ts";
import { type Verb, verb } from "../plans/verb.ts";
import { checkNames, loadProject } from "../session.ts";

const flags = {
  detach: flag("-d, --detach", "run containers in the background"),
  wait: flag("--wait", "wait until services are running or healthy; implies --detach"),
  waitTimeout,
  ...planFlags,
  ...upOnlyFlags,
  abortOnContainerExit: flag("--abort-on-container-exit", "stop all containers if any container exits"),
  abortOnContainerFailure: flag(
    "--abort-on-container-failure",
    "stop all containers if any container exits with a code other than 0",
  ),
  exitCodeFrom: word(
    "--exit-code-from <service>",
    "return the exit code of this service; stop all containers if any exits",
    "services",
  ),
  quietPull,
  quietBuild: flag("--quiet-build", "hide build progress"),
  attach: words("--attach <service>", "show the output of this service only; repeat for several", "services"),
  noAttach: words("--no-attach <service>", "hide the output of this service; repeat for several", "services"),
  attachDependencies: flag("--attach-dependencies", "also show the output of dependencies"),
  menu: maybe("--menu", "show keyboard shortcuts below the output (default: on a terminal, unless COMPOSE_MENU=false)"),
  noLogPrefix: flag("--no-log-prefix", "do not prefix lines with the container's name"),
  noColor: flag("--no-color", "do not colour the names of containers"),
  timestamps: flag("--timestamps", "show timestamps"),
};

export const up: Verb = verb({
  exitStatus:
    "0 if all containers were started, 1 if that failed; with --exit-code-from and --abort-on-container-exit that of a container",
  examples: [
    ["windlass up", "run in the foreground; Ctrl-C stops the containers"],
    ["windlass up -d --wait", "run in the background; return when everything is healthy"],
  ],
  operands: services,
  flags,
  async ask(call, context) {
    const { flags } = call;
    const { strict, noStart, noDeps, locked } = flags;
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
    const purpose = noStart ? "create" : "start";
    const project = await loadProject(call, context, { strict, purpose, withoutDependencies: noDeps, locked });
    checkNames(
      [...flags.attach, ...(flags.exitCodeFrom === undefined ? [] : [flags.exitCodeFrom])],
      [...project.services.keys()],
    );
    const options = upOptions(flags, flags.wait, context);
    return {
      project,
      plan: (engine, looking) => checkedPlan(project, options, { engine, context, strict, looking }, planUp),
    };
  },
  async perform(plan, project, around, { flags }) {
    const run = { ...around, settings: { ...around.settings, hushed: hushedBy(flags), buildLog: "stdout" as const } };
    if (flags.detach || flags.wait || flags.noStart)
      return upDetached(project, plan, run, flags.wait ? flags.waitTimeout : undefined);
    const { upAttached } = await import("../plans/attached.ts");
    return upAttached(project, plan, run, {
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
      menu: flags.menu ?? isYes(run.context.env.COMPOSE_MENU ?? "yes"),
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
