/** `windlass pull` */
import { type Event, namesAlone, type Plan, type Project, planPull } from "../../index.ts";
import { choice, flag } from "../args/flags.ts";
import { services } from "../args/operands.ts";
import { locked } from "../args/up-flags.ts";
import { carryOut } from "../plans/run-plan.ts";
import { type Verb, verb } from "../plans/verb.ts";
import { loadProject } from "../session.ts";

/** What all images at once once was a matter of. */
const parallel = { ...flag("--parallel", "accepted for compatibility; has no effect"), hidden: true } as const;

const flags = {
  ignoreBuildable: flag("--ignore-buildable", "do not pull images that can be built"),
  ignorePullFailures: flag("--ignore-pull-failures", "pull what can be pulled, and exit with 0"),
  includeDeps: flag("--include-deps", "also pull for the services that the named ones depend on"),
  policy: choice("--policy <policy>", ["missing", "always"], "pull policy for all services: missing or always"),
  quiet: flag("-q, --quiet", "do not print progress"),
  locked,
  parallel,
  noParallel: { ...parallel, flags: "--no-parallel" },
};

export const pull: Verb = verb({
  examples: [
    ["windlass pull", "the newest images of all services"],
    ["windlass pull --policy missing web", "only if it is missing"],
  ],
  operands: services,
  flags,
  async ask(call, context) {
    const { flags, services } = call;
    const withoutDependencies = services.length > 0 && !flags.includeDeps;
    const project = await loadProject(call, context, { skip: namesAlone, withoutDependencies, locked: flags.locked });
    const { ignoreBuildable, ignorePullFailures: ignoreFailures, policy } = flags;
    const options = { ignoreBuildable, ignoreFailures, ...(policy && { policy }) };
    return { project, plan: (engine) => planPull(project, options, { engine, signal: context.interrupts.first }) };
  },
  async perform(plan, project, { settings: asked, ...run }, { flags }) {
    const settings = flags.quiet ? { ...asked, progress: "quiet" as const } : asked;
    const failed = new Set<string>();
    try {
      const hear = (event: Event): void => {
        if (event.type === "step-failed" || event.type === "step-unneeded") failed.add(event.step);
      };
      await carryOut(plan, { ...run, settings, hear });
    } finally {
      const left = buildable(plan, project, failed);
      if (left.length > 0 && settings.progress !== "json")
        run.context.err.write(
          `Some service image(s) must be built from source by running:\n    windlass build ${left.join(" ")}\n`,
        );
    }
    return 0;
  },
});

/** Services whose image was not to be had, and that say how it is built. */
const buildable = (plan: Plan, { services: all }: Project, failed: ReadonlySet<string>): readonly string[] =>
  plan.steps.flatMap(({ id, resource: { service } }) =>
    failed.has(id) && [...all.values()].some(({ name, build }) => name === service && build) ? [service ?? ""] : [],
  );
