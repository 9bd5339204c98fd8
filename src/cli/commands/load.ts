/** `windlass load` */
import { createReadStream } from "node:fs";
import { lstat, mkdir, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { WindlassError } from "../../core/errors.ts";
import { type LoadedArchive, loadArchive } from "../../index.ts";
import { command, type Definition } from "../args/command.ts";
import { word } from "../args/flags.ts";
import { localSource, unwritable } from "../files/copy.ts";
import { counted } from "../files/counted.ts";
import { deed } from "../files/deed.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { loadedJson, loadedText, needsText, nextText } from "../render/carried.ts";
import { decimalSize } from "../render/sizes.ts";
import { plural } from "../render/words.ts";
import { withEngine } from "../session.ts";

const fileName = "compose.yaml";

export const load: Definition = command({
  named: "variable",
  examples: [
    ["windlass load -i stack.tar -o shop", "the images, and the file into the folder shop"],
    ["windlass load --input images.tar", "an archive of docker has images alone"],
  ],
  operands: [],
  flags: {
    input: word("-i, --input <file>", "read this file; - means standard input (default)", "files"),
    output: word("-o, --output <folder>", "write the project's compose.yaml into this folder", "files"),
    platform: word("--platform <platform>", "load this platform of images that have several, such as linux/arm64"),
  },
  async run(call, context) {
    const { flags, globals, settings } = call;
    const { err, cwd, interrupts, terminal } = context;
    const signal = interrupts.first;
    const input = flags.input === "-" ? undefined : flags.input;
    if (input === undefined && terminal.isTTY)
      throw new WindlassError("usage", "refusing to read an archive from a terminal", {
        hint: "use --input FILE, or redirect the input",
      });
    const source = input === undefined ? undefined : await fileAt(input, context);
    const folder = flags.output === undefined ? undefined : resolve(cwd, flags.output);
    if (folder !== undefined) await checkFree(folder, flags.output ?? "");
    if (globals.dryRun) {
      err.write(`would load the images of ${input ?? "standard input"}\n`);
      return 0;
    }
    return withEngine(context, async (engine) => {
      const id = input === undefined ? "Archive" : `Archive ${input}`;
      let loaded: LoadedArchive | undefined;
      await deed(id, { doing: "Loading", done: "Loaded", details: "" }, { settings, context }, async (report) => {
        const of = source === undefined ? "" : ` of ${decimalSize(source.size)}`;
        const bytes = source === undefined ? terminal.input(signal) : createReadStream(source.path, { signal });
        const chunks = counted(bytes, (count) => report(`${decimalSize(count)}${of}`));
        const options = { needsProject: folder !== undefined, ...(flags.platform && { platform: flags.platform }) };
        loaded = await loadArchive(chunks, options, { engine, signal, onProgress: ({ text }) => report(text) });
        return `(${plural(loaded.images.length, "image")})`;
      });
      if (loaded === undefined) return 0;
      const { images, project } = loaded;
      if (folder !== undefined && project !== undefined) await write(folder, flags.output ?? "", project);
      if (settings.progress === "json") err.write(loadedJson(images));
      else if (settings.progress !== "quiet")
        err.write(
          loadedText(images) + (project === undefined ? "" : needsText(project.needs) + nextText(input, flags.output)),
        );
      return 0;
    });
  },
});

async function fileAt(
  input: string,
  { cwd }: Pick<ProcessContext, "cwd">,
): Promise<{ readonly path: string; readonly size: number }> {
  const { real, isFolder } = await localSource(input, { cwd, followLink: true });
  if (isFolder) throw new WindlassError("not-a-file", `${input} is a folder, not a file`);
  return { path: real, size: (await stat(real)).size };
}

/** @throws WindlassError `usage` where something would be overwritten */
async function checkFree(folder: string, written: string): Promise<void> {
  const standing = await lstat(join(folder, fileName)).catch(() => undefined);
  if (standing !== undefined)
    throw new WindlassError("usage", `${join(written, fileName)} already exists`, {
      hint: "name another folder, or leave out --output to load the images alone",
    });
}

/** The file comes last: where it is, all is. It is for its owner's eyes alone, as values of variables and env files are in it. */
async function write(
  folder: string,
  written: string,
  { compose, files }: NonNullable<LoadedArchive["project"]>,
): Promise<void> {
  const all = [...files, { name: fileName, mode: 0o600, bytes: compose }];
  for (const { name, mode, bytes } of all)
    try {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), bytes, { flag: "wx", mode });
    } catch (error) {
      throw unwritable(join(written, name), error);
    }
}
