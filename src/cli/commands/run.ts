/** `windlass run`: flags and what they mean together; what they ask of the container is one-off.ts's. */
import { randomBytes } from "node:crypto";
import { contentsOf, planRun, type RunOptions } from "../../index.ts";
import { type Command, command } from "../args/command.ts";
import { choice, flag, type Values, word, words } from "../args/flags.ts";
import { isYes, type Settings } from "../args/settings.ts";
import { hushedBy, planFlags, quietPull, refuseTogether } from "../args/up-flags.ts";
import { checkedPlan } from "../plans/checked-plan.ts";
import { type OneOff, overlayOf, withOneOff } from "../plans/one-off.ts";
import { carryOut } from "../plans/run-plan.ts";
import { showPlan } from "../plans/show-plan.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { loadContextOf, loadProject, withEngine } from "../session.ts";
import { runAttached } from "../streams/run-attached.ts";
import { checkTerminal, interactive, noTty, tty } from "../streams/terminal-flags.ts";

const table = {
  build: flag("--build", "build images before starting the container"),
  capAdd: words("--cap-add <capability>", "add a Linux capability; repeat for several"),
  capDrop: words("--cap-drop <capability>", "drop a Linux capability; repeat for several"),
  detach: flag("-d, --detach", "run the container in the background and print its id"),
  entrypoint: word("--entrypoint <command>", "entrypoint in place of the service's or image's"),
  env: words("-e, --env <name[=value]>", "set a variable; without a value, take it from the environment"),
  envFromFile: words("--env-from-file <path>", "file with variables to set; repeat for several"),
  interactive,
  label: { ...words("-l, --label <name=value>", "add or replace a label; repeat for several"), aliases: ["--labels"] },
  name: word("--name <name>", "name of the container"),
  noDeps: flag("--no-deps", "do not start dependencies"),
  noTty,
  publish: words("-p, --publish <port>", "publish a port, such as 8080:80; repeat for several"),
  pull: choice(
    "--pull <policy>",
    ["always", "missing", "never", "policy"],
    "pull policy for all services: always, missing, never (default: each service's own)",
  ),
  quiet: flag("-q, --quiet", "hide progress"),
  quietBuild: flag("--quiet-build", "hide build progress"),
  quietPull,
  removeOrphans: planFlags.removeOrphans,
  rm: flag("--rm", "remove the container when it exits"),
  servicePorts: flag("-P, --service-ports", "publish the ports of the service"),
  tty,
  useAliases: flag("--use-aliases", "let the names of the service on its networks lead to the container"),
  user: word("-u, --user <user>", "user to run the command as"),
  volume: { ...words("-v, --volume <volume>", "mount a volume; repeat for several"), aliases: ["--volumes"] },
  workdir: word("-w, --workdir <path>", "working directory of the command"),
};

export const run: Command = command({
  name: "run",
  summary: "Run a command in a new container of a service",
  group: "run",
  examples: [
    ["windlass run --rm web npm test", "run the tests with all that web depends on"],
    ["windlass run --rm -it web sh", "a shell in a container of its own"],
  ],
  operands: [
    { name: "service", text: "service to make the container of" },
    {
      name: "command",
      text: "command and its arguments (default: the service's)",
      optional: true,
      many: true,
      verbatim: true,
    },
  ],
  flags: table,
  async run(call, context) {
    const { flags, globals } = call;
    refuseTogether(flags, [["servicePorts", "publish"]]);
    if (flags.tty !== undefined && flags.noTty !== undefined)
      refuseTogether({ tty: true, noTty: true }, [["tty", "noTty"]]);
    const settings = settingsFor(flags, call.settings);
    const asked = askedOf(call.operands, flags, context);
    const project = await loadProject({ ...call, settings, services: [asked.service] }, context, {
      purpose: "start",
      withoutDependencies: flags.noDeps,
      overlay: overlayOf(asked, context.cwd),
    });
    const whole = await withOneOff(project, asked, loadContextOf(call, context));
    if (!flags.detach) checkTerminal(asked.stdin, asked.tty, context);
    return withEngine(context, async (engine) => {
      const asking = { engine, context, strict: false, looking: globals.dryRun };
      const plan = await checkedPlan(whole, optionsOf(asked, flags, context), asking, planRun);
      if (globals.dryRun) {
        showPlan(plan, whole, { settings }, context);
        return 0;
      }
      const { variables } = whole;
      const running = { engine, context, settings, variables, contents: contentsOf(whole, context) };
      const container = whole.services.values().find(({ name }) => name === asked.service)?.containerName ?? "";
      if (!flags.detach) return runAttached(plan, running, { container, ...asked, remove: flags.rm });
      const { containers } = await carryOut(plan, running);
      const made = plan.steps.find(
        ({ operation }) => operation.kind === "create-container" && operation.name === container,
      );
      context.out.write(`${(made && containers.get(made.id)) ?? container}\n`);
      return 0;
    });
  },
});

const settingsFor = ({ quiet, quietPull, quietBuild }: Values<typeof table>, settings: Settings): Settings => ({
  ...settings,
  hushed: hushedBy({ quietPull, quietBuild }),
  ...(quiet && { progress: "quiet" }),
});

function askedOf(
  [service = "", ...command]: readonly string[],
  flags: Values<typeof table>,
  { out, terminal }: ProcessContext,
): OneOff {
  const isOpen = flags.noTty === undefined && flags.interactive === undefined;
  return {
    service,
    command,
    entrypoint: flags.entrypoint,
    env: flags.env,
    envFiles: flags.envFromFile,
    labels: flags.label,
    user: flags.user,
    workdir: flags.workdir,
    volumes: flags.volume,
    publish: flags.publish,
    servicePorts: flags.servicePorts,
    capAdd: flags.capAdd,
    capDrop: flags.capDrop,
    name: flags.name,
    // Without a word about it, there is a terminal where there is one here.
    tty: flags.tty ?? (flags.noTty === undefined ? out.isTTY && !(isOpen && !terminal.isTTY) : !flags.noTty),
    stdin: flags.interactive !== false,
    slug: randomBytes(32).toString("hex"),
  };
}

const optionsOf = ({ service, slug }: OneOff, flags: Values<typeof table>, { env }: ProcessContext): RunOptions => ({
  service,
  slug,
  useAliases: flags.useAliases,
  keepsStdin: flags.detach,
  remove: flags.rm,
  build: flags.build,
  noBuild: false,
  forceRecreate: false,
  removeOrphans: flags.removeOrphans || isYes(env.COMPOSE_REMOVE_ORPHANS),
  wait: false,
  ...(flags.pull !== undefined && flags.pull !== "policy" && { pull: flags.pull }),
});
