/** `windlass commit` */

import { WindlassError } from "../../core/errors.ts";
import { imageNameHint } from "../../core/image-name.ts";
import { command, type Definition } from "../args/command.ts";
import { flag, word, words } from "../args/flags.ts";
import { containersOf, indexFlag, meantContainers } from "../containers.ts";
import { deed } from "../files/deed.ts";
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
    const name = named(image);
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
        const { author = "", message = "", change: changes, pause } = flags;
        const spec = { ...name, author, message, changes, pause };
        return `as ${await engine.commit(container.id, spec, context.interrupts.first)}`;
      });
      return 0;
    });
  },
});

/** @throws WindlassError `usage` */
function named(image: string): { readonly repository: string; readonly tag: string } {
  const hint =
    image === "" ? undefined : image.includes("@") ? "an image that is made has no digest" : imageNameHint(image);
  if (hint !== undefined) throw new WindlassError("usage", `invalid image name: ${JSON.stringify(image)}`, { hint });
  const colon = image.lastIndexOf(":");
  return colon > image.lastIndexOf("/")
    ? { repository: image.slice(0, colon), tag: image.slice(colon + 1) }
    : { repository: image, tag: "" };
}
