/** `windlass image history`, `inspect`, `tag` and `search`: what docker does with an image, by the name of a service, too. */
import { WindlassError } from "../../core/errors.ts";
import { imageNameHint } from "../../core/image-name.ts";
import type { Engine, Project } from "../../index.ts";
import { type Call, command, type Definition } from "../args/command.ts";
import { count, type Flag, flag, InvalidValue, switched, word } from "../args/flags.ts";
import { deed } from "../files/deed.ts";
import { imageMissing, imageOperand, type MeantImage, meantImages, newImageName, projectFor } from "../meant-images.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { partsOf } from "../render/images.ts";
import { withEngine } from "../session.ts";
import { historyListing, searchListing } from "../template/image-rows.ts";
import { listingText, rowsByTemplate } from "../template/rows.ts";

const platform = word("--platform <platform>", "of an image that has several platforms, this one, such as linux/arm64");
const noTrunc = flag("--no-trunc", "do not shorten output");
const formatHint = "output format: table, json, or a Go template";

/** Calls `use` with the images that the words mean, and what to throw for one that the engine does not have. */
async function withImages(
  meant: readonly string[],
  call: Call<unknown>,
  context: ProcessContext,
  use: (images: readonly MeantImage[], engine: Engine, missing: (image: MeantImage) => WindlassError) => Promise<void>,
): Promise<number> {
  const project = await projectFor(meant, call, context);
  return withEngine(context, async (engine) => {
    const images = await meantImages(meant, project, engine, context.interrupts.first);
    await use(images, engine, (image) => imageMissing(image, project));
    return 0;
  });
}

export const imageHistory: Definition = command({
  named: "flag",
  examples: [["windlass image history web", "the steps that the image of web was built by"]],
  operands: [imageOperand],
  flags: {
    format: word("--format <format>", `${formatHint} such as '{{.ID}} {{.CreatedBy}}' (default table)`, [
      "table",
      "json",
    ]),
    human: switched("-H, --human", "print sizes and dates in a readable format (default true)"),
    noTrunc,
    platform,
    quiet: flag("-q, --quiet", "print only image IDs"),
  },
  async run(call, context) {
    const { flags, operands } = call;
    const { first } = context.interrupts;
    return withImages(operands, call, context, async ([image], engine, missing) => {
      if (image === undefined) return;
      if ((await engine.findImage(image.reference, flags.platform, first)) === undefined) throw missing(image);
      const entries = await engine.imageHistory(image.reference, flags.platform, first);
      const listing = historyListing(entries, { ...flags, nowMs: context.wallMs() });
      context.out.write(listingText(flags.quiet ? "{{.ID}}" : flags.format, listing));
    });
  },
});

export const imageInspect: Definition = command({
  named: "flag",
  examples: [["windlass image inspect web -f {{.Id}}", "the ID of its image"]],
  operands: [{ ...imageOperand, many: true }],
  flags: {
    format: word("-f, --format <format>", "output format: json, or a Go template such as '{{.Id}}'", ["json"]),
    platform,
  },
  async run(call, context) {
    const { flags, operands } = call;
    const { out, interrupts } = context;
    return withImages(operands, call, context, async (images, engine, missing) => {
      const found = await Promise.all(
        images.map(async (image) => {
          const document = await engine.imageDocument(image.reference, flags.platform, interrupts.first);
          if (document === undefined) throw missing(image);
          return document;
        }),
      );
      if (flags.format === undefined || flags.format === "") out.write(`${JSON.stringify(found, undefined, 4)}\n`);
      else if (flags.format === "json") out.write(`${JSON.stringify(found)}\n`);
      else out.write(rowsByTemplate(flags.format, found, {}));
    });
  },
});

export const imageTag: Definition = command({
  named: "flag",
  examples: [["windlass image tag web shop/web:v1", "a further name"]],
  operands: [imageOperand, { name: "name", text: "further name of the image, such as shop/web:v1" }],
  flags: {},
  async run(call, context) {
    const { globals, settings } = call;
    const [source = "", target = ""] = call.operands;
    if (target === "") throw new WindlassError("usage", 'invalid image name: ""', { hint: "write it as name:tag" });
    const name = newImageName(target);
    return withImages([source], call, context, async ([image], engine, missing) => {
      const { first } = context.interrupts;
      if (image === undefined) return;
      if ((await engine.findImage(image.reference, undefined, first)) === undefined) throw missing(image);
      const words = { doing: "Tagging", done: "Tagged", details: `as ${target}` };
      await deed(`Image ${image.reference}`, words, { settings, context }, async () => {
        if (!globals.dryRun) await engine.tagImage(image.reference, name, first);
      });
    });
  },
});

type Filter = readonly [name: string, value: string];

const filter: Flag<readonly Filter[]> = {
  flags: "-f, --filter <filter>",
  text: "show only what matches, such as stars=3 or is-official=true; repeat for several",
  completes: ["stars=", "is-official="],
  absent: [],
  read: readFilter,
};

export const imageSearch: Definition = command({
  named: "flag",
  examples: [["windlass image search --limit 5 redis", "repositories of Docker Hub, those with most stars first"]],
  operands: [{ ...imageOperand, name: "term", text: "words to search for, or a service: the repository of its image" }],
  flags: {
    filter,
    format: word("--format <format>", `${formatHint} such as '{{.Name}}' (default table)`, ["table", "json"]),
    limit: count("--limit <number>", "largest number of results", 1),
    noTrunc,
  },
  async run(call, context) {
    const { flags, operands } = call;
    const [word = ""] = operands;
    const project = await projectFor([word], call, context);
    return withEngine(context, async (engine) => {
      const { first } = context.interrupts;
      const term = await searchTerm(word, project, engine, first);
      const filters = Object.fromEntries(
        [...Map.groupBy(flags.filter, ([name]) => name)].map(([name, all]) => [name, all.map(([, value]) => value)]),
      );
      const search = { term, filters, ...(flags.limit !== undefined && { limit: flags.limit }) };
      const found = await engine.searchImages(search, first);
      context.out.write(listingText(flags.format, searchListing(found, flags)));
      return 0;
    });
  },
});

/** What is built is on no registry by that name, and what is searched for need not be a name of an image. */
async function searchTerm(
  word: string,
  project: Project | string | undefined,
  engine: Engine,
  signal: AbortSignal,
): Promise<string> {
  const isBuilt =
    typeof project === "object" && [...project.services.values()].some(({ name, build }) => name === word && build);
  if (project === undefined || isBuilt || imageNameHint(word) !== undefined) return word;
  const [image] = await meantImages([word], project, engine, signal);
  return image?.service === undefined ? word : partsOf(image.reference).repository;
}

function readFilter(text: string, before: unknown): readonly Filter[] {
  const [, name = "", value = ""] = /^(stars|is-official|is-automated)=(.+)$/.exec(text) ?? [];
  if (name === "") throw new InvalidValue("must be stars=NUMBER or is-official=true");
  return [...(Array.isArray(before) ? (before as Filter[]) : []), [name, value]];
}
