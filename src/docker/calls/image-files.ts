/** Images as files: archives out and in, and images made of a tar. What only some commands need is loaded by the first of them. */
import type { ImageFilesPort } from "../../engine/port.ts";
import type { CallContext } from "./change.ts";

export const imageFilesCalls = ({ transport }: CallContext): ImageFilesPort => ({
  async saveImages(references, platform, signal) {
    const { saveImages } = await import("../image-archive.ts");
    return saveImages(transport, references, platform, signal);
  },
  async loadImages(archive, options, signal) {
    const { loadImages } = await import("../image-archive.ts");
    return loadImages(transport, archive, options, signal);
  },
  async importImage(tar, image, signal) {
    const { importImage } = await import("../image-archive.ts");
    return importImage(transport, tar, image, signal);
  },
});
