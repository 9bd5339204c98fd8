/** What the images of a project are on their registries, or every place that names one for which that can't be told. */
import type { Diagnostic, Place } from "../../core/diagnostics.ts";
import { throwErrors, WindlassError } from "../../core/errors.ts";
import { type Project, type RegistryImage, type Resolved, registryImages, withPlatformDigests } from "../../index.ts";
import type { Call } from "../args/command.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { withEngine } from "../session.ts";

interface Use {
  readonly image: string;
  readonly place?: Place | undefined;
}

/**
 * Asks for each image once; without any no engine is needed.
 * @throws WindlassError with each place whose image has no digest
 */
export async function registryDigests(
  uses: readonly Use[],
  project: Project,
  context: ProcessContext,
): Promise<ReadonlyMap<string, RegistryImage>> {
  if (uses.length === 0) return new Map();
  const { first } = context.interrupts;
  const resolved = await withEngine(context, (engine) =>
    registryImages(
      uses.map(({ image }) => image),
      engine,
      first,
    ),
  );
  throwErrors(
    uses.flatMap((use) => problem(use, resolved.get(use.image))),
    project.sources,
  );
  return new Map([...resolved].flatMap(([image, found]) => (found instanceof WindlassError ? [] : [[image, found]])));
}

function problem({ place }: Use, found: Resolved | undefined): readonly Diagnostic[] {
  if (!(found instanceof WindlassError)) return [];
  const { code, message, hint } = found;
  return [{ code, severity: "error", message, ...(place && { place }), ...(hint !== undefined && { hint }) }];
}

/** The same for a lock file, which has the digests of all platforms, too, as far as they can be known. */
export async function lockDigests(
  uses: readonly Use[],
  project: Project,
  { globals }: Pick<Call<unknown>, "globals">,
  context: ProcessContext,
): Promise<ReadonlyMap<string, RegistryImage>> {
  const found = await registryDigests(uses, project, context);
  const { env, interrupts } = context;
  return withPlatformDigests(found, { env, insecure: globals.insecureRegistry, signal: interrupts.first });
}
