/** `windlass images` */
import type { Engine, ImageFact, ListedContainer } from "../../index.ts";
import { command, type Definition } from "../args/command.ts";
import { choice, flag } from "../args/flags.ts";
import { existingServices } from "../args/operands.ts";
import { containersOf } from "../containers.ts";
import { imageHeadings, imageJson, imageRow, type UsedImage } from "../render/images.ts";
import { table } from "../render/table.ts";
import { projectName, withEngine } from "../session.ts";

const flags = {
  quiet: flag("-q, --quiet", "print only image IDs"),
  format: choice("--format <format>", ["table", "json"], "output format: table or json (default table)"),
};

export const images: Definition = command({
  named: "variable",
  examples: [["windlass images --format json", "one JSON array"]],
  operands: existingServices,
  flags,
  async run(call, context) {
    const { flags, services } = call;
    const { out, interrupts } = context;
    const project = await projectName(call, context);
    const used = await withEngine(context, async (engine) => {
      const containers = await containersOf(engine, project, services, interrupts.first);
      return Promise.all(containers.map((container) => imageOf(container, engine, interrupts.first)));
    });
    if (flags.quiet) {
      const ids = used.map(({ id }) => `${id.replace(/^[^:]*:/, "")}\n`);
      out.write([...new Set(ids)].join(""));
    } else if (flags.format === "json") {
      out.write(`${JSON.stringify(used.length === 0 ? null : used.map(imageJson))}\n`);
    } else {
      const rows = used.map((image) => imageRow(image, context.wallMs()));
      out.write(table(imageHeadings, rows, { narrowest: 20 }));
    }
    return 0;
  },
});

/** An image that is gone, or whose name means another one by now, is still known by its id. */
async function imageOf(container: ListedContainer, engine: Engine, signal: AbortSignal): Promise<UsedImage> {
  const { name, image, imageId, platform } = container;
  const found = await engine.findImage(image, undefined, signal);
  const fact: ImageFact | undefined =
    found && platform !== undefined && platform !== found.platform
      ? ((await engine.findImage(image, platform, signal)) ?? found)
      : found;
  return { container: name, reference: image, id: found?.id ?? imageId, ...(fact && { fact }) };
}
