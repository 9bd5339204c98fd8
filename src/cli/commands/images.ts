/** `windlass images`: what containers run, and with `--outdated` what the registries have under the same names. */
import { WindlassError } from "../../core/errors.ts";
import { type Engine, type ImageFact, type ListedContainer, registryImages, serviceOf } from "../../index.ts";
import { type Call, command, type Definition } from "../args/command.ts";
import { flag, type Values, word } from "../args/flags.ts";
import { existingServices } from "../args/operands.ts";
import { containersOf } from "../containers.ts";
import { exitCodes } from "../process/exit-codes.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { imageFieldHeadings, imageFields, imageHeadings, imageRow, type UsedImage } from "../render/images.ts";
import {
  askedOf,
  freshness,
  outdatedHeadings,
  outdatedJson,
  outdatedRow,
  type RunningImage,
  tagOf,
} from "../render/outdated.ts";
import { table } from "../render/table.ts";
import { projectName, withEngine } from "../session.ts";
import { rowsByTemplate } from "../template/rows.ts";

const flags = {
  quiet: flag("-q, --quiet", "print only image IDs; with --outdated only the names of outdated images"),
  format: word(
    "--format <format>",
    "output format: table, json, or a Go template such as '{{.Repository}}:{{.Tag}}' (default table)",
    ["table", "json"],
  ),
  outdated: flag("--outdated", "compare the images that run with what their tags stand for on the registries now"),
  detailedExitcode: flag("--detailed-exitcode", "with --outdated: exit with code 2 if an image is outdated"),
};

type ImagesCall = Call<Values<typeof flags>>;

export const images: Definition = command({
  named: "variable",
  exitStatus: "0; with --outdated and --detailed-exitcode 2 if an image is outdated",
  examples: [
    ["windlass images --format json", "one JSON array"],
    ["windlass images --outdated", "which images have a newer one under the same tag"],
  ],
  operands: existingServices,
  flags,
  async run(call, context) {
    if (call.flags.outdated) return outdated(call, context);
    if (call.flags.detailedExitcode) throw new WindlassError("usage", "--detailed-exitcode needs --outdated");
    const { flags, services } = call;
    const { out, interrupts } = context;
    const project = await projectName(call, context);
    const used = await withEngine(context, async (engine) => {
      const containers = await containersOf(engine, project, services, interrupts.first);
      return Promise.all(containers.map((container) => imageOf(container, engine, interrupts.first)));
    });
    const { format = "table" } = flags;
    if (flags.quiet) {
      const ids = used.map(({ id }) => `${id.replace(/^[^:]*:/, "")}\n`);
      out.write([...new Set(ids)].join(""));
    } else if (format === "json") {
      out.write(`${JSON.stringify(used.length === 0 ? null : used.map(imageFields))}\n`);
    } else if (format === "table") {
      const rows = used.map((image) => imageRow(image, context.wallMs()));
      out.write(table(imageHeadings, rows, { narrowest: 20 }));
    } else out.write(rowsByTemplate(format, used.map(imageFields), imageFieldHeadings));
    return exitCodes.done;
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

/** @returns the exit code */
async function outdated(call: ImagesCall, context: ProcessContext): Promise<number> {
  const { flags, services } = call;
  const { out, interrupts } = context;
  const project = await projectName(call, context);
  const all = await withEngine(context, async (engine) => {
    const containers = await containersOf(engine, project, services, interrupts.first);
    const running = await runningImages(containers, engine, interrupts.first);
    const tags = running.flatMap((image) => askedOf(image) ?? []);
    const found = await registryImages(tags, engine, interrupts.first);
    return running.map((image) => freshness(image, found.get(askedOf(image) ?? "")));
  });
  const old = all.filter(({ status }) => status === "outdated");
  if (flags.quiet) out.write(old.map(({ reference }) => `${tagOf(reference)}\n`).join(""));
  else if (flags.format === "json") out.write(`${JSON.stringify(all.map(outdatedJson))}\n`);
  else if (flags.format === undefined || flags.format === "table")
    out.write(table(outdatedHeadings, all.map(outdatedRow)));
  else throw new WindlassError("usage", "--outdated has the formats table and json");
  return flags.detailedExitcode && old.length > 0 ? exitCodes.pending : exitCodes.done;
}

/** One for each name and image: a tag can have moved between the containers of a service. */
async function runningImages(
  containers: readonly ListedContainer[],
  engine: Engine,
  signal: AbortSignal,
): Promise<readonly RunningImage[]> {
  const named = await Promise.all(
    containers.map(async (container) => {
      // The list has an id where the name means another image by now.
      const made = tagOf(container.image) === undefined ? await engine.findContainer(container.id, signal) : undefined;
      return { ...container, reference: made?.config.image ?? container.image };
    }),
  );
  const groups = [...Map.groupBy(named, ({ reference, imageId }) => `${reference} ${imageId}`).values()];
  const running = groups.flatMap(([first, ...others]) => (first ? [[first, ...others] as const] : []));
  const images = await Promise.all(
    running.map(async (group): Promise<RunningImage> => {
      const [{ reference, imageId }] = group;
      const fact = await engine.findImage(imageId, undefined, signal);
      return { reference, services: [...new Set(group.map(serviceOf))].sort(), fact };
    }),
  );
  return images.toSorted((a, b) => (a.reference < b.reference ? -1 : 1));
}
