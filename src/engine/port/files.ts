/** Files in containers, which need not run. */

/** A file that is put into a container; folders on its way are made. */
export interface FileCopy {
  /** Absolute path in the container. */
  readonly target: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly content: Uint8Array;
}

/** What is at a path in a container. */
export interface PathStat {
  readonly name: string;
  readonly kind: "file" | "folder" | "link" | "other";
  /** Of a link, as the container sees it. */
  readonly target: string;
}

export interface FilesPort {
  /** Into a container that need not run; what is there already is written over. */
  copyIn(id: string, files: readonly FileCopy[], signal: AbortSignal): Promise<void>;
  /** `undefined` where there is nothing at the path. */
  statPath(id: string, path: string, signal: AbortSignal): Promise<PathStat | undefined>;
  /** What is at the path, as a tar whose names begin with the path's last part. */
  readArchive(id: string, path: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
  /** Unpacks a tar into a folder. @param keepsOwner whether the tar's owners count; else root owns all */
  writeArchive(
    id: string,
    folder: string,
    tar: AsyncIterable<Uint8Array>,
    options: { readonly keepsOwner: boolean },
    signal: AbortSignal,
  ): Promise<void>;
  /** Its file system as a tar. */
  exportContainer(id: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
}
