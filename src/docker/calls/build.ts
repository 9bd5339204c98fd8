/** Builds of images. */
import type { BuildPort } from "../../engine/port.ts";
import type { CallContext } from "./change.ts";

export const buildCalls = ({ transport, logins }: CallContext): BuildPort => ({
  async buildImage(spec, onProgress, signal) {
    const { build } = await import("../build/build.ts");
    return build(transport, logins, spec, onProgress, signal);
  },
});
