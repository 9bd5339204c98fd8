/**
 * The port over the engine's API: each method is one call, said in the engine's words, a file for each capability in calls/.
 * How a call is guarded is transport.ts's knowledge, how values are written container-fields.ts's, how they are read facts.ts's,
 * what an error means to the user failures.ts's, how a lost answer is looked up outcome.ts's.
 */
import type { Engine } from "../engine/port.ts";
import { buildCalls } from "./calls/build.ts";
import type { CallContext } from "./calls/change.ts";
import { containersCalls } from "./calls/containers.ts";
import { filesCalls } from "./calls/files.ts";
import { imageDetailsCalls } from "./calls/image-details.ts";
import { imageFilesCalls } from "./calls/image-files.ts";
import { imagesCalls } from "./calls/images.ts";
import { networksCalls } from "./calls/networks.ts";
import { streamsCalls } from "./calls/streams.ts";
import { systemCalls } from "./calls/system.ts";
import { volumesCalls } from "./calls/volumes.ts";

/** @param close lets go of the connections */
export const dockerEngine = (context: CallContext, close: () => void): Engine => ({
  facts: context.facts,
  ...systemCalls(context),
  ...containersCalls(context),
  ...filesCalls(context),
  ...imagesCalls(context),
  ...imageDetailsCalls(context),
  ...imageFilesCalls(context),
  resolveImage: async (image, signal) => (await import("./calls/registry.ts")).resolveImage(image, context, signal),
  ...networksCalls(context),
  ...volumesCalls(context),
  ...streamsCalls(context),
  ...buildCalls(context),
  close,
});
