/** `windlass attach` */
import { WindlassError } from "../../core/errors.ts";
import { detachKeys as askedKeys, endOf } from "../../index.ts";
import { command, type Definition } from "../args/command.ts";
import { flag, switched, word } from "../args/flags.ts";
import { containersOf, indexFlag, knownServices, meantContainers } from "../containers.ts";
import { nameOf, projectOrName, withEngine } from "../session.ts";
import { converse } from "../streams/converse.ts";
import { patiently } from "../streams/patiently.ts";
import { passSignals } from "../streams/signals.ts";
import { checkTerminal } from "../streams/terminal-flags.ts";

const flags = {
  detachKeys: word("--detach-keys <keys>", "keys that detach, such as ctrl-p,ctrl-q"),
  index: indexFlag,
  noStdin: flag("--no-stdin", "do not attach standard input"),
  sigProxy: switched("--sig-proxy", "pass signals on to the process (default true)"),
};

export const attach: Definition = command({
  exitStatus: "that of the container; 0 after the detach keys",
  named: "flag",
  examples: [
    ["windlass attach web", "ctrl-p ctrl-q detaches, and the container keeps running"],
    ["windlass attach --no-stdin web", "only look at what it writes"],
  ],
  operands: [{ name: "service", text: "service whose container is used", completes: "existing-services" }],
  flags,
  async run(call, context) {
    const { flags, globals } = call;
    const { env, interrupts, clock, err } = context;
    const [service = ""] = call.operands;
    const project = await projectOrName({ ...call, services: [] }, context);
    return withEngine(context, async (engine) => {
      const [{ id, name }] = meantContainers(await containersOf(engine, nameOf(project), [service], interrupts.first), {
        service,
        index: flags.index,
        running: true,
        known: knownServices(project),
      });
      const config = (await engine.findContainer(id, interrupts.first))?.config;
      if (config === undefined) throw new WindlassError("container-missing", `container ${name} has just been removed`);
      const { tty } = config;
      const stdin = config.stdinOpen && !flags.noStdin;
      checkTerminal(stdin, tty, context);
      if (globals.dryRun) {
        err.write(`would attach to ${name}\n`);
        return 0;
      }
      const detachKeys = flags.detachKeys ?? (await askedKeys(env));
      // With signals passed on it is the container that decides; the second Ctrl-C leaves it.
      const signal = flags.sigProxy ? interrupts.second : interrupts.first;
      const end = await endOf(engine, { project: nameOf(project), id }, clock, signal);
      const attachment = await engine.attach(
        id,
        { stdin, tty, ...(detachKeys !== undefined && { detachKeys }) },
        signal,
      );
      const deaf = flags.sigProxy ? passSignals(engine, id, context, signal) : () => {};
      try {
        const how = await converse(
          { attachment, stdin, tty, detachKeys, resize: (size, until) => engine.resizeContainer(id, size, until) },
          context,
          signal,
        );
        return how === "detached" ? 0 : await patiently(end.code, name, context);
      } finally {
        deaf();
      }
    });
  },
});
