/** `windlass export` */
import { resolve } from "node:path";
import { WindlassError } from "../../core/errors.ts";
import { command, type Definition } from "../args/command.ts";
import { word } from "../args/flags.ts";
import { containersOf, indexFlag, meantContainers } from "../containers.ts";
import { deed } from "../files/deed.ts";
import { checkSavable, saveStream, streamTo } from "../files/save.ts";
import { checkServices, nameOf, projectOrName, withEngine } from "../session.ts";

export const exportCommand: Definition = command({
  named: "flag",
  examples: [
    ["windlass export -o web.tar web", "into a file"],
    ["windlass export --index 2 web", "the second container, to standard output"],
  ],
  operands: [{ name: "service", text: "service whose container it is", completes: "existing-services" }],
  flags: {
    index: indexFlag,
    output: word("-o, --output <file>", "write to this file, instead of standard output", "files"),
  },
  async run(call, context) {
    const { flags, globals, settings } = call;
    const [service = ""] = call.operands;
    const signal = context.interrupts.first;
    if (flags.output === undefined && context.out.isTTY)
      throw new WindlassError("usage", "output option is required when exporting to terminal", {
        hint: "use --output FILE, or redirect the output",
      });
    const path = flags.output === undefined ? undefined : resolve(context.cwd, flags.output);
    if (path !== undefined) await checkSavable(path);
    const project = await projectOrName({ ...call, services: [] }, context);
    checkServices(project, [service]);
    return withEngine(context, async (engine) => {
      const [{ id, name }] = meantContainers(
        await containersOf(engine, nameOf(project), [service], context.interrupts.first),
        { service, index: flags.index, running: false },
      );
      const details = path === undefined ? "" : `to ${flags.output}`;
      const words = { doing: "Exporting", done: "Exported", details };
      await deed(`Container ${name}`, words, { settings, context }, async () => {
        if (globals.dryRun) return undefined;
        const chunks = await engine.exportContainer(id, signal);
        if (path !== undefined) await saveStream(chunks, path, signal);
        else await streamTo(context.out, chunks, signal);
        return undefined;
      });
      return 0;
    });
  },
});
