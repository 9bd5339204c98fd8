/** Images as files: out of the engine as one archive, back in from one, and made of a file system's tar. */
import type { Progress } from "../../core/events.ts";

/** What an archive brought. */
export interface LoadedImages {
  /** Short references, in the engine's order. */
  readonly references: readonly string[];
  /** Of images that came without a name. */
  readonly ids: readonly string[];
}

/** An image of one layer. */
export interface ImportSpec {
  /** Empty: it gets no name. */
  readonly repository: string;
  readonly tag: string;
  readonly message: string;
  /** Instructions of a Dockerfile: `CMD ["sh"]`. */
  readonly changes: readonly string[];
  readonly platform?: string;
}

export interface ImageFilesPort {
  /**
   * Several images in one archive, layers that they share once. An id loses its image's names.
   * @param platform of images that have several, which one; absent: all that are there
   * @returns the archive as it comes; it throws where the engine could not finish it
   */
  saveImages(
    references: readonly string[],
    platform: string | undefined,
    signal: AbortSignal,
  ): Promise<AsyncIterable<Uint8Array>>;
  /** @param archive as `saveImages` gives it; what it throws ends the load, and is thrown */
  loadImages(
    archive: AsyncIterable<Uint8Array>,
    options: { readonly platform?: string; readonly onProgress?: (progress: Progress) => void },
    signal: AbortSignal,
  ): Promise<LoadedImages>;
  /** @param tar a file system; what it throws ends the import, and is thrown @returns the image's id */
  importImage(tar: AsyncIterable<Uint8Array>, image: ImportSpec, signal: AbortSignal): Promise<string>;
}
