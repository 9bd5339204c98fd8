/** What else can be done with an image: its history, all that the engine says of it, other names, a search for more. */

/** One step of what an image was made by, the newest first. */
export interface HistoryEntry {
  /** `<missing>` where no image stands for the step. */
  readonly id: string;
  /** Seconds since the epoch. */
  readonly created: number;
  readonly createdBy: string;
  /** Bytes. */
  readonly size: number;
  readonly tags: readonly string[];
  readonly comment: string;
}

/** A repository that a search found. */
export interface FoundImage {
  readonly name: string;
  readonly description: string;
  readonly stars: number;
  readonly isOfficial: boolean;
}

export interface Search {
  readonly term: string;
  /** At most so many; absent: the registry's own limit. */
  readonly limit?: number;
  /** `stars`, `is-official` */
  readonly filters: Readonly<Record<string, readonly string[]>>;
}

export interface RemoveImageOptions {
  /** Also where a stopped container has it, or it has several names. */
  readonly force?: boolean;
  /** Parents without a name stay. */
  readonly keepsParents?: boolean;
}

export interface ImageDetailsPort {
  /** @param platform of an image that has several, which one; absent: the engine's own */
  imageHistory(reference: string, platform: string | undefined, signal: AbortSignal): Promise<readonly HistoryEntry[]>;
  /** All that the engine says of it, in its own words; `undefined` if there is no such image. */
  imageDocument(
    reference: string,
    platform: string | undefined,
    signal: AbortSignal,
  ): Promise<Readonly<Record<string, unknown>> | undefined>;
  /** A further name; an image that had it before loses it. */
  tagImage(
    reference: string,
    name: { readonly repository: string; readonly tag: string },
    signal: AbortSignal,
  ): Promise<void>;
  /** Repositories of the registry that the term names, or of Docker Hub. */
  searchImages(search: Search, signal: AbortSignal): Promise<readonly FoundImage[]>;
}
