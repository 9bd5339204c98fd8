/** `windlass build` */
import { WindlassError } from "../../core/errors.ts";
import { namesAlone, type Project, planBuild } from "../../index.ts";
import { type Flag, type FlagTable, flag, longOf, word, words } from "../args/flags.ts";
import { services } from "../args/operands.ts";
import { tellStatus } from "../plans/outcome.ts";
import { carryOut } from "../plans/run-plan.ts";
import { type Run, type Verb, verb } from "../plans/verb.ts";
import { hostFor } from "../process/programs.ts";
import { loadProject } from "../session.ts";

/** What the engine's builder is not asked for yet. A build that ignored one of them would not be the one that was meant. */
const unsupported = {
  builder: word("--builder <name>", "not supported yet"),
  check: flag("--check", "not supported yet"),
  memory: word("-m, --memory <bytes>", "not supported yet"),
  print: flag("--print", "not supported yet"),
  provenance: word("--provenance <attestation>", "not supported yet"),
  push: flag("--push", "not supported yet"),
  sbom: word("--sbom <attestation>", "not supported yet"),
  ssh: word("--ssh <key>", "not supported yet"),
};

/** What old builders took, and builders now do anyway. */
const ignored = {
  compress: flag("--compress", "has no effect"),
  forceRm: flag("--force-rm", "has no effect"),
  noRm: flag("--no-rm", "has no effect"),
  parallel: flag("--parallel", "has no effect"),
};

const hidden = <Table extends FlagTable>(table: Table): Table =>
  Object.fromEntries(Object.entries(table).map(([name, row]) => [name, { ...row, hidden: true }])) as never;

const flags = {
  buildArg: words("--build-arg <name=value>", "build argument; repeat for several"),
  noCache: flag("--no-cache", "do not use the build cache"),
  pull: flag("--pull", "pull newer versions of base images"),
  quiet: flag("-q, --quiet", "do not print build output"),
  withDependencies: flag("--with-dependencies", "also build the services that the named ones depend on"),
  ...hidden(unsupported),
  ...hidden(ignored),
};

export const build: Verb = verb({
  examples: [
    ["windlass build", "all services that have a build"],
    ["windlass build --no-cache web", "from the beginning"],
  ],
  operands: services,
  flags,
  async ask(call, context) {
    const { flags, services } = call;
    refuseUnsupported(flags);
    const withoutDependencies = services.length > 0 && !flags.withDependencies;
    const project = await loadProject(call, context, { skip: namesAlone, withoutDependencies, acts: true });
    const { noCache, pull, buildArg } = flags;
    const { env, disk, wallMs, interrupts } = context;
    const options = { args: argsOf(buildArg, project), noCache, pull };
    return {
      project,
      plan: (engine, looking) => {
        const host = hostFor(context, engine, { variables: project.variables, looking });
        return planBuild(project, options, { engine, signal: interrupts.first, env, disk, wallMs, host });
      },
    };
  },
  async perform(plan, { services }, around, { flags }) {
    const shown = flags.quiet ? { progress: "quiet" as const } : { buildLog: "stdout" as const };
    const run: Run = { ...around, settings: { ...around.settings, ...shown } };
    if (services.values().some((service) => service.build)) await carryOut(plan, run);
    else tellStatus("No services to build", run);
    return 0;
  },
});

/** @throws WindlassError `usage` */
function refuseUnsupported(given: Readonly<Record<string, unknown>>): void {
  for (const [name, row] of Object.entries<Flag<unknown>>(unsupported))
    if (given[name] !== undefined && given[name] !== false)
      throw new WindlassError(
        "usage",
        `${longOf(row)} is a flag of docker compose build that Windlass does not have yet`,
        {
          hint: `leave it out, or use docker compose build ${longOf(row)}: it works on the same project`,
        },
      );
}

/** A name alone has the value of the variable; without one it is no argument. */
const argsOf = (given: readonly string[], { variables }: Project): Readonly<Record<string, string>> =>
  Object.fromEntries(
    given.flatMap((text): [string, string][] => {
      const cut = text.indexOf("=");
      if (cut >= 0) return [[text.slice(0, cut), text.slice(cut + 1)]];
      const value = variables.get(text);
      return value === undefined ? [] : [[text, value]];
    }),
  );
