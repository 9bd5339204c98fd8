/** `windlass build` */
import { resolve } from "node:path";
import { defined } from "../../core/defined.ts";
import { WindlassError } from "../../core/errors.ts";
import { namesAlone, type Project, planBuild } from "../../index.ts";
import { type FlagTable, flag, size, type Values, word, words } from "../args/flags.ts";
import { services } from "../args/operands.ts";
import { tellStatus } from "../plans/outcome.ts";
import { carryOut } from "../plans/run-plan.ts";
import { type Run, type Verb, verb } from "../plans/verb.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { hostFor } from "../process/programs.ts";
import { loadProject } from "../session.ts";

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
  builder: word("--builder <name>", "who builds: a builder of docker buildx, or `default` for the engine"),
  memory: size("-m, --memory <bytes>", "memory limit of the build, which only the classic builder takes"),
  provenance: word("--provenance <attestation>", "attest how the images are built: true, false or settings"),
  sbom: word("--sbom <attestation>", "attest what is in the images: true, false or settings"),
  ssh: word("--ssh <key>", "key for all builds besides the file's: `default` for the agent, or id=path"),
  buildArg: words("--build-arg <name=value>", "build argument; repeat for several"),
  check: flag("--check", "check the Dockerfiles for bad habits, and build nothing"),
  noCache: flag("--no-cache", "do not use the build cache"),
  print: flag("--print", "print the file for docker buildx bake, and build nothing"),
  pull: flag("--pull", "pull newer versions of base images"),
  push: flag("--push", "push what was built, to the registries of its names"),
  quiet: flag("-q, --quiet", "do not print build output"),
  withDependencies: flag("--with-dependencies", "also build the services that the named ones depend on"),
  ...hidden(ignored),
};

const builds: Verb = verb({
  examples: [
    ["windlass build", "all services that have a build"],
    ["windlass build --check", "what is doubtful in the Dockerfiles"],
  ],
  operands: services,
  flags,
  async ask(call, context) {
    const { flags, services } = call;
    const withoutDependencies = services.length > 0 && !flags.withDependencies;
    const project = await loadProject(call, context, { skip: namesAlone, withoutDependencies, acts: "run" });
    const { env, disk, wallMs, interrupts } = context;
    const options = optionsOf(flags, project, context);
    return {
      project,
      plan: (engine, looking) => {
        const host = hostFor(context, engine, { variables: project.variables, looking });
        return planBuild(project, options, { engine, signal: interrupts.first, env, disk, wallMs, host });
      },
    };
  },
  async perform(plan, project, around, { flags }) {
    const { services } = project;
    if (flags.check) return (await import("../plans/check-builds.ts")).checkBuilds(plan, project, around);
    const shown = flags.quiet ? { progress: "quiet" as const } : { buildLog: "stdout" as const };
    const run: Run = { ...around, settings: { ...around.settings, ...shown } };
    if (services.values().some((service) => service.build)) await carryOut(plan, run);
    else tellStatus("No services to build", run);
    return 0;
  },
});

/** The file of `--print` needs no engine. */
export const build: Verb = {
  ...builds,
  async run(call, context) {
    if (call.flags.print !== true) return builds.run(call, context);
    // The values come from this table, as in `command`.
    const given = call.flags as Values<typeof flags>;
    const project = await loadProject(call, context, { skip: namesAlone });
    const services = given.withDependencies ? [...project.services.keys()] : call.services;
    const { printBake } = await import("./print-bake.ts");
    return printBake(project, { services, ...optionsOf(given, project, context) }, context);
  },
};

/** What the command line asks of all builds. @throws WindlassError `usage` */
function optionsOf(
  { noCache, pull, push, buildArg, ssh, builder, memory, provenance, sbom }: Values<typeof flags>,
  project: Project,
  { cwd }: ProcessContext,
) {
  const keys = ssh === undefined ? [] : [keyOf(ssh, cwd)];
  const given = defined({ builder, memory, provenance, sbom });
  return { args: argsOf(buildArg, project), noCache, pull, push, ssh: keys, ...given };
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

/** @throws WindlassError `usage` */
function keyOf(given: string, cwd: string): string {
  if (given === "" || given === "default") return "default";
  const [id = "", path] = given.split(/=(.*)/s, 2);
  if (path)
    return `${id}=${path
      .split(",")
      .map((file) => resolve(cwd, file))
      .join(",")}`;
  throw new WindlassError("usage", `invalid SSH key ${JSON.stringify(given)}`, {
    hint: "write `default` for the agent, or id=path for a key",
  });
}
