/** Images from registries. */
import type { ImagesPort } from "../../engine/port.ts";
import { pull } from "../pull.ts";
import type { CallContext } from "./change.ts";

export const imagesCalls = ({ transport, logins }: CallContext): ImagesPort => ({
  async pullImage(image, platform, onProgress, signal) {
    return pull(transport, logins, image, platform, onProgress, signal);
  },
});
