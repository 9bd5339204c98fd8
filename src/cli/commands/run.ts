/** `windlass run`: flags and what they mean together; what they ask of the container is one-off.ts's. */
import { randomBytes } from "node:crypto";
import { planRun, type RunOptions } from "../../index.ts";
import { choice, flag, type Values, word, words } from "../args/flags.ts";
import { isYes, type Settings } from "../args/settings.ts";
import { hushedBy, locked, planFlags, quietPull, refuseTogether } from "../args/up-flags.ts";
import { checkedPlan } from "../plans/checked-plan.ts";
import { type OneOff, overlayOf, withOneOff } from "../plans/one-off.ts";
import { carryOut } from "../plans/run-plan.ts";
import { type Verb, verb } from "../plans/verb.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { loadContextOf, loadProject } from "../session.ts";
import { runAttached } from "../streams/run-attached.ts";
import { checkTerminal, interactive, noTty, tty } from "../streams/terminal-flags.ts";

const table = {
  build: flag("--build", "build images before starting the container"),
  capAdd: words("--cap-add <capability>", "add a Linux capability; repeat for several"),
  capDrop: words("--cap-drop <capability>", "drop a Linux capability; repeat for several"),
  detach: flag("-d, --detach", "run the container in the background and print its id"),
  entrypoint: word("--entrypoint <command>", "entrypoint in place of the service's or image's"),
  env: words("-e, --env <name[=value]>", "set a variable; without a value, take it from the environment"),
  envFromFile: words("--env-from-file <path>", "file with variables to set; repeat for several", "files"),
  interactive,
  label: { ...words("-l, --label <name=value>", "add or replace a label; repeat for several"), aliases: ["--labels"] },
  locked,
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
  volume: { ...words("-v, --volume <volume>", "mount a volume; repeat for several", "files"), aliases: ["--volumes"] },
  workdir: word("-w, --workdir <path>", "working directory of the command"),
};

export const run: Verb = verb({
  exitStatus: "that of the container; 0 after the detach keys",
  examples: [
    ["windlass run --rm web npm test", "run the tests with all that web depends on"],
    ["windlass run --rm -it web sh", "a shell in a container of its own"],
  ],
  operands: [
    { name: "service", text: "service to make the container of", completes: "services" },
    {
      name: "command",
      text: "command and its arguments (default: the service's)",
      optional: true,
      many: true,
      verbatim: true,
      completes: "files",
    },
  ],
  flags: table,
  async ask(call, context) {
    const { flags } = call;
    refuseTogether(flags, [["servicePorts", "publish"]]);
    if (flags.tty !== undefined && flags.noTty !== undefined)
      refuseTogether({ tty: true, noTty: true }, [["tty", "noTty"]]);
    const asked = askedOf(call.operands, flags, context);
    const quietly = { ...call, settings: settingsFor(flags, call.settings), services: [asked.service] };
    const project = await loadProject(quietly, context, {
      purpose: "start",
      withoutDependencies: flags.noDeps,
      overlay: overlayOf(asked, context.cwd),
      locked: flags.locked,
    });
    const whole = await withOneOff(project, asked, loadContextOf(call, context));
    const options = optionsOf(asked, flags, context);
    return {
      project: whole,
      plan: (engine, looking) => checkedPlan(whole, options, { engine, context, strict: false, looking }, planRun),
    };
  },
  async perform(plan, { services }, around, { flags, operands: [service] }) {
    const { context } = around;
    const run = { ...around, settings: settingsFor(flags, around.settings) };
    const container = services.values().find(({ name }) => name === service)?.containerName ?? "";
    if (!flags.detach) {
      const input = inputOf(flags, context);
      checkTerminal(input.stdin, input.tty, context);
      return runAttached(plan, run, { container, ...input, remove: flags.rm });
    }
    const { containers } = await carryOut(plan, run);
    const made = plan.steps.find(
      ({ operation }) => operation.kind === "create-container" && operation.name === container,
    );
    context.out.write(`${(made && containers.get(made.id)) ?? container}\n`);
    return 0;
  },
});

const settingsFor = ({ build, quiet, quietPull, quietBuild }: Values<typeof table>, settings: Settings): Settings => ({
  ...settings,
  // Who captures the output of a command gets nothing else, unless a build is asked for.
  ...(build && { buildLog: "stdout" }),
  hushed: hushedBy({ quietPull, quietBuild }),
  ...(quiet && { progress: "quiet" }),
});

function askedOf(
  [service = "", ...command]: readonly string[],
  flags: Values<typeof table>,
  context: ProcessContext,
): OneOff {
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
    ...inputOf(flags, context),
    slug: randomBytes(32).toString("hex"),
  };
}

/** Without a word about it, there is a terminal where there is one here. */
function inputOf(
  { tty, noTty, interactive }: Values<typeof table>,
  { out, terminal }: ProcessContext,
): Pick<OneOff, "tty" | "stdin"> {
  const isOpen = noTty === undefined && interactive === undefined;
  return {
    tty: tty ?? (noTty === undefined ? out.isTTY && !(isOpen && !terminal.isTTY) : !noTty),
    stdin: interactive !== false,
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
