/** `windlass bridge`: a project converted into another model by images that can do so, and these images. */
import { relative, resolve } from "node:path";
import { WindlassError } from "../../core/errors.ts";
import {
  type BridgeIo,
  convert,
  type Engine,
  type ListedImage,
  newTransformation,
  type Project,
  transformations,
  usualTransformation,
} from "../../index.ts";
import { type Call, command, type Definition } from "../args/command.ts";
import { choice, type Flag, flag, word, words } from "../args/flags.ts";
import { localSource, unwritable } from "../files/copy.ts";
import { deed } from "../files/deed.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { partsOf, shortId } from "../render/images.ts";
import { decimalSize } from "../render/sizes.ts";
import { table } from "../render/table.ts";
import { loadProject, tellWarnings, withEngine } from "../session.ts";

const convertFlags = {
  output: {
    ...word("-o, --output <folder>", "folder to write to; it is replaced (default out)"),
    absent: "out",
  } as Flag<string>,
  templates: word("--templates <folder>", "folder of templates, in place of those in the transformation"),
  transformation: words(
    "-t, --transformation <image>",
    "image that converts; repeat for several (default: the one for Kubernetes)",
  ),
};

export const bridgeConvert: Definition = command({
  examples: [
    ["windlass bridge convert", "Kubernetes manifests in the folder out"],
    ["windlass bridge convert -t mine -o chart", "by an image of your own, into the folder chart"],
  ],
  operands: [],
  flags: convertFlags,
  async run(call, context) {
    const { flags, globals } = call;
    const { cwd, out, err, interrupts, user } = context;
    const project = await loadProject(call, context, { acts: true });
    const output = resolve(cwd, flags.output);
    await checkReplaceable(flags.output, output, project, context);
    const asked = flags.transformation.length > 0 ? flags.transformation : [usualTransformation];
    const templates = flags.templates && (await templatesAt(flags.templates, context));
    if (globals.dryRun) {
      for (const image of asked) err.write(`would convert ${project.name} by ${image} to ${output}\n`);
      return 0;
    }
    const options = {
      transformations: asked,
      output,
      ...(templates && { templates }),
      ...(user && { user }),
    };
    await withEngine(context, (engine) =>
      writing(flags.output, context, () =>
        convert(project, options, {
          ...bridgeIo(engine, call, context),
          onWarnings: (warnings) => tellWarnings(warnings, project, call, context),
          onOutput: async ({ stream, content }) => {
            const to = stream === "stdout" ? out : err;
            to.write(content);
            await to.drained(interrupts.first);
          },
        }),
      ),
    );
    return 0;
  },
});

export const bridgeList: Definition = command({
  named: "variable",
  examples: [["windlass bridge transformations list --quiet", "their names alone"]],
  operands: [],
  flags: {
    format: choice("--format <format>", ["table", "json"], "output format: table or json (default table)"),
    quiet: flag("-q, --quiet", "print only the names of images"),
  },
  async run({ flags }, context) {
    const { out, interrupts } = context;
    const images = await withEngine(context, (engine) => transformations(engine, interrupts.first));
    if (flags.quiet) out.write(images.map(({ references, id }) => `${references[0] ?? id}\n`).join(""));
    else if (flags.format === "json") out.write(`${JSON.stringify(images.map(imageJson))}\n`);
    else out.write(table(["IMAGE ID", "REPO", "TAGS", "SIZE"], images.map(imageRow), { narrowest: 20 }));
    return 0;
  },
});

export const bridgeCreate: Definition = command({
  examples: [["windlass bridge transformations create mine", "then change its templates, and build its Dockerfile"]],
  operands: [{ name: "path", text: "folder to make" }],
  flags: {
    from: word("-f, --from <image>", `transformation whose templates are copied (default ${usualTransformation})`),
  },
  async run(call, context) {
    const { flags, globals } = call;
    const [path = ""] = call.operands;
    const folder = resolve(context.cwd, path);
    if ((await context.disk.kind(folder)) !== "missing")
      throw new WindlassError("usage", `output folder ${folder} already exists`, { hint: "name another folder" });
    const from = flags.from || usualTransformation;
    if (globals.dryRun) {
      context.err.write(`would copy the templates of ${from} to ${folder}\n`);
      return 0;
    }
    await withEngine(context, (engine) =>
      writing(path, context, () => newTransformation(folder, from, bridgeIo(engine, call, context))),
    );
    context.out.write(`Transformer created in ${JSON.stringify(folder)}\n`);
    return 0;
  },
});

const bridgeIo = (engine: Engine, { settings }: Call<unknown>, context: ProcessContext): BridgeIo => ({
  engine,
  signal: context.interrupts.first,
  force: context.interrupts.second,
  pulling: (image, pull) =>
    deed(`Image ${image}`, { doing: "Pulling", done: "Pulled", details: "" }, { settings, context }, pull),
});

/**
 * The output folder is replaced as a whole, so nothing else may be in it.
 * @throws WindlassError `usage`, `not-a-file`
 */
async function checkReplaceable(
  text: string,
  output: string,
  { workingDir, configFiles }: Project,
  { cwd, home, disk }: ProcessContext,
): Promise<void> {
  if ((await disk.kind(output)) === "file")
    throw new WindlassError("not-a-file", `${text} is a file, not a folder`, { hint: "name a folder for the output" });
  const holds = (path: string): boolean => !relative(output, path).startsWith("..");
  const kept = [cwd, workingDir, ...configFiles.filter((file) => file !== "-"), ...(home ? [home] : [])];
  if (kept.some(holds))
    throw new WindlassError("usage", `the output folder ${text} is replaced, and holds other files`, {
      hint: "name a folder for the output alone, such as --output out",
    });
}

async function templatesAt(text: string, { cwd }: ProcessContext): Promise<string> {
  const { real, isFolder } = await localSource(text, { cwd, followLink: true });
  if (!isFolder) throw new WindlassError("not-a-file", `${text} is a file, not a folder`);
  return real;
}

/** Puts what goes wrong at the folder that is written to into words. */
async function writing(text: string, { interrupts }: ProcessContext, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (error instanceof WindlassError || interrupts.first.aborted) throw error;
    throw unwritable(text, error);
  }
}

/** With the keys that the engine's own list has. */
const imageJson = (image: ListedImage): object => ({
  Containers: image.containers,
  Created: image.created,
  Id: image.id,
  Labels: image.labels,
  ParentId: image.parentId,
  RepoDigests: image.digests,
  RepoTags: image.references,
  SharedSize: image.sharedSize,
  Size: image.size,
});

function imageRow({ id, references: [reference], size }: ListedImage): readonly string[] {
  const { repository, tag } = reference === undefined ? { repository: "", tag: "" } : partsOf(reference);
  return [shortId(id), repository || "<none>", tag || "<none>", decimalSize(size)];
}
