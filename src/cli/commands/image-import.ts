/** `windlass image import` */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { WindlassError } from "../../core/errors.ts";
import { command, type Definition } from "../args/command.ts";
import { word, words } from "../args/flags.ts";
import { localSource } from "../files/copy.ts";
import { counted } from "../files/counted.ts";
import { deed } from "../files/deed.ts";
import { imageOperand, meantImages, newImageName, projectFor } from "../meant-images.ts";
import { decimalSize } from "../render/sizes.ts";
import { withEngine } from "../session.ts";

export const imageImport: Definition = command({
  named: "flag",
  examples: [
    ["windlass image import web.tar web", "as the image of web"],
    ["windlass image import base.tar shop/base:1", "by a name"],
  ],
  operands: [
    { name: "file", text: "tar archive of a file system, or - for standard input", completes: "files" },
    { ...imageOperand, text: "service whose image it becomes, or a name such as shop/base:1", optional: true },
  ],
  flags: {
    change: words("-c, --change <instruction>", "Dockerfile instruction to apply, such as ENV A=1; repeat for several"),
    message: word("-m, --message <text>", "commit message"),
    platform: word("--platform <platform>", "platform of the image, such as linux/arm64"),
  },
  async run(call, context) {
    const { flags, globals, settings, operands } = call;
    const [file = "", target] = operands;
    const { cwd, interrupts, out, terminal } = context;
    const signal = interrupts.first;
    if (/^https?:\/\//.test(file))
      throw new WindlassError("usage", "an image is imported from a file or standard input", {
        hint: `use a pipe: curl -fsSL ${file} | windlass image import - ${target ?? "NAME"}`,
      });
    if (file === "-" && terminal.isTTY)
      throw new WindlassError("usage", "refusing to read a tar archive from a terminal", {
        hint: "name a file, or redirect the input",
      });
    const source = file === "-" ? undefined : await localSource(file, { cwd, followLink: true });
    if (source?.isFolder)
      throw new WindlassError("not-a-file", `${file} is a folder, not a file`, {
        hint: `use a pipe: tar -C ${file} -c . | windlass image import - ${target ?? "NAME"}`,
      });
    const size = source && (await stat(source.real)).size;
    const project = target === undefined ? undefined : await projectFor([target], call, context);
    return withEngine(context, async (engine) => {
      const [image] = target === undefined ? [] : await meantImages([target], project, engine, signal);
      const name = newImageName(image?.reference ?? "");
      const words = { doing: "Importing", done: "Imported", details: "" };
      await deed(`Image ${image?.reference ?? "<none>"}`, words, { settings, context }, async (report) => {
        if (globals.dryRun) return undefined;
        const bytes = source === undefined ? terminal.input(signal) : createReadStream(source.real, { signal });
        const of = size === undefined ? "" : ` of ${decimalSize(size)}`;
        const { change: changes, message = "", platform } = flags;
        const spec = { ...name, message, changes, ...(platform !== undefined && { platform }) };
        const chunks = counted(bytes, (count) => report(`${decimalSize(count)}${of}`));
        const id = await engine.importImage(chunks, spec, signal);
        out.write(`${id}\n`);
        return undefined;
      });
      return 0;
    });
  },
});
