/** Images from registries. */
import type { ImagesPort } from "../../engine/port.ts";
import { pull } from "../pull.ts";
import { type CallContext, remove } from "./change.ts";

export const imagesCalls = ({ transport, logins }: CallContext): ImagesPort => ({
  async pullImage(image, platform, onProgress, signal) {
    return pull(transport, logins, image, platform, onProgress, signal);
  },
  async removeImage(reference, signal) {
    await remove(transport, "remove the image", { method: "DELETE", path: ["images", reference], long: true }, signal);
  },
});
