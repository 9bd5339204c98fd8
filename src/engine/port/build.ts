/** Builds of images. */
import type { ImageFact, OnProgress } from "./images.ts";

export interface BuildSpec {
  /** The image's name and further tags. */
  readonly tags: readonly string[];
  /** Absolute path of the folder. */
  readonly context: string;
  /** Relative to the context, or absolute. */
  readonly dockerfile: string;
  readonly args: Readonly<Record<string, string>>;
  readonly target?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly platform?: string;
  readonly noCache: boolean;
  readonly pull: boolean;
}

export interface BuildPort {
  buildImage(build: BuildSpec, onProgress: OnProgress, signal: AbortSignal): Promise<ImageFact>;
}
