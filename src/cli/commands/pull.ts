/** `windlass pull` */
import { type Event, namesAlone, type Plan, type Project, planPull } from "../../index.ts";
import { type Command, command } from "../args/command.ts";
import { choice, flag } from "../args/flags.ts";
import { services } from "../args/operands.ts";
import { carryOut } from "../plans/run-plan.ts";
import { showPlan } from "../plans/show-plan.ts";
import { loadProject, withEngine } from "../session.ts";

/** What all images at once once was a matter of. */
const parallel = { ...flag("--parallel", "accepted for compatibility; has no effect"), hidden: true } as const;

const flags = {
  ignoreBuildable: flag("--ignore-buildable", "do not pull images that can be built"),
  ignorePullFailures: flag("--ignore-pull-failures", "pull what can be pulled, and exit with 0"),
  includeDeps: flag("--include-deps", "also pull for the services that the named ones depend on"),
  policy: choice("--policy <policy>", ["missing", "always"], "pull policy for all services: missing or always"),
  quiet: flag("-q, --quiet", "do not print progress"),
  parallel,
  noParallel: { ...parallel, flags: "--no-parallel" },
};

export const pull: Command = command({
  name: "pull",
  summary: "Pull images of services",
  group: "build",
  examples: [
    ["windlass pull", "the newest images of all services"],
    ["windlass pull --policy missing web", "only if it is missing"],
  ],
  operands: services,
  flags,
  async run(call, context) {
    const { flags, globals } = call;
    const settings = flags.quiet ? { ...call.settings, progress: "quiet" as const } : call.settings;
    const project = await loadProject(call, context, {
      skip: namesAlone,
      withoutDependencies: call.services.length > 0 && !flags.includeDeps,
    });
    return withEngine(context, async (engine) => {
      const { ignoreBuildable, ignorePullFailures: ignoreFailures, policy } = flags;
      const options = { ignoreBuildable, ignoreFailures, ...(policy && { policy }) };
      const plan = await planPull(project, options, { engine, signal: context.interrupts.first });
      if (globals.dryRun) {
        showPlan(plan, project, call, context);
        return 0;
      }
      const failed = new Set<string>();
      try {
        const hear = (event: Event): void => {
          if (event.type === "step-failed" || event.type === "step-unneeded") failed.add(event.step);
        };
        await carryOut(plan, { engine, context, settings, hear });
      } finally {
        const left = buildable(plan, project, failed);
        if (left.length > 0 && settings.progress !== "json")
          context.err.write(
            `Some service image(s) must be built from source by running:\n    windlass build ${left.join(" ")}\n`,
          );
      }
      return 0;
    });
  },
});

/** Services whose image was not to be had, and that say how it is built. */
const buildable = (plan: Plan, { services: all }: Project, failed: ReadonlySet<string>): readonly string[] =>
  plan.steps.flatMap(({ id, resource: { service } }) =>
    failed.has(id) && [...all.values()].some(({ name, build }) => name === service && build) ? [service ?? ""] : [],
  );
