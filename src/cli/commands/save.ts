/** `windlass save` */
import { resolve } from "node:path";
import { WindlassError } from "../../core/errors.ts";
import { type Engine, type SavedProject, saveProject } from "../../index.ts";
import { command, type Definition } from "../args/command.ts";
import { flag, word } from "../args/flags.ts";
import { services } from "../args/operands.ts";
import { counted } from "../files/counted.ts";
import { deed } from "../files/deed.ts";
import { checkSavable, saveStream, streamTo } from "../files/save.ts";
import { needsText } from "../render/carried.ts";
import { decimalSize } from "../render/sizes.ts";
import { plural } from "../render/words.ts";
import { loadProject, withEngine } from "../session.ts";

export const save: Definition = command({
  examples: [
    ["windlass save -o stack.tar", "the images and the resolved file of the project"],
    ["windlass save | ssh host windlass load", "straight to another machine"],
  ],
  operands: services,
  flags: {
    output: word("-o, --output <file>", "write to this file; - means standard output (default)", "files"),
    platform: word("--platform <platform>", "save this platform of images that have several, such as linux/arm64"),
    withFiles: flag("--with-files", "include the contents of config and secret files"),
  },
  async run(call, context) {
    const { flags, globals, settings } = call;
    const { out, err, cwd, interrupts } = context;
    const signal = interrupts.first;
    const file = flags.output === "-" ? undefined : flags.output;
    if (file === undefined && out.isTTY)
      throw new WindlassError("usage", "refusing to write an archive to a terminal", {
        hint: "use --output FILE, or redirect the output",
      });
    const path = file === undefined ? undefined : resolve(cwd, file);
    if (path !== undefined) await checkSavable(path);
    const project = await loadProject(call, context);
    return withEngine(context, async (engine: Engine) => {
      const saved = await saveProject(
        project,
        { withFiles: flags.withFiles, ...(flags.platform && { platform: flags.platform }) },
        { engine, signal },
      );
      const details = file === undefined ? "" : `to ${file}`;
      await deed(
        `Project ${project.name}`,
        { doing: "Saving", done: "Saved", details },
        { settings, context },
        async (report) => {
          if (globals.dryRun) return listed(saved);
          let bytes = 0;
          const chunks = counted(saved.chunks(), (count) => {
            bytes = count;
            report(`${decimalSize(count)} of at most ${decimalSize(saved.atMost)}`);
          });
          if (path !== undefined) await saveStream(chunks, path, signal);
          else await streamTo(out, chunks, signal);
          return [details, `(${plural(saved.images.length, "image")}, ${decimalSize(bytes)})`]
            .filter(Boolean)
            .join(" ");
        },
      );
      if (settings.progress !== "quiet" && settings.progress !== "json") err.write(needsText(saved.needs));
      return 0;
    });
  },
});

const listed = ({ images }: SavedProject): string => images.map(({ name }) => name).join(", ");
