/** `windlass commit` */

import { blankToolLabels } from "../../index.ts";
import { command, type Definition } from "../args/command.ts";
import { flag, word, words } from "../args/flags.ts";
import { containersOf, indexFlag, meantContainers } from "../containers.ts";
import { deed } from "../files/deed.ts";
import { newImageName } from "../meant-images.ts";
import { checkServices, nameOf, projectOrName, withEngine } from "../session.ts";

export const commit: Definition = command({
  named: "flag",
  examples: [["windlass commit web shop/web:debug", "with a name"]],
  operands: [
    { name: "service", text: "service whose container it is", completes: "existing-services" },
    { name: "image", text: "name of the new image, such as shop/web:debug", optional: true },
  ],
  flags: {
    author: word("-a, --author <author>", "author, such as Jane <jane@example.org>"),
    change: words("-c, --change <instruction>", "Dockerfile instruction to apply, such as ENV A=1; repeat for several"),
    index: indexFlag,
    message: word("-m, --message <text>", "commit message"),
    pause: { ...flag("-p, --pause", "pause the container meanwhile (default true)"), absent: true },
  },
  async run(call, context) {
    const { flags, globals, settings } = call;
    const [service = "", image = ""] = call.operands;
    const name = newImageName(image);
    const project = await projectOrName({ ...call, services: [] }, context);
    checkServices(project, [service]);
    return withEngine(context, async (engine) => {
      const [container] = meantContainers(
        await containersOf(engine, nameOf(project), [service], context.interrupts.first),
        { service, index: flags.index, running: false },
      );
      const words = { doing: "Committing", done: "Committed", details: "" };
      await deed(`Container ${container.name}`, words, { settings, context }, async () => {
        if (globals.dryRun) return undefined;
        const { author = "", message = "", change, pause } = flags;
        const changes = [...blankToolLabels(container.labels), ...change];
        const spec = { ...name, author, message, changes, pause };
        return `as ${await engine.commit(container.id, spec, context.interrupts.first)}`;
      });
      return 0;
    });
  },
});
