/** `windlass exec` */
import { detachKeys as askedKeys, type ExecSpec, type Project } from "../../index.ts";
import { command, type Definition } from "../args/command.ts";
import { flag, word, words } from "../args/flags.ts";
import { containersOf, indexFlag, knownServices, meantContainers } from "../containers.ts";
import { givenVariables } from "../plans/one-off.ts";
import { nameOf, projectOrName, withEngineMeanwhile } from "../session.ts";
import { converse } from "../streams/converse.ts";
import { patiently } from "../streams/patiently.ts";
import { checkTerminal, interactive, noTty, tty } from "../streams/terminal-flags.ts";

const flags = {
  detach: flag("-d, --detach", "run the command in the background"),
  env: words("-e, --env <name[=value]>", "set a variable; without a value, take it from the environment"),
  index: indexFlag,
  interactive: { ...interactive, hidden: true as const },
  noTty,
  privileged: flag("--privileged", "give the process extended privileges"),
  tty,
  user: word("-u, --user <user>", "user to run the command as"),
  workdir: word("-w, --workdir <path>", "working directory of the command"),
};

export const exec: Definition = command({
  exitStatus: "that of the command; 0 after the detach keys",
  named: "flag",
  examples: [
    ["windlass exec web sh", "a shell in the container of web"],
    ["windlass exec -T db pg_dump app > dump.sql", "without a terminal, for scripts"],
  ],
  operands: [
    { name: "service", text: "service whose container is used", completes: "existing-services" },
    { name: "command", text: "command and its arguments", many: true, verbatim: true, completes: "files" },
  ],
  flags,
  async run(call, context) {
    const { flags, globals } = call;
    const { env, interrupts, terminal, err } = context;
    const [service = "", ...words] = call.operands;
    const tty = !(flags.noTty ?? (flags.tty === false || !context.out.isTTY));
    const stdin = flags.interactive !== false && !flags.detach;
    const read = (): Promise<Project | string> => projectOrName({ ...call, services: [] }, context);
    return withEngineMeanwhile(context, read, async (engine, project) => {
      const variables = typeof project === "string" ? new Map<string, string>() : project.variables;
      const spec: ExecSpec = {
        command: words,
        environment: givenVariables(flags.env, (name) => variables.get(name) ?? env[name]),
        privileged: flags.privileged,
        ...(flags.user !== undefined && { user: flags.user }),
        ...(flags.workdir !== undefined && { workingDir: flags.workdir }),
      };
      const signal = interrupts.first;
      const known = knownServices(project);
      const meant = { service, index: flags.index, running: true, known };
      const [{ id, name }] = meantContainers(await containersOf(engine, nameOf(project), [service], signal), meant);
      checkTerminal(stdin, tty, context);
      if (globals.dryRun) {
        err.write(`would run in ${name}: ${words.join(" ")}\n`);
        return 0;
      }
      if (flags.detach) {
        await engine.startExec(id, spec, { tty }, signal);
        return 0;
      }
      const detachKeys = await askedKeys(env);
      const size = terminal.size();
      const session = await engine.openExec(
        id,
        spec,
        { stdin, tty, ...(detachKeys !== undefined && { detachKeys }), ...(size && { size }) },
        signal,
      );
      const how = await converse(
        { attachment: session, stdin, tty, detachKeys, resize: (to, until) => session.resize(to, until) },
        context,
        signal,
      );
      if (how === "detached") return 0;
      return patiently(session.exitCode(signal), name, context);
    });
  },
});
