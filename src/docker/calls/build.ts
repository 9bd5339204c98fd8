/** Builds of images. */
import type { BuildPort } from "../../engine/port.ts";
import type { CallContext } from "./change.ts";

export const buildCalls = ({ transport, logins }: CallContext): BuildPort => ({
  async builderFacts(signal) {
    const { builderFacts } = await import("../build/builder-facts.ts");
    return builderFacts(transport, signal);
  },
  async buildImage(spec, io) {
    const { build } = await import("../build/build.ts");
    return build(transport, logins, spec, io);
  },
});
