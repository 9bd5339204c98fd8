/** Images on the engine, and from registries. */
import type { ImagesPort } from "../../engine/port.ts";
import type { Call } from "../http/transport.ts";
import { imageCall, platformCall } from "../image-call.ts";
import { unlessGone } from "../outcome.ts";
import { imageFact, listedImage } from "../wire/facts.ts";
import { list } from "../wire/json.ts";
import { type CallContext, explained, remove } from "./change.ts";

export const imagesCalls = ({ transport, logins }: CallContext): ImagesPort => ({
  async findImage(reference, platform, signal) {
    return explained("look at the image", async () => {
      const call = platform === undefined ? undefined : platformCall(transport, reference, platform);
      const found = await unlessGone(transport.read(call ?? imageCall(transport, reference), signal));
      return found && imageFact(found.body);
    });
  },
  async listImages(labels, signal) {
    return explained("list images", async () => {
      const call: Call = { method: "GET", path: ["images", "json"], query: { filters: { label: labels } } };
      return list((await transport.read(call, signal)).body).map(listedImage);
    });
  },
  async pullImage(image, platform, onProgress, signal) {
    const { pull } = await import("../pull.ts");
    return pull(transport, logins, image, platform, onProgress, signal);
  },
  async pushImage(image, onProgress, signal) {
    const { push } = await import("../push.ts");
    return push(transport, logins, image, onProgress, signal);
  },
  async removeImage(reference, signal) {
    await remove(transport, "remove the image", { method: "DELETE", path: ["images", reference], long: true }, signal);
  },
});
