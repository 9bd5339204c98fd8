/** Images on the engine, and how they come there from a registry. */
import type { Progress } from "../../core/events.ts";
import type { Healthcheck } from "../container-config.ts";

/** An image on the engine: its identity and what a container gets from it by default. */
export interface ImageFact {
  readonly id: string;
  /** The digest of what its containers run, where the engine tells it apart from the id: it is in docker compose's label. */
  readonly content?: string;
  /** Short references, `nginx:alpine`. */
  readonly references: readonly string[];
  /** By content, one for each repository that it was pulled from or pushed to: `nginx@sha256:…`. */
  readonly digests?: readonly string[];
  /** Empty where the image does not say. */
  readonly createdAt: string;
  /** When it last got a name here, where the engine tells. */
  readonly taggedAt?: string;
  /** Bytes. */
  readonly size: number;
  readonly command: readonly string[];
  readonly entrypoint: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly user: string;
  readonly workingDir: string;
  readonly stopSignal: string;
  readonly exposed: readonly string[];
  /** Targets of its VOLUMEs. */
  readonly volumes: readonly string[];
  readonly healthcheck?: Healthcheck;
  /** `linux/amd64` */
  readonly platform: string;
}

/** An image as the engine's list tells it. */
export interface ListedImage {
  readonly id: string;
  readonly parentId: string;
  /** Short references, `nginx:alpine`. */
  readonly references: readonly string[];
  readonly digests: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** Seconds since the epoch. */
  readonly created: number;
  /** Bytes; -1 where nobody has counted. */
  readonly size: number;
  readonly sharedSize: number;
  /** How many containers it has; -1 where nobody has counted. */
  readonly containers: number;
}

/** What a registry has taken. */
export interface Pushed {
  /** Of its manifest, by which anybody can pull it: `sha256:…`. */
  readonly digest: string;
  /** Of the manifest, in bytes. */
  readonly size: number;
}

export type OnProgress = (progress: Progress) => void;

export interface ImagesPort {
  /**
   * `undefined` if there is no such image here.
   * @param platform of an image that has several, which one; absent: the engine's own
   */
  findImage(reference: string, platform: string | undefined, signal: AbortSignal): Promise<ImageFact | undefined>;
  /** Those that have all of these labels, `name` or `name=value`. */
  listImages(labels: readonly string[], signal: AbortSignal): Promise<readonly ListedImage[]>;
  /** Takes a tag away, and the image with its last one. What is gone already is done. */
  removeImage(reference: string, signal: AbortSignal): Promise<void>;
  pullImage(
    image: string,
    platform: string | undefined,
    onProgress: OnProgress,
    signal: AbortSignal,
  ): Promise<ImageFact>;
  /** One tag, to the registry that its name begins with. Rejects unless the registry has told its digest. */
  pushImage(image: string, onProgress: OnProgress, signal: AbortSignal): Promise<Pushed>;
}
