/** Builds of images. */
import type { BuildPort } from "../../engine/port.ts";
import type { CallContext } from "./change.ts";
import { imagesCalls } from "./images.ts";

export const buildCalls = (context: CallContext): BuildPort => ({
  async builderFacts(signal) {
    const { builderFacts } = await import("../build/builder-facts.ts");
    return builderFacts(context.transport, signal);
  },
  async buildImage(spec, io) {
    const { build } = await import("../build/build.ts");
    const { pullImage } = imagesCalls(context);
    return build({ ...context, pullImage }, spec, io);
  },
  async checkBuild(spec, io) {
    const { check } = await import("../build/check.ts");
    return check(context, spec, io);
  },
});
