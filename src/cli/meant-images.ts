/** Which images the words of a command mean: a service's name stands for its image, any other word is an image's own name. */
import { closest } from "../core/closest.ts";
import { WindlassError } from "../core/errors.ts";
import { imageNameHint, splitTag } from "../core/image-name.ts";
import { type Engine, type Project, serviceOf } from "../index.ts";
import type { Call } from "./args/command.ts";
import type { Operand } from "./args/operands.ts";
import { containersOf, knownServices } from "./containers.ts";
import type { ProcessContext } from "./process/process-context.ts";
import { projectOrName } from "./session.ts";

export interface MeantImage {
  readonly reference: string;
  /** Where a service was named. */
  readonly service?: string;
}

/** One image of each of the words, or a single one. */
export const imageOperand: Operand = {
  name: "image",
  text: "service whose image it is, or an image's name or ID",
  completes: "services",
};

/** What a service's name can be made of: a word with a `:`, a `/` or an `@` can only be an image's. */
const maybeService = (word: string): boolean => /^[\w.-]+$/.test(word);

/**
 * The project, if a word may be a service of it; a name where there is no file, `undefined` where there is neither. Without
 * a project all words are images' names.
 */
export async function projectFor(
  words: readonly string[],
  call: Call<unknown>,
  context: ProcessContext,
): Promise<Project | string | undefined> {
  const { file, projectName } = call.globals;
  const services = words.filter(maybeService);
  if (services.length === 0 && file.length === 0 && projectName === undefined) return undefined;
  try {
    return await projectOrName({ ...call, services: [] }, context, { enable: services });
  } catch (error) {
    const isNone = error instanceof WindlassError && error.code === "no-project-file";
    if (!isNone || file.length > 0) throw error;
    return undefined;
  }
}

/**
 * Each image once. Where there is only a project's name, its containers say which images its services have.
 * @throws WindlassError `usage` for a word that can be neither
 */
export async function meantImages(
  words: readonly string[],
  project: Project | string | undefined,
  engine: Engine,
  signal: AbortSignal,
): Promise<readonly MeantImage[]> {
  const services = await imagesByService(words, project, engine, signal);
  const found = new Map<string, MeantImage>();
  for (const word of words) {
    const own = services.get(word);
    if (own === undefined && imageNameHint(word) !== undefined)
      throw new WindlassError("usage", `${JSON.stringify(word)} is neither a service nor a valid image name`, {
        hint: imageNameHint(word) ?? "",
      });
    const reference = own ?? word;
    if (!found.has(reference)) found.set(reference, { reference, ...(own !== undefined && { service: word }) });
  }
  return [...found.values()];
}

async function imagesByService(
  words: readonly string[],
  project: Project | string | undefined,
  engine: Engine,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  if (project === undefined) return new Map();
  if (typeof project === "string") {
    const containers = await containersOf(engine, project, words.filter(maybeService), signal);
    return new Map(containers.map((container) => [serviceOf(container), container.image]));
  }
  const own = [...project.services.values()].filter(({ provider }) => provider === undefined);
  return new Map(own.map(({ name, image }) => [name, image]));
}

/** What to say of an image that the engine does not have. */
export function imageMissing({ reference, service }: MeantImage, project: Project | string | undefined): WindlassError {
  if (service !== undefined)
    return new WindlassError(
      "image-missing",
      `the engine does not have the image ${reference} of service "${service}"`,
      {
        hint: `pull or build it first: windlass pull ${service}`,
      },
    );
  const near = project === undefined ? undefined : closest(reference, knownServices(project));
  return new WindlassError("image-missing", `no service or image is called ${reference}`, {
    hint: near === undefined ? "list the images of the project: windlass images" : `did you mean ${near}?`,
  });
}

/** What a new image is to be called; both empty: nothing. @throws WindlassError `usage` */
export function newImageName(image: string): { readonly repository: string; readonly tag: string } {
  const hint =
    image === "" ? undefined : image.includes("@") ? "an image that is made has no digest" : imageNameHint(image);
  if (hint !== undefined) throw new WindlassError("usage", `invalid image name: ${JSON.stringify(image)}`, { hint });
  return splitTag(image);
}
